#include "extract/page_dates.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "extract/script_dates.h"
#include "extract/yearless_time.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/date.h"
#include "jianbao/text/url.h"

namespace jianbao::extract {
namespace {

/// The first of the clues that holds a date.
PageDate first_date(std::initializer_list<Clue> clues) {
  for (const Clue& clue : clues) {
    if (clue.empty()) continue;
    auto date = text::read_date(clue.value);
    if (!date) date = text::find_date(clue.value);
    if (date) return {date->at, date->offset_minutes, clue};
  }
  return {};
}

/// A meta whose name speaks of publishing, whatever else it says: "cXenseParse:recs:publishtime".
Clue publishing_meta(const PageClues& clues) {
  for (const auto& [name, content] : clues.metas) {
    const bool speaks = name.find("publish") != std::string::npos ||
                        name.find("pubdate") != std::string::npos ||
                        name.find("pub_date") != std::string::npos;
    if (speaks && text::find_date(content)) return {content, "meta " + name};
  }
  return {};
}

std::string_view digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text::is_ascii_digit(text[end])) ++end;
  return text.substr(at, end - at);
}

std::optional<Timestamp> day_of(std::string_view year, std::string_view month,
                                std::string_view day) {
  constexpr std::string_view kFirstYear = "1995";
  constexpr std::string_view kLastYear = "2100";
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  return text::parse_iso8601(std::string(year) + '-' + std::string(month) + '-' + std::string(day));
}

/// "2024/05/15", "2024-05-15", "2024/0515" from a four-digit number on.
std::optional<Timestamp> parted_day(std::string_view path, std::size_t at) {
  const std::string_view year = digits_at(path, at);
  at += year.size();
  if (year.size() != 4 || at >= path.size()) return std::nullopt;
  const char sign = path[at];
  if (sign != '/' && sign != '-' && sign != '_') return std::nullopt;
  const std::string_view month = digits_at(path, ++at);
  if (month.size() == 4) return day_of(year, month.substr(0, 2), month.substr(2));
  at += month.size();
  const bool same = at < path.size() && (path[at] == sign || (sign == '-' && path[at] == '/'));
  if (month.empty() || month.size() > 2 || !same) return std::nullopt;
  const std::string_view day = digits_at(path, at + 1);
  if (day.empty() || day.size() > 2) return std::nullopt;
  const auto padded = [](std::string_view number) {
    return (number.size() == 1 ? "0" : "") + std::string(number);
  };
  return day_of(year, padded(month), padded(day));
}

/// "15-05-2024", if it cannot be anything else.
std::optional<Timestamp> day_first(std::string_view path, std::size_t at) {
  constexpr std::string_view kLastMonth = "12";
  const std::string_view day = digits_at(path, at);
  const std::string_view month = digits_at(path, std::min(at + 3, path.size()));
  const std::string_view year = digits_at(path, std::min(at + 6, path.size()));
  if (day.size() != 2 || month.size() != 2 || year.size() != 4) return std::nullopt;
  if (path[at + 2] != '-' || path[at + 5] != '-') return std::nullopt;
  if (day <= kLastMonth && day != month) return std::nullopt;
  return day_of(year, month, day);
}

/// The address is surer of the day than what may be today's date in the page's head; a text that
/// says the same day may know the hour.
PageDate date_of_words(const PageClues& clues, std::string_view url) {
  PageDate words = first_date(
      {{clues.date_text, "class"}, {clues.first_time, "time element"}, {clues.loose_date, "text"}});
  const auto day = date_in_url(url);
  if (!day) return words;
  if (words.at && words.at->ms >= day->ms && words.at->ms < day->ms + kDayMs) return words;
  return {day, std::nullopt, {std::string(url), "address"}};
}

bool is_day_alone(const PageDate& date) {
  return date.at && !date.offset_minutes && date.at->ms % kDayMs == 0;
}

/// Of what tells the same day the first that knows the hour, else the date itself.
PageDate with_hour(PageDate day, std::initializer_list<Clue> others) {
  if (!is_day_alone(day)) return day;
  for (const Clue& clue : others) {
    const PageDate other = first_date({clue});
    if (!other.at || is_day_alone(other)) continue;
    const std::int64_t local =
        other.at->ms + other.offset_minutes.value_or(0) * std::int64_t{60'000};
    if (local >= day.at->ms && local < day.at->ms + kDayMs) return other;
  }
  return day;
}

/// "5/15 11:05" on the clock of the article's own date, in the first year that is not before it.
PageDate yearless_change(const std::string& words, const PageDate& published) {
  const std::string_view yearless = yearless_time(words);
  if (yearless.empty() || !published.at) return {};
  const std::int64_t zone = published.offset_minutes.value_or(0) * std::int64_t{60'000};
  const std::string local = text::to_rfc3339(*published.at, published.offset_minutes.value_or(0));
  const auto in_year = [&](int year) {
    const auto date = text::find_date(with_year(yearless, year));
    return date ? std::optional(Timestamp{date->at.ms - zone}) : std::nullopt;
  };
  constexpr std::int64_t kLatest = 90 * kDayMs;
  const int year = std::stoi(local.substr(0, 4));
  for (const auto at : {in_year(year), in_year(year + 1)}) {
    if (!at || *at < *published.at || at->ms > published.at->ms + kLatest) continue;
    return {at, published.offset_minutes, {words, "text"}};
  }
  return {};
}

std::string date_in_scripts(const PageClues& clues) {
  for (const std::string_view script : clues.scripts) {
    std::string date = script_date(script);
    if (!date.empty()) return date;
  }
  return {};
}

}  // namespace

std::optional<Timestamp> date_in_url(std::string_view url) {
  const auto parsed = text::parse_url(url);
  if (!parsed) return std::nullopt;
  const std::string_view path = parsed->path;
  for (std::size_t at = 0; at < path.size();) {
    const std::string_view digits = digits_at(path, at);
    if (digits.empty()) {
      ++at;
      continue;
    }
    if (const auto day = parted_day(path, at)) return day;
    if (const auto day = day_first(path, at)) return day;
    if (digits.size() == 8) {
      if (const auto day = day_of(digits.substr(0, 4), digits.substr(4, 2), digits.substr(6))) {
        return day;
      }
    }
    at += digits.size();
  }
  return std::nullopt;
}

PageDates read_dates(const PageClues& clues, std::string_view url) {
  PageDates dates;
  dates.published = first_date(
      {{clues.linked.published, "JSON-LD datePublished"},
       clues.meta({"article:published_time", "og:article:published_time", "datepublished",
                   "article:published", "publishdate", "pubdate", "publish-date",
                   "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued",
                   "dcterms.issued", "dc.date.created", "dcterms.created", "date.created",
                   "rnews:datepublished", "og:published_time"}),
       publishing_meta(clues),
       {clues.published, "itemprop=datePublished"},
       {clues.named_time, "time element"},
       // Systems fill these with the day a page was made, or changed.
       clues.meta({"dcterms.date", "dc.date", "date"})});
  if (!dates.published.at) dates.published = date_of_words(clues, url);
  dates.published = with_hour(
      std::move(dates.published),
      {{clues.first_time, "time element"}, {clues.date_text, "class"}, {clues.loose_date, "text"}});
  dates.updated =
      first_date({{clues.linked.modified, "JSON-LD dateModified"},
                  clues.meta({"article:modified_time", "og:updated_time", "datemodified", "lastmod",
                              "last-modified", "dcterms.modified", "dc.date.modified", "revised",
                              "og:article:modified_time", "article:modified"}),
                  {clues.modified, "itemprop=dateModified"},
                  {clues.changed_text, "text"}});
  if (!dates.updated.at) dates.updated = yearless_change(clues.changed_text, dates.published);
  // Words that tell of a change before the article was there are about something else.
  if (dates.updated.clue.source == "text" && dates.published.at &&
      dates.updated.at < dates.published.at) {
    dates.updated = {};
  }
  // Sites that show one date call it that of the last change, also where nothing changed.
  if (!dates.published.at) {
    dates.published = first_date({{date_in_scripts(clues), "script"},
                                  {clues.changed_text, "text"},
                                  {clues.side_date, "side column"}});
  }
  return dates;
}

}  // namespace jianbao::extract
