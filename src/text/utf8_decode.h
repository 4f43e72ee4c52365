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

/// Where the first malformed sequence at or behind `at`, a sequence's beginning, begins; the size
/// if there is none.
std::size_t well_formed_end(std::string_view bytes, std::size_t at);

/// The character at `at` that was encoded as two halves of UTF-16, each in three bytes (CESU-8), as
/// Oracle and old Java programs write what is beyond U+FFFF; kMalformed if none stands there.
char32_t halved_character(std::string_view bytes, std::size_t at);

inline bool is_continuation(unsigned byte) {
  return (byte & 0xC0U) == 0x80U;
}

/// decode() of what is neither ASCII nor three well-formed bytes.
char32_t decode_rest(std::string_view bytes, std::size_t& at);

/// The code point at `at`, or kMalformed; `at` < size moves past what was read.  Safe for any
/// bytes.
inline char32_t decode(std::string_view bytes, std::size_t& at) {
  const auto* first = reinterpret_cast<const unsigned char*>(bytes.data()) + at;
  if (first[0] < 0x80) {
    ++at;
    return first[0];
  }
  if ((first[0] & 0xF0U) == 0xE0U && bytes.size() - at >= 3 && is_continuation(first[1]) &&
      is_continuation(first[2])) {
    const std::uint32_t c = (first[0] & 0x0FU) << 12 | (first[1] & 0x3FU) << 6 | (first[2] & 0x3FU);
    if (c >= 0x800 && (c & 0xF800U) != 0xD800U) {
      at += 3;
      return c;
    }
  }
  return decode_rest(bytes, at);
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
