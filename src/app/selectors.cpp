#include "jianbao/app/selectors.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "jianbao/core/error.h"
#include "jianbao/text/date_query.h"

namespace jianbao::app {

namespace {

template <class Value>
using Choice = std::pair<std::string_view, Value>;

constexpr std::array<Choice<store::DateBy>, 5> kDates{{
    {"order", store::DateBy::kOrder},
    {"header", store::DateBy::kHeader},
    {"published", store::DateBy::kPublished},
    {"seen", store::DateBy::kFirstSeen},
    {"updated", store::DateBy::kUpdated},
}};

constexpr std::array<Choice<store::Sort>, 5> kSorts{{
    {"date", store::Sort::kNewest},
    {"oldest", store::Sort::kOldest},
    {"relevance", store::Sort::kRelevance},
    {"title", store::Sort::kTitle},
    {"id", store::Sort::kId},
}};

[[noreturn]] void refuse(const std::string& option, const std::string& problem,
                         const std::string& hint) {
  throw Error(ErrorKind::kUsage, option, problem, hint);
}

std::string quoted(std::string_view value) {
  return "\"" + std::string(value) + "\"";
}

template <class Value, std::size_t kCount>
Value choose(const std::string& option, const std::array<Choice<Value>, kCount>& choices,
             std::string_view typed) {
  std::string names;
  for (const auto& [name, value] : choices) {
    if (name == typed) return value;
    if (!names.empty()) names += ", ";
    names += name;
  }
  refuse(option, quoted(typed) + " is none of its values", "it takes " + names);
}

void check_zone(const std::string& zone, Timestamp now) {
  if (zone == "UTC") return;
  try {
    text::format_local(now, zone);
  } catch (const Error& error) {
    refuse("--tz", error.what(), {});
  }
}

std::optional<Timestamp> date_bound(const std::string& option, const std::string& typed,
                                    Timestamp now, const std::string& zone) {
  if (typed.empty()) return std::nullopt;
  try {
    return text::parse_typed_date(typed, now, zone);
  } catch (const Error& error) {
    refuse(option, error.what(), {});
  }
}

void check_from(const std::string& option, std::int64_t value, std::int64_t least) {
  if (value < least) {
    refuse(option, std::to_string(value) + " is too small", "it takes a whole number from 0 up");
  }
}

void check_sources(const std::vector<std::string>& sources) {
  if (std::find(sources.begin(), sources.end(), std::string()) != sources.end()) {
    refuse("--source", "the name is empty", "it takes a source's name; stats lists them");
  }
}

// BCP 47 tags are made of letters, digits and hyphens; the longest in use have 35 characters.
void check_language(std::string_view language) {
  const bool plain = std::all_of(language.begin(), language.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!plain || language.size() > 35) {
    refuse("--lang", quoted(language) + " is no language tag",
           "it takes a tag such as zh, zh-Hant or en");
  }
}

}  // namespace

store::Selection resolve(const Selectors& selectors, Timestamp now) {
  check_zone(selectors.zone, now);
  check_sources(selectors.sources);
  check_language(selectors.language);
  check_from("--limit", selectors.limit, -1);
  check_from("--offset", selectors.offset, 0);
  check_from("--after-change", selectors.after_change, 0);

  store::Selection selection;
  selection.since = date_bound("--since", selectors.since, now, selectors.zone);
  selection.until = date_bound("--until", selectors.until, now, selectors.zone);
  if (selection.since && selection.until && *selection.since > *selection.until) {
    refuse("--since", quoted(selectors.since) + " is later than --until " + quoted(selectors.until),
           "exchange the two");
  }
  selection.date_by = choose("--date-by", kDates, selectors.date_by);
  selection.sort = choose("--sort", kSorts, selectors.sort);
  selection.sources = selectors.sources;
  selection.language = selectors.language;
  selection.tag = selectors.tag;
  selection.after_change = selectors.after_change;
  selection.limit = selectors.limit;
  selection.offset = selectors.offset;
  return selection;
}

}  // namespace jianbao::app
