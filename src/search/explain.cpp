#include <utility>

#include "jianbao/search/search.h"
#include "jianbao/text/date.h"
#include "jianbao/text/tokenizer.h"
#include "search/run.h"

namespace jianbao::search {

namespace {

std::string order_of(const store::Archive& archive, const store::Selection& where,
                     store::Sort asked, const Options& options) {
  switch (where.sort) {
    case store::Sort::kRelevance: {
      const std::int64_t total = archive.count(where);
      std::string order =
          "bm25, a match in the title weighing four times one in the text; of equal "
          "ones the newer first";
      if (ranks_newest_only(where, total, options)) {
        order += "; only the newest " + std::to_string(options.most_ranked) + " of " +
                 std::to_string(total) + " matches are ranked, the others follow by date";
      }
      return order;
    }
    case store::Sort::kNewest:
      return asked == store::Sort::kRelevance
                 ? "newest first, because the index cannot rank this query"
                 : "newest first; reading ends when the page is full";
    case store::Sort::kOldest:
      return "oldest first; reading ends when the page is full";
    case store::Sort::kTitle:
      return "by title; every match is read";
    case store::Sort::kId:
      return "by id; every match is read";
  }
  return {};
}

std::string test_of(const store::Condition& condition) {
  using Subject = store::Condition::Subject;
  const std::string wanted = " \"" + condition.wanted + "\"";
  switch (condition.subject) {
    case Subject::kTitle:
      return "the title holds" + wanted + " as written";
    case Subject::kTitleOrText:
      return "title or text holds" + wanted + " as written";
    case Subject::kSource:
      return "the source is" + wanted;
    case Subject::kAuthor:
      return "an author's name holds" + wanted;
    case Subject::kTag:
      return "a tag is" + wanted;
    case Subject::kUrl:
      return "the address holds" + wanted;
  }
  return {};
}

std::string period_of(const store::Condition& condition) {
  std::string period = "the date is";
  if (condition.since) period += " not before " + text::to_rfc3339(*condition.since);
  if (condition.until) {
    period += (condition.since ? " and" : "") + (" before " + text::to_rfc3339(*condition.until));
  }
  return period;
}

/// What a condition asks.  Recursion ends: parse() bounds the depth.
std::string words_of(const store::Condition& condition) {
  using Kind = store::Condition::Kind;
  switch (condition.kind) {
    case Kind::kMatch:
      return "the index finds " + text::readable_query(condition.match);
    case Kind::kDate:
      return period_of(condition);
    case Kind::kTest:
      return test_of(condition);
    case Kind::kNot:
      return "not (" + words_of(condition.children.front()) + ")";
    case Kind::kAnd:
    case Kind::kOr:
      break;
  }
  std::string all;
  for (const store::Condition& child : condition.children) {
    if (!all.empty()) all += condition.kind == Kind::kAnd ? " and " : " or ";
    all += "(" + words_of(child) + ")";
  }
  return all;
}

}  // namespace

std::vector<Step> explain(const store::Archive& archive, std::string_view query,
                          store::Selection where, const Options& options) {
  const Query parsed = parse(query);
  const Plan plan = compile(parsed, query, options.calendar);
  const store::Sort asked = where.sort;
  where = selection_for(plan, std::move(where));
  std::vector<Step> steps;
  steps.push_back({"query", to_string(parsed)});
  steps.push_back(
      {"index", plan.match ? text::readable_query(*plan.match) : "has no part in this query"});
  for (const store::Condition& condition : plan.condition.children) {
    steps.push_back({"test", words_of(condition)});
  }
  steps.push_back({"order", order_of(archive, where, asked, options)});
  const std::vector<std::string> plans = archive.explain(where);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    steps.push_back({i == 0 ? "sql" : "plan", text::readable_query(plans[i])});
  }
  return steps;
}

}  // namespace jianbao::search
