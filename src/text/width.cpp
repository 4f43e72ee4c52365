#include "jianbao/text/width.h"

#include <unicode/uchar.h>

#include "text/utf8_decode.h"

namespace jianbao::text {

namespace {

constexpr char32_t kEmojiPresentation = 0xFE0F;
constexpr char32_t kJoiner = 0x200D;
constexpr std::string_view kEllipsis = "…";

bool has(UChar32 c, UProperty property) {
  return u_hasBinaryProperty(c, property) != 0;
}

bool is_regional_indicator(char32_t c) {
  return c >= 0x1F1E6 && c <= 0x1F1FF;
}

bool takes_no_column(UChar32 c) {
  if ((U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CC_MASK)) != 0) return true;
  if (has(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return true;
  const int hangul = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  return hangul == U_HST_VOWEL_JAMO || hangul == U_HST_TRAILING_JAMO;
}

/// Han, Hangul syllables, CJK punctuation, full-width forms: nine characters in ten of Chinese
/// text, for which ICU's look-ups would cost most of a snippet's time.
bool is_surely_wide(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3000 && c <= 0x3029) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xFF01 && c <= 0xFF60);
}

bool is_plain_ascii(unsigned char byte) {
  return byte >= 0x20 && byte < 0x7F;
}

/// True if one of the characters of is_surely_wide() between U+3000 and U+FF60 begins here, Hangul
/// apart; told from its bytes, because snippets measure whole texts.
bool is_wide_at(const unsigned char* at, std::size_t left) {
  if (left < 3 || !is_continuation(at[1]) || !is_continuation(at[2])) return false;
  switch (at[0]) {
    case 0xE3:
      return at[1] == 0x80 && at[2] < 0xAA;
    case 0xE4:
      return at[1] >= 0xB8;
    case 0xEF:
      return at[1] == 0xBC ? at[2] > 0x80 : at[1] == 0xBD && at[2] <= 0xA0;
    default:
      return at[0] >= 0xE5 && at[0] <= 0xE9;
  }
}

/// Moves `at` over characters that take their columns whatever stands beside them, but not over the
/// last, which marks may follow; returns their columns.
std::size_t plain_columns(std::string_view utf8, std::size_t& at) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(utf8.data());
  const auto width_at = [&](std::size_t i) -> std::size_t {
    if (i == utf8.size()) return 0;
    return is_plain_ascii(bytes[i]) ? 1 : is_wide_at(bytes + i, utf8.size() - i) ? 2 : 0;
  };
  std::size_t total = 0;
  for (std::size_t width = width_at(at); width != 0;) {
    const std::size_t next = at + (width == 1 ? 1 : 3);
    const std::size_t next_width = width_at(next);
    if (next_width == 0) break;
    total += width;
    width = next_width;
    at = next;
  }
  return total;
}

std::size_t width_of(char32_t code_point) {
  if (code_point >= 0x20 && code_point < 0x7F) return 1;
  if (is_surely_wide(code_point)) return 2;
  if (code_point == kMalformed) return 1;
  // A flag is two of these, and two columns.
  if (is_regional_indicator(code_point)) return 1;
  const auto c = static_cast<UChar32>(code_point);
  if (takes_no_column(c)) return 0;
  const int east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  if (east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH) return 2;
  return has(c, UCHAR_EMOJI_PRESENTATION) ? 2 : 1;
}

}  // namespace

Cluster next_cluster(std::string_view utf8, std::size_t at) {
  const char32_t first = decode(utf8, at);
  Cluster cluster{at, width_of(first)};
  char32_t previous = first;
  bool pairs = is_regional_indicator(first);
  while (at < utf8.size()) {
    const char32_t c = decode(utf8, at);
    const std::size_t width = width_of(c);
    const bool second_of_flag = pairs && is_regional_indicator(c);
    const bool joined =
        previous == kJoiner && c != kMalformed && has(static_cast<UChar32>(c), UCHAR_EMOJI);
    if (c == '\n' || (width != 0 && !joined && !second_of_flag)) break;
    pairs = false;
    cluster.end = at;
    cluster.columns += width;
    if (c == kEmojiPresentation && width_of(previous) == 1 && previous >= 0x80 &&
        has(static_cast<UChar32>(previous), UCHAR_EMOJI) && !is_regional_indicator(previous)) {
      ++cluster.columns;
    }
    previous = c;
  }
  return cluster;
}

std::size_t columns(std::string_view utf8) {
  std::size_t total = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    total += plain_columns(utf8, at);
    const Cluster cluster = next_cluster(utf8, at);
    total += cluster.columns;
    at = cluster.end;
  }
  return total;
}

std::string fit(std::string_view utf8, std::size_t max) {
  std::size_t used = 0;
  std::size_t room_for_ellipsis = 0;  // how much of the text leaves one column
  std::size_t at = 0;
  while (at < utf8.size()) {
    const Cluster cluster = next_cluster(utf8, at);
    used += cluster.columns;
    if (used > max) break;
    at = cluster.end;
    if (used < max) room_for_ellipsis = at;
  }
  if (at == utf8.size()) return std::string(utf8);
  if (max == 0) return {};
  std::string out(utf8.substr(0, room_for_ellipsis));
  out.append(kEllipsis);
  return out;
}

std::string pad(std::string_view utf8, std::size_t width) {
  std::string out = fit(utf8, width);
  const std::size_t used = columns(out);
  if (used < width) out.append(width - used, ' ');
  return out;
}

}  // namespace jianbao::text
