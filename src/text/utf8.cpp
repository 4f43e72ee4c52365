#include "jianbao/text/unicode.h"

#include <cstring>

#include "text/utf8_decode.h"

namespace jianbao::text {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The bytes that may follow a lead byte, and how many (Unicode 15, table 3-7).
struct Follow {
  std::size_t count;
  unsigned low;
  unsigned high;
};

Follow follow_of(unsigned lead) {
  if (lead >= 0xC2 && lead < 0xE0) return {1, 0x80, 0xBF};
  if (lead >= 0xE0 && lead < 0xF0) {
    return {2, lead == 0xE0 ? 0xA0U : 0x80U, lead == 0xED ? 0x9FU : 0xBFU};
  }
  if (lead >= 0xF0 && lead < 0xF5) {
    return {3, lead == 0xF0 ? 0x90U : 0x80U, lead == 0xF4 ? 0x8FU : 0xBFU};
  }
  return {0, 0, 0};
}

std::size_t skip_ascii(std::string_view bytes, std::size_t at) {
  while (bytes.size() - at >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
    at += sizeof word;
  }
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
  return at;
}

}  // namespace

std::size_t well_formed_end(std::string_view bytes, std::size_t at) {
  while (at < bytes.size()) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      at = skip_ascii(bytes, at);
      continue;
    }
    const std::size_t begin = at;
    if (decode(bytes, at) == kMalformed) return begin;
  }
  return at;
}

char32_t decode_rest(std::string_view bytes, std::size_t& at) {
  const auto* first = reinterpret_cast<const unsigned char*>(bytes.data()) + at;
  const std::size_t left = bytes.size() - at;
  const std::uint32_t lead = first[0];
  if (lead >= 0xC2 && lead < 0xE0 && left >= 2 && is_continuation(first[1])) {
    at += 2;
    return (lead & 0x1FU) << 6 | (first[1] & 0x3FU);
  }
  if (lead >= 0xF0 && lead < 0xF5 && left >= 4 && is_continuation(first[1]) &&
      is_continuation(first[2]) && is_continuation(first[3])) {
    const std::uint32_t c = (lead & 0x07U) << 18 | (first[1] & 0x3FU) << 12 |
                            (first[2] & 0x3FU) << 6 | (first[3] & 0x3FU);
    if (c >= 0x10000 && c <= 0x10FFFF) {
      at += 4;
      return c;
    }
  }
  at += malformed_length(bytes, at);
  return kMalformed;
}

char32_t halved_character(std::string_view bytes, std::size_t at) {
  constexpr std::size_t kLength = 6;
  if (bytes.size() - at < kLength) return kMalformed;
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return static_cast<unsigned char>(bytes[at + i]);
  };
  const auto is_half = [&](std::size_t i, unsigned first) {
    return byte(i) == 0xED && (byte(i + 1) & 0xF0U) == first && is_continuation(byte(i + 2));
  };
  if (!is_half(0, 0xA0) || !is_half(3, 0xB0)) return kMalformed;
  const std::uint32_t high = (byte(1) & 0x0FU) << 6 | (byte(2) & 0x3FU);
  const std::uint32_t low = (byte(4) & 0x0FU) << 6 | (byte(5) & 0x3FU);
  return 0x10000 + (high << 10 | low);
}

std::size_t malformed_length(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned { return static_cast<unsigned char>(bytes[i]); };
  const Follow follow = follow_of(byte(at));
  std::size_t length = 1;
  for (; length <= follow.count && at + length < bytes.size(); ++length) {
    const unsigned low = length == 1 ? follow.low : 0x80;
    const unsigned high = length == 1 ? follow.high : 0xBF;
    if (byte(at + length) < low || byte(at + length) > high) break;
  }
  return length;
}

std::string make_valid_utf8(std::string_view bytes, std::size_t* replaced) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t bad = well_formed_end(bytes, at);
    out.append(bytes, at, bad - at);
    at = bad;
    if (at == bytes.size()) break;
    out.append(kReplacement);
    if (replaced != nullptr) ++*replaced;
    at += malformed_length(bytes, at);
  }
  return out;
}

char32_t next_code_point(std::string_view utf8, std::size_t& at) {
  const char32_t c = decode(utf8, at);
  return c == kMalformed ? U'\uFFFD' : c;
}

std::size_t code_point_begin(std::string_view utf8, std::size_t at) {
  if (at == utf8.size()) return at;
  while (at > 0 && is_continuation(static_cast<unsigned char>(utf8[at]))) --at;
  return at;
}

std::string_view first_bytes(std::string_view utf8, std::size_t most) {
  return utf8.size() <= most ? utf8 : utf8.substr(0, code_point_begin(utf8, most));
}

char32_t code_point_before(std::string_view utf8, std::size_t end) {
  std::size_t begin = code_point_begin(utf8, end - 1);
  return next_code_point(utf8, begin);
}

void append_utf8(std::string& out, char32_t code_point) {
  char buffer[4];
  out.append(buffer, encode(code_point, buffer));
}

std::size_t count_code_points(std::string_view utf8) {
  std::size_t count = 0;
  for (const char byte : utf8) count += is_continuation(static_cast<unsigned char>(byte)) ? 0U : 1U;
  return count;
}

}  // namespace jianbao::text
