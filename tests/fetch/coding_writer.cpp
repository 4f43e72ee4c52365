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
  /// From the least significant bit on.
  void write_number(std::uint32_t value, int bits) {
    for (; bits > 0; --bits, value >>= 1U) write_code((value & 1U) != 0 ? "1" : "0");
  }
  /// Up to a whole byte.
  void fill() {
    while (used_ != 0) write_code("0");
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

Bomb gzip_bomb() {
  constexpr std::size_t kLongestMatch = 258;
  constexpr const char* kMatch = "1100010100000";  // its length, from distance 1
  Bomb bomb{gzip_header(), {}, 1 + kLongestMatch, 8 * kLongestMatch};
  // Last block; fixed codes, low bit first; the letter 'a'; a match fills the third byte.
  BitWriter(bomb.begin).write_code(std::string("110") + "10010001" + kMatch);
  BitWriter piece(bomb.piece);
  for (int match = 0; match < 8; ++match) piece.write_code(kMatch);
  return bomb;
}

std::string gzip_bomb_end(std::size_t pieces) {
  const Bomb bomb = gzip_bomb();
  const std::string text(bomb.begin_unpacked + pieces * bomb.piece_unpacked, 'a');
  std::string out(1, '\0');  // seven bits that end the block
  append_little_endian(out, crc32(text), 4);
  append_little_endian(out, static_cast<std::uint32_t>(text.size()), 4);
  return out;
}

Bomb brotli_bomb() {
  constexpr std::string_view kSeed = "aaaaaaaaaaaaaaaa";
  constexpr std::uint32_t kLongest = 1U << 24U;
  Bomb bomb{brotli_stored(kSeed), {}, kSeed.size(), kLongest};
  bomb.begin.pop_back();  // its end
  BitWriter piece(bomb.piece);
  piece.write_code("0");     // §9.2: not the last block
  piece.write_number(2, 2);  // its length has six digits,
  piece.write_number(kLongest - 1, 24);
  piece.write_code("0");             // and it is compressed,
  piece.write_code("000");           // with one block type each,
  piece.write_number(0, 2 + 4 + 2);  // no direct distances, the first context mode,
  piece.write_code("00");            // one tree each for literals and distances.
  // §3.4: codes of one symbol, which take no bits where they are used.
  piece.write_number(1, 4);
  piece.write_number('a', 8);
  constexpr std::uint32_t kCopyWithoutInsert = 384 + 7;  // §5: copy code 23
  piece.write_number(1, 4);
  piece.write_number(kCopyWithoutInsert, 10);
  piece.write_number(1, 4);
  piece.write_number(0, 6);  // the last distance
  constexpr std::uint32_t kShortestOfItsCode = 2118;
  piece.write_number(kLongest - kShortestOfItsCode, 24);
  piece.write_code("011000");  // an empty block of metadata ends at a whole byte
  piece.fill();
  return bomb;
}

std::string brotli_end() {
  return "\x03";
}

Bomb zstd_bomb() {
  constexpr std::uint32_t kLargestBlock = 1U << 17U;
  // §3.1.1: no sizes, no checksum; a window of 128 KiB.
  Bomb bomb{std::string("\x28\xB5\x2F\xFD\0\x38", 6), {}, 0, kLargestBlock};
  append_little_endian(bomb.piece, kLargestBlock << 3U | 1U << 1U, 3);  // one byte, repeated
  bomb.piece += 'a';
  return bomb;
}

std::string zstd_end() {
  return std::string("\x01\0\0", 3);
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
