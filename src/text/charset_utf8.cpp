#include "text/charset_utf8.h"

#include <algorithm>

#include "jianbao/text/unicode.h"
#include "text/utf8_decode.h"

namespace jianbao::text {

namespace {

// What windows-1252 has at 0x80 to 0x9F (Encoding Standard, index-windows-1252); 0: a control.
constexpr char32_t kWindows1252[] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr char32_t kReplacement = 0xFFFD;

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

/// A malformed sequence and what is read instead.
struct Malformed {
  std::size_t length = 1;
  char32_t character = kReplacement;
};

/// Reads the malformed sequence at `at`; `is_first` if what stands before it is well-formed.
Malformed read_malformed(std::string_view bytes, std::size_t at, bool is_first) {
  if (const char32_t whole = halved_character(bytes, at); whole != kMalformed) return {6, whole};
  const Malformed broken{malformed_length(bytes, at)};
  const unsigned byte = byte_at(bytes, at);
  if (!is_first || byte > 0x9F || kWindows1252[byte - 0x80] == 0) return broken;
  std::size_t next = at + 1;
  if (next < bytes.size() && decode(bytes, next) == kMalformed) return broken;
  const bool beside_ascii = (at > 0 && byte_at(bytes, at - 1) < 0x80) ||
                            (at + 1 < bytes.size() && byte_at(bytes, at + 1) < 0x80);
  return beside_ascii ? Malformed{1, kWindows1252[byte - 0x80]} : broken;
}

}  // namespace

char32_t windows1252_character(unsigned byte) {
  return kWindows1252[byte - 0x80];
}

Conversion convert_utf8(std::string_view bytes) {
  Conversion out;
  out.utf8.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t bad = well_formed_end(bytes, at);
    out.utf8.append(bytes, at, bad - at);
    if (bad == bytes.size()) break;
    const Malformed malformed = read_malformed(bytes, bad, bad > at || at == 0);
    if (malformed.character == kReplacement) {
      ++out.replaced;
    } else if (malformed.character > 0xFFFF) {
      if (out.halved++ == 0) out.first_halved = out.utf8.size();
    } else if (out.strays++ == 0) {
      out.first_stray = out.utf8.size();
    }
    append_utf8(out.utf8, malformed.character);
    at = bad + malformed.length;
  }
  out.non_ascii =
      static_cast<std::size_t>(std::count_if(out.utf8.begin(), out.utf8.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0xC0;
      }));
  return out;
}

std::size_t utf8_offset(std::string_view bytes, std::size_t offset) {
  std::size_t at = 0;
  for (std::size_t written = 0; at < bytes.size();) {
    const std::size_t bad = well_formed_end(bytes, at);
    if (written + (bad - at) > offset) return code_point_begin(bytes, at + (offset - written));
    if (bad == bytes.size()) return bad;
    written += bad - at;
    const Malformed malformed = read_malformed(bytes, bad, bad > at || at == 0);
    char buffer[4];
    written += encode(malformed.character, buffer);
    if (written > offset) return bad;
    at = bad + malformed.length;
  }
  return at;
}

}  // namespace jianbao::text
