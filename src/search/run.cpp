#include <optional>
#include <utility>

#include "jianbao/search/search.h"
#include "search/match.h"

namespace jianbao::search {

namespace {

std::vector<Phrase> concerning_text(const std::vector<Phrase>& phrases) {
  std::vector<Phrase> kept;
  for (const Phrase& phrase : phrases) {
    if (phrase.column.empty()) kept.push_back(phrase);
  }
  return kept;
}

/// Makes hits of found articles.
class Presenter {
 public:
  Presenter(const Plan& plan, std::size_t columns)
      : in_title_(plan.highlights), in_text_(concerning_text(in_title_)), columns_(columns) {}

  Hit hit(store::StoredArticle&& found) const {
    Hit hit;
    const std::string text = std::exchange(found.article.text, {});
    hit.snippet = snippet(text, in_text_, columns_);
    hit.title = {found.article.title, find_marks(found.article.title, in_title_)};
    hit.found = std::move(found);
    return hit;
  }

 private:
  std::vector<Phrase> in_title_;
  std::vector<Phrase> in_text_;
  std::size_t columns_;
};

Results run_indexed(const store::Archive& archive, const store::Selection& where,
                    const Presenter& presenter) {
  Results results;
  results.total = archive.count(where);
  if (where.limit == 0 || where.offset >= results.total) return results;
  archive.select(where, true, [&](store::StoredArticle&& found) {
    results.hits.push_back(presenter.hit(std::move(found)));
    return true;
  });
  return results;
}

/// Reads every candidate; the page is cut from those that hold.
Results run_verified(const store::Archive& archive, store::Selection where, const Query& query,
                     const Presenter& presenter) {
  const std::int64_t limit = std::exchange(where.limit, -1);
  const std::int64_t offset = std::exchange(where.offset, 0);
  const Matcher matcher(query);
  Results results;
  archive.select(where, true, [&](store::StoredArticle&& found) {
    if (!matcher.matches(found.article.title, found.article.text)) return true;
    const std::int64_t place = results.total++ - offset;
    if (place >= 0 && (limit < 0 || place < limit)) {
      results.hits.push_back(presenter.hit(std::move(found)));
    }
    return true;
  });
  return results;
}

}  // namespace

Results run(const store::Archive& archive, std::string_view query, store::Selection where,
            std::size_t snippet_columns) {
  const Plan plan = compile(parse(query), query);
  const Presenter presenter(plan, snippet_columns);
  if (plan.match.empty()) {
    where.match.reset();
    if (where.sort == store::Sort::kRelevance) where.sort = store::Sort::kNewest;
  } else {
    where.match = plan.match;
  }
  if (plan.verify) return run_verified(archive, std::move(where), plan.query, presenter);
  return run_indexed(archive, where, presenter);
}

}  // namespace jianbao::search
