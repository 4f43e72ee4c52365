#include "extract/script_dates.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

#include "jianbao/text/ascii.h"
#include "jianbao/text/date.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kSearchedBytes = std::size_t{256} << 10U;
constexpr std::string_view kNames[] = {
    "datePublished", "publishTime", "publish_time", "publishDate", "publish_date", "publishedAt",
    "published_at",  "pubTime",     "pub_time",     "pubDate",     "var ct"};

/// What stands in quotation marks, or the digits, behind a name and its sign: `": "…"`, ` = 17…`.
std::string_view value_behind(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  constexpr std::string_view kQuotes = "\"'";
  if (!text.empty() && kQuotes.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  const std::size_t sign = text.find_first_not_of(' ');
  if (sign == std::string_view::npos || (text[sign] != ':' && text[sign] != '=')) return {};
  text.remove_prefix(sign + 1);
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  if (text.empty()) return {};
  if (kQuotes.find(text.front()) == std::string_view::npos)
    return text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
  text = text.substr(0, kLongest);
  const std::size_t end = text.find(text.front(), 1);
  return end == std::string_view::npos ? std::string_view{} : text.substr(1, end - 1);
}

/// Seconds or milliseconds since 1970, of an instant after 2001.
std::string from_number(std::string_view digits) {
  constexpr std::size_t kSeconds = 10;
  constexpr std::size_t kMilliseconds = 13;
  if (digits.size() != kSeconds && digits.size() != kMilliseconds) return {};
  std::int64_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return {};
  constexpr std::int64_t kMillisecondsEach = 1000;
  return text::to_rfc3339(
      Timestamp{digits.size() == kSeconds ? number * kMillisecondsEach : number});
}

std::string date_of(std::string_view value) {
  std::string number = from_number(value);
  if (!number.empty()) return number;
  const bool is_day = value.find_first_of("-/") != std::string_view::npos ||
                      value.find("年") != std::string_view::npos;
  return is_day && text::read_date(value) ? std::string(value) : std::string{};
}

}  // namespace

std::string script_date(std::string_view script) {
  constexpr int kMostTries = 50;
  int tries = 0;
  script = script.substr(0, kSearchedBytes);
  for (const std::string_view name : kNames) {
    for (std::size_t at = script.find(name); at != std::string_view::npos;
         at = script.find(name, at + 1)) {
      if (at > 0 && text::is_ascii_letter(script[at - 1])) continue;
      if (++tries > kMostTries) return {};
      std::string date = date_of(value_behind(script.substr(at + name.size())));
      if (!date.empty()) return date;
    }
  }
  return {};
}

}  // namespace jianbao::extract
