#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jianbao::text {

/// What decode() returns for bytes that are no UTF-8.
inline constexpr char32_t kMalformed = 0xFFFFFFFF;

/// Length of the malformed sequence that begins at `at`: the longest prefix of some well-formed
/// sequence, else one byte (Unicode 15, §3.9, "maximal subpart").
std::size_t malformed_length(std::string_view bytes, std::size_t at);

inline bool is_continuation(unsigned byte) {
  return (byte & 0xC0U) == 0x80U;
}

/// The code point at `at`, or kMalformed; `at` < size moves past what was read.  Safe for any
/// bytes.
inline char32_t decode(std::string_view bytes, std::size_t& at) {
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return static_cast<unsigned char>(bytes[at + i]);
  };
  const std::size_t left = bytes.size() - at;
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  if (lead >= 0xE0 && lead < 0xF0 && left >= 3 && is_continuation(byte(1)) &&
      is_continuation(byte(2))) {
    const std::uint32_t c = (lead & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
    if (c >= 0x800 && (c & 0xF800U) != 0xD800U) {
      at += 3;
      return c;
    }
  } else if (lead >= 0xC2 && lead < 0xE0 && left >= 2 && is_continuation(byte(1))) {
    const std::uint32_t c = (lead & 0x1FU) << 6 | (byte(1) & 0x3FU);
    at += 2;
    return c;
  } else if (lead >= 0xF0 && lead < 0xF5 && left >= 4 && is_continuation(byte(1)) &&
             is_continuation(byte(2)) && is_continuation(byte(3))) {
    const std::uint32_t c =
        (lead & 0x07U) << 18 | (byte(1) & 0x3FU) << 12 | (byte(2) & 0x3FU) << 6 | (byte(3) & 0x3FU);
    if (c >= 0x10000 && c <= 0x10FFFF) {
      at += 4;
      return c;
    }
  }
  at += malformed_length(bytes, at);
  return kMalformed;
}

/// Writes the UTF-8 of a code point, at most 4 bytes, and returns their number.
inline std::size_t encode(char32_t code_point, char* out) {
  const auto put = [](std::uint32_t bits) {
    return static_cast<char>(static_cast<unsigned char>(bits));
  };
  const std::uint32_t c = code_point;
  if (c < 0x80) {
    out[0] = put(c);
    return 1;
  }
  if (c < 0x800) {
    out[0] = put(0xC0U | c >> 6);
    out[1] = put(0x80U | (c & 0x3FU));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = put(0xE0U | c >> 12);
    out[1] = put(0x80U | (c >> 6 & 0x3FU));
    out[2] = put(0x80U | (c & 0x3FU));
    return 3;
  }
  out[0] = put(0xF0U | c >> 18);
  out[1] = put(0x80U | (c >> 12 & 0x3FU));
  out[2] = put(0x80U | (c >> 6 & 0x3FU));
  out[3] = put(0x80U | (c & 0x3FU));
  return 4;
}

}  // namespace jianbao::text
