#include "fetch/coding_writer.h"

#include <cstdint>

namespace jianbao::test {
namespace {

std::uint32_t crc32(std::string_view text) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : text) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

void append_little_endian(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    out += static_cast<char>(value & 0xFFU);
    value >>= 8U;
  }
}

class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(out) {}
  /// Huffman codes go in from their most significant bit on.
  void write_code(std::string_view bits) {
    for (const char bit : bits) {
      byte_ |= static_cast<unsigned>(bit == '1' ? 1 : 0) << used_;
      if (++used_ < 8) continue;
      out_ += static_cast<char>(byte_);
      byte_ = 0;
      used_ = 0;
    }
  }

 private:
  std::string& out_;
  unsigned byte_ = 0;
  unsigned used_ = 0;
};

}  // namespace

std::string gzip_header() {
  return std::string("\x1F\x8B\x08\0\0\0\0\0\0\x03", 10);
}

std::string gzip_stored(std::string_view text) {
  std::string out = gzip_header();
  const auto size = static_cast<std::uint32_t>(text.size());
  out += '\x01';  // last block, stored
  append_little_endian(out, size, 2);
  append_little_endian(out, ~size, 2);
  out += text;
  append_little_endian(out, crc32(text), 4);
  append_little_endian(out, size, 4);
  return out;
}

std::string gzip_bomb(std::size_t bytes) {
  constexpr std::size_t kLongestMatch = 258;
  std::string out = gzip_header();
  BitWriter bits(out);
  bits.write_code("110");       // last block; fixed codes, low bit first
  bits.write_code("10010001");  // the letter 'a'
  for (std::size_t done = 1; done < bytes; done += kLongestMatch) {
    bits.write_code("11000101");  // length 258
    bits.write_code("00000");     // distance 1
  }
  bits.write_code("0000000000000000");  // end of block, and filling
  return out;
}

std::string deflate_nothing() {
  return std::string("\0\0\0\xFF\xFF", 5);
}

std::string brotli_stored(std::string_view text) {
  std::string out;
  // RFC 7932 §9: a window of 16 bits; not the last block; its length less one; uncompressed.
  const auto size = static_cast<std::uint32_t>(text.size());
  append_little_endian(out, (size - 1) << 4U | 1U << 20U, 3);
  out += text;
  out += '\x03';  // an empty last block
  return out;
}

std::string zstd_stored(std::string_view text) {
  // RFC 8878 §3.1.1: one segment, its size in a byte; one raw block, the last.
  std::string out("\x28\xB5\x2F\xFD\x20", 5);
  const auto size = static_cast<std::uint32_t>(text.size());
  append_little_endian(out, size, 1);
  append_little_endian(out, size << 3U | 1U, 3);
  out += text;
  return out;
}

}  // namespace jianbao::test
