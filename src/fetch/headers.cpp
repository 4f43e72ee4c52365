#include "fetch/headers.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "jianbao/fetch/downloader.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"

namespace jianbao::fetch {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view unquote(std::string_view value) {
  if (value.empty() || (value.front() != '"' && value.front() != '\'')) return value;
  const std::size_t end = value.find(value.front(), 1);
  return end == std::string_view::npos ? value.substr(1) : value.substr(1, end - 1);
}

/// Calls `take` with each line, its end included.
template <class Take>
void each_line(std::string_view block, Take take) {
  while (!block.empty()) {
    const std::size_t end = std::min(block.find('\n'), block.size() - 1);
    take(block.substr(0, end + 1));
    block.remove_prefix(end + 1);
  }
}

bool is_named(std::string_view line, std::string_view name) {
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos &&
         text::equal_ignoring_case(trimmed(line.substr(0, colon)), name);
}

/// Calls `take` with the value of each line that has this name.
template <class Take>
void each_value(std::string_view block, std::string_view name, Take take) {
  each_line(block, [&](std::string_view line) {
    if (is_named(line, name)) take(trimmed(line.substr(line.find(':') + 1)));
  });
}

/// RFC 9110 §15, RFC 6585 and RFC 7725: what feeds' servers answer with.
constexpr std::array<std::pair<int, std::string_view>, 18> kPhrases{{
    {300, "Multiple Choices"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {410, "Gone"},
    {429, "Too Many Requests"},
    {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
}};

}  // namespace

std::string without_cookies(std::string_view headers) {
  std::string kept;
  each_line(headers, [&kept](std::string_view line) {
    if (!is_named(line, "Set-Cookie")) kept += line;
  });
  return kept;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::string header_value(std::string_view block, std::string_view name) {
  std::string_view found;
  each_value(block, name, [&](std::string_view value) { found = value; });
  return std::string(found);
}

std::string header_values(std::string_view block, std::string_view name) {
  std::string joined;
  each_value(block, name, [&](std::string_view value) {
    if (!joined.empty()) joined += ", ";
    joined += value;
  });
  return joined;
}

std::string charset_parameter(std::string_view content_type) {
  std::size_t at = content_type.find(';');
  while (at != std::string_view::npos) {
    content_type.remove_prefix(at + 1);
    at = content_type.find(';');
    const std::string_view parameter = content_type.substr(0, at);
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) continue;
    if (text::equal_ignoring_case(trimmed(parameter.substr(0, equals)), "charset")) {
      return std::string(trimmed(unquote(trimmed(parameter.substr(equals + 1)))));
    }
  }
  return {};
}

std::string status_reason(std::string_view block, int status) {
  constexpr std::size_t kLongest = 100;
  std::string_view line = block.substr(0, block.find('\n'));
  const std::size_t code = line.find(' ');
  const std::size_t phrase = code == std::string_view::npos ? code : line.find(' ', code + 1);
  std::string given;
  if (phrase != std::string_view::npos) {
    given = text::for_terminal(trimmed(line.substr(phrase)).substr(0, kLongest));
  }
  if (given.empty()) {
    const auto* known = std::find_if(kPhrases.begin(), kPhrases.end(),
                                     [&](const auto& entry) { return entry.first == status; });
    if (known != kPhrases.end()) given = known->second;
  }
  return std::to_string(status) + (given.empty() ? "" : " " + given);
}

}  // namespace jianbao::fetch
