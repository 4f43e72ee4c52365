#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/search/query.h"
#include "jianbao/store/archive.h"

namespace jianbao::search {

/// What the dates of a query are read against.
struct Calendar {
  Timestamp now{};
  std::string zone = "UTC";  ///< IANA name; where days begin
};

/// How the archive is asked for a query: the index leads to candidates, the condition decides.
struct Plan {
  std::optional<std::string> match;  ///< FTS5 expression; nothing if the index has no part in it
  store::Condition condition;        ///< what else must hold; everything where `match` is exact
  std::vector<Phrase> highlights;    ///< the wanted phrases
};

/// @throws QueryError for a phrase in which nothing can be looked for, or a date that is none.
Plan compile(const Query& query, std::string_view typed, const Calendar& calendar = {});

/// A stretch of text with the places to highlight.
struct Passage {
  std::string text;  ///< one line; "…" at an end where something was cut
  struct Range {
    std::size_t begin;
    std::size_t end;
  };
  std::vector<Range> marks;  ///< byte ranges in `text`, ascending, not overlapping
};

class PhraseSet;

/// Shows where the phrases of a query are, in any number of texts (valid UTF-8).  Prepared once,
/// because that costs as much as looking through a text.
class Highlighter {
 public:
  explicit Highlighter(const std::vector<Phrase>& phrases);
  ~Highlighter();
  Highlighter(Highlighter&&) noexcept;
  Highlighter& operator=(Highlighter&&) noexcept;

  /// Where the phrases occur: byte ranges, ascending, merged where they overlap or touch.  Columns
  /// are not looked at: leave out phrases that do not concern `text`.
  std::vector<Passage::Range> marks(std::string_view text) const;

  /// The passage of at most `columns` columns that shows most of the phrases (different ones count
  /// before repeated ones, the earlier passage wins); the text's beginning if none occurs.  Begins
  /// and ends at sentences where that costs little.  Of a long text only the first 16 KiB are
  /// looked through if they hold all phrases.
  Passage snippet(std::string_view text, std::size_t columns) const;

 private:
  std::unique_ptr<const PhraseSet> phrases_;
};

/// Puts `open` and `close` around the marks.
std::string highlighted(const Passage& passage, std::string_view open, std::string_view close);

/// The same as markup: all text is escaped, and `open` and `close` are tags.
std::string highlighted_markup(const Passage& passage, std::string_view open,
                               std::string_view close);

struct Hit {
  store::StoredArticle found;  ///< without its text
  Passage snippet;
  Passage title;  ///< whole
};

struct Results {
  std::int64_t total = 0;  ///< exact, limit and offset apart
  /// With Sort::kRelevance, where there are too many matches to rank them all: how many of the
  /// newest were ranked; the others follow by date.  0: all.
  std::int64_t ranked = 0;
  std::vector<Hit> hits;
};

struct Options {
  std::size_t snippet_columns = 120;
  Calendar calendar{};
  /// Most matches that Sort::kRelevance ranks: bm25 costs a microsecond for each.
  std::int64_t most_ranked = 20'000;
};

/// Runs a query over the present text of each article.  `where.match`, `where.condition` and the
/// keys are ignored; the other members narrow, order and page.  Sort::kRelevance means newest first
/// where the index has no part in the query.  Only the page's texts are read, and those that a
/// quoted phrase with symbols must be compared with.
/// @throws QueryError, Error(kStorage).
Results run(const store::Archive& archive, std::string_view query, store::Selection where,
            const Options& options = {});

/// One line of an explanation.
struct Step {
  std::string label;  ///< "query", "index", "order" …
  std::string text;
};

/// How run() goes about a query: as it was read, what the index is asked, what is tested besides,
/// the order, and SQLite's own plan.  Runs nothing but a count where the order depends on it.
/// @throws as run() does.
std::vector<Step> explain(const store::Archive& archive, std::string_view query,
                          store::Selection where, const Options& options = {});

}  // namespace jianbao::search
