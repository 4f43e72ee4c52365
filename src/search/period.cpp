#include "search/period.h"

#include <string>

#include "jianbao/text/date_query.h"
#include "jianbao/text/tokenizer.h"

namespace jianbao::search {

namespace {

constexpr std::string_view kRange = "..";

}  // namespace

store::Condition period_of(const FieldTerm& term, std::string_view typed,
                           const Calendar& calendar) {
  const auto fail = [&](const std::string& problem, const std::string& hint) {
    throw QueryError(std::string(typed), term.offset, problem, hint);
  };
  const auto period = [&](const std::string& date) {
    try {
      return text::parse_typed_period(date, calendar.now, calendar.zone);
    } catch (const Error& e) {
      fail(e.what(), {});
      throw;
    }
  };
  const std::string value = text::fold_text(term.value);  // full-width digits are digits
  if (term.prefix) fail("a \"*\" after a date", "write 2024, 2024-05 or 2024-01..2024-03");
  const std::size_t dots = value.find(kRange);
  const bool ranged = dots != std::string::npos;
  const std::string first = value.substr(0, dots);
  const std::string last = ranged ? value.substr(dots + kRange.size()) : first;
  if (first.empty() && last.empty()) fail("a range without a date", "write 2024-01..2024-03");

  store::Condition condition;
  condition.kind = store::Condition::Kind::kDate;
  if (!first.empty()) condition.since = period(first).first;
  if (!last.empty()) condition.until = period(last).end;
  if (condition.since && condition.until && !(*condition.since < *condition.until)) {
    fail("the range ends before it begins", "exchange the two dates");
  }
  return condition;
}

}  // namespace jianbao::search
