#include "formats/article_parts.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <string_view>

#include "formats/lines.h"

namespace jianbao::formats {
namespace {

/// ECMAScript's range of dates, which every header writer shares.
constexpr std::int64_t kLastMs = 8'640'000'000'000'000;
/// A title that feeds wrap over more lines than this has not been seen.
constexpr int kTitleLines = 8;

bool is_digits(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool begins_absolute_url(std::string_view text) {
  text = text.substr(0, std::min<std::size_t>(text.size(), 40));
  const auto colon = text.find("://");
  if (colon == std::string_view::npos || colon == 0) return text.starts_with("//");
  const auto scheme = text.substr(0, colon);
  return std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' || c == '.';
  });
}

/// Where the "](" stands that parts title and URL in text[0, end); npos if there is none.
std::size_t find_separator(std::string_view text, std::size_t end) {
  const std::string_view inside = text.substr(0, end);
  const std::size_t last = inside.rfind("](");
  for (std::size_t at = last; at != std::string_view::npos; at = inside.rfind("](", at - 1)) {
    if (begins_absolute_url(trim(inside.substr(at + 2, 64)))) return at;
    if (at == 0) break;
  }
  return last;
}

}  // namespace

std::optional<HeaderLine> parse_header_line(std::string_view line) {
  line = trim(line);
  if (line.size() < 8 || !line.starts_with("<!--") || !line.ends_with("-->")) return std::nullopt;
  const std::string_view inside = trim(line.substr(4, line.size() - 7));
  for (const std::string_view nothing : {"NaN", "null", "undefined", "Invalid Date"}) {
    if (inside == nothing) return HeaderLine{};
  }
  if (!is_digits(inside)) return std::nullopt;
  std::int64_t ms = 0;
  const auto [end, error] = std::from_chars(inside.data(), inside.data() + inside.size(), ms);
  if (error != std::errc() || ms > kLastMs || ms < -kLastMs) return HeaderLine{};
  return HeaderLine{Timestamp{ms}};
}

bool is_rule(std::string_view line) {
  line = trim(line);
  return line.size() >= 3 && line.find_first_not_of('-') == std::string_view::npos;
}

std::optional<TitleLink> parse_title_link(std::string_view text) {
  text = trim(text);
  const auto end = text.rfind(')');
  if (!text.starts_with('[') || end == std::string_view::npos) return std::nullopt;
  const auto separator = find_separator(text, end);
  if (separator == std::string_view::npos) return std::nullopt;
  const std::string_view url = trim(text.substr(separator + 2, end - separator - 2));
  if (url.find('\n') != std::string_view::npos) return std::nullopt;
  return TitleLink{text.substr(1, separator - 1), url, trim(text.substr(end + 1))};
}

std::optional<TitleBlock> find_title_block(std::string_view text, bool below_header) {
  if (!trim(text.substr(0, 8)).starts_with('[')) return std::nullopt;
  std::string_view rest = text;
  std::string_view first_line = take_line(rest);
  const std::string_view after_first = rest;
  std::size_t length = first_line.size();
  bool one_line = true;
  for (int lines = 0; lines < kTitleLines && !rest.empty(); ++lines) {
    const std::string_view line = take_line(rest);
    if (is_rule(line) && (one_line || below_header)) {
      const auto link = parse_title_link(text.substr(0, length));
      if (link && (below_header || link->tail.empty())) return TitleBlock{*link, true, rest};
    }
    one_line = one_line && trim(line).empty();
    length = static_cast<std::size_t>(line.data() + line.size() - text.data());
  }
  if (!below_header) return std::nullopt;
  const auto link = parse_title_link(first_line);
  if (!link) return std::nullopt;
  return TitleBlock{*link, false, after_first};
}

}  // namespace jianbao::formats
