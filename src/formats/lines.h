#pragma once

#include <string_view>

namespace jianbao::formats {

inline constexpr std::string_view kBlanks = " \t\r\n\f\v";
inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// Without ASCII white space at both ends.
inline std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// Takes the first line off `rest`, without its LF or CRLF.
inline std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

inline void skip_byte_order_mark(std::string_view& text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
}

/// Takes empty lines off `rest`, `most` of them at most.
inline void skip_empty_lines(std::string_view& rest, int most) {
  for (; most > 0 && !rest.empty(); --most) {
    std::string_view next = rest;
    if (!trim(take_line(next)).empty()) return;
    rest = next;
  }
}

}  // namespace jianbao::formats
