#include "text/date_names.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "jianbao/text/tokenizer.h"

namespace jianbao::text {

namespace {

struct MonthName {
  std::string_view beginning;  ///< folded: lower case, no accents
  int month;
};

// Greek, with the spellings that feeds are known to use for March, June and July; then Hungarian.
constexpr MonthName kMonthNames[] = {
    {"ιαν", 1},       {"φεβ", 2},      {"μαρ", 3},       {"μαω", 3},        {"απρ", 4},
    {"μαι", 5},       {"ιουν", 6},     {"ιον", 6},       {"ιουλ", 7},       {"ιολ", 7},
    {"αυγ", 8},       {"σεπ", 9},      {"οκτ", 10},      {"νοε", 11},       {"δεκ", 12},
    {"januar", 1},    {"februar", 2},  {"marcius", 3},   {"aprilis", 4},    {"majus", 5},
    {"junius", 6},    {"julius", 7},   {"augusztus", 8}, {"szeptember", 9}, {"oktober", 10},
    {"november", 11}, {"december", 12}};

constexpr std::string_view kGreekWeekdays[] = {"κυρ", "δευ", "τρι", "τετ", "πεμ", "παρ", "σαβ"};

constexpr std::string_view kHanMonths[] = {"一月", "二月", "三月", "四月", "五月",   "六月",
                                           "七月", "八月", "九月", "十月", "十一月", "十二月"};

}  // namespace

std::optional<int> han_month(std::string_view word) {
  const auto* found = std::find(std::begin(kHanMonths), std::end(kHanMonths), word);
  if (found == std::end(kHanMonths)) return std::nullopt;
  return static_cast<int>(found - std::begin(kHanMonths)) + 1;
}

std::optional<int> foreign_month(std::string_view word) {
  const std::string folded = fold_text(word);
  const auto* found =
      std::find_if(std::begin(kMonthNames), std::end(kMonthNames),
                   [&](const MonthName& name) { return folded.starts_with(name.beginning); });
  if (found == std::end(kMonthNames)) return std::nullopt;
  return found->month;
}

bool is_foreign_weekday(std::string_view word) {
  const std::string folded = fold_text(word);
  return std::any_of(std::begin(kGreekWeekdays), std::end(kGreekWeekdays),
                     [&](std::string_view name) { return folded.starts_with(name); });
}

}  // namespace jianbao::text
