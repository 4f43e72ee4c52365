#include "search/run.h"

#include <algorithm>
#include <utility>

#include "jianbao/search/search.h"

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
      : in_title_(plan.highlights), in_text_(concerning_text(plan.highlights)), columns_(columns) {}

  Hit hit(store::StoredArticle&& found) const {
    Hit hit;
    const std::string text = std::exchange(found.article.text, {});
    hit.snippet = in_text_.snippet(text, columns_);
    hit.title = {found.article.title, in_title_.marks(found.article.title)};
    hit.found = std::move(found);
    return hit;
  }

 private:
  Highlighter in_title_;
  Highlighter in_text_;
  std::size_t columns_;
};

void add_hits(const store::Archive& archive, const store::Selection& where,
              const Presenter& presenter, std::vector<Hit>& hits) {
  archive.select(where, true, [&](store::StoredArticle&& found) {
    hits.push_back(presenter.hit(std::move(found)));
    return true;
  });
}

/// Ranks the newest `ranked` matches, the last of which has the sort key `oldest_ranked`; what is
/// older follows by date.
void add_ranked_hits(const store::Archive& archive, const store::Selection& where,
                     std::int64_t ranked, std::int64_t oldest_ranked, const Presenter& presenter,
                     Results& results) {
  store::Selection newest = where;
  store::Selection others = where;
  newest.from_key = others.before_key = oldest_ranked;
  results.ranked = ranked;
  if (where.offset < ranked) add_hits(archive, newest, presenter, results.hits);
  others.sort = store::Sort::kNewest;
  others.offset = std::max<std::int64_t>(0, where.offset - ranked);
  if (where.limit >= 0) others.limit -= static_cast<std::int64_t>(results.hits.size());
  if (others.limit != 0) add_hits(archive, others, presenter, results.hits);
}

/// The key is that of the last match that is ranked; only ranking needs it.
store::Archive::Tally tally_of(const store::Archive& archive, const store::Selection& where,
                               std::int64_t ranked) {
  if (where.sort == store::Sort::kRelevance) return archive.tally(where, ranked - 1);
  return {archive.count(where), std::nullopt};
}

}  // namespace

store::Selection selection_for(const Plan& plan, store::Selection where) {
  where.match = plan.match;
  where.condition = plan.condition;
  where.from_key.reset();
  where.before_key.reset();
  if (!where.match && where.sort == store::Sort::kRelevance) where.sort = store::Sort::kNewest;
  return where;
}

bool ranks_newest_only(const store::Selection& where, std::int64_t total, const Options& options) {
  return where.sort == store::Sort::kRelevance && total > options.most_ranked;
}

Results run(const store::Archive& archive, std::string_view query, store::Selection where,
            const Options& options) {
  const Plan plan = compile(parse(query), query, options.calendar);
  const Presenter presenter(plan, options.snippet_columns);
  where = selection_for(plan, std::move(where));
  Results results;
  archive.in_one_state([&] {
    const store::Archive::Tally tally = tally_of(archive, where, options.most_ranked);
    results.total = tally.total;
    if (where.limit == 0 || where.offset >= results.total) return;
    if (ranks_newest_only(where, results.total, options)) {
      add_ranked_hits(archive, where, options.most_ranked, *tally.key, presenter, results);
    } else {
      add_hits(archive, where, presenter, results.hits);
    }
  });
  return results;
}

}  // namespace jianbao::search
