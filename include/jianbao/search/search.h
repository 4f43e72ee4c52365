#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/search/query.h"
#include "jianbao/store/archive.h"

namespace jianbao::search {

/// What a query means for the index.
struct Plan {
  std::string match;    ///< FTS5 expression; empty if the index cannot narrow (symbols only)
  Query query;          ///< for checking candidates where `verify` is set
  bool verify = false;  ///< some quoted phrase holds a symbol that the index does not know: the
                        ///< matches are those among the candidates of `match` that matches() takes
  std::vector<Phrase> highlights;  ///< the wanted phrases
};

/// @throws QueryError for a phrase in which nothing can be looked for.
Plan compile(const Query& query, std::string_view typed);

/// True if the article satisfies the query, quoted phrases with symbols compared as folded
/// substrings that begin and end where words do, and all else as tokens; docs/search.md has the
/// rules.  What `verify` calls for; also the definition of a match.  Cost: one pass over the text
/// and a scan of its tokens for each phrase.
bool matches(const Query& query, std::string_view title, std::string_view text);

/// A stretch of text with the places to highlight.
struct Passage {
  std::string text;  ///< one line; "…" at an end where something was cut
  struct Range {
    std::size_t begin;
    std::size_t end;
  };
  std::vector<Range> marks;  ///< byte ranges in `text`, ascending, not overlapping
};

/// Where the phrases occur in `text` (valid UTF-8): byte ranges, ascending, merged where they
/// overlap or touch.  Columns are not looked at: leave out phrases that do not concern `text`.
std::vector<Passage::Range> find_marks(std::string_view text, const std::vector<Phrase>& phrases);

/// The passage of at most `columns` columns that shows most of the phrases (different ones count
/// before repeated ones, the earlier passage wins); the text's beginning if none occurs.  Begins
/// and ends at sentences where that costs little.  Of a long text only the first 16 KiB are looked
/// through if they hold all phrases.
Passage snippet(std::string_view text, const std::vector<Phrase>& phrases, std::size_t columns);

/// Puts `open` and `close` around the marks.
std::string highlighted(const Passage& passage, std::string_view open, std::string_view close);

struct Hit {
  store::StoredArticle found;  ///< without its text
  Passage snippet;
  Passage title;  ///< whole
};

struct Results {
  std::int64_t total = 0;  ///< exact, limit and offset apart
  std::vector<Hit> hits;
};

/// Runs a query over the present text of each article.  `where.match` is ignored; the other members
/// narrow, order and page.  Sort::kRelevance means newest first where the index has no part in the
/// query.  Only the page's texts are read, unless the plan calls for verifying: then those of all
/// candidates, one at a time.
/// @throws QueryError, Error(kStorage).
Results run(const store::Archive& archive, std::string_view query, store::Selection where,
            std::size_t snippet_columns);

}  // namespace jianbao::search
