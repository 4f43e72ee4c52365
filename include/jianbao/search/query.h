#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/core/error.h"

namespace jianbao::search {

/// A query that cannot be read.  what() is one line; `offset` is the byte in the query that a caret
/// should stand under.
class QueryError : public Error {
 public:
  QueryError(std::string query, std::size_t offset, const std::string& problem,
             const std::string& hint = {});
  const std::string& query() const noexcept { return query_; }
  std::size_t offset() const noexcept { return offset_; }
  /// The query and, below it, a caret under the place, aligned in columns; two lines without an
  /// end.
  std::string pointed() const;

 private:
  std::string query_;
  std::size_t offset_;
};

/// Bounds on a query.  The depth keeps the expression within the parser stack of FTS5 (100 entries)
/// whatever its shape.
inline constexpr std::size_t kMaxQueryBytes = 64 * 1024;
inline constexpr std::size_t kMaxTerms = 1000;
inline constexpr std::size_t kMaxDepth = 20;
/// Characters and words in all phrases together: FTS5's time for a phrase grows with the square of
/// its length.
inline constexpr std::size_t kMaxTokens = 1000;

/// One term or quoted phrase.
struct Phrase {
  std::string text;  ///< as typed, quotes and the prefix's "*" taken off; valid UTF-8
  bool quoted = false;
  bool prefix = false;     ///< "word*"
  std::string column;      ///< "title", or empty for title and text
  std::size_t offset = 0;  ///< where it begins in the query, its quote included
};

/// Phrases near each other, in any order, in one column.
struct Near {
  std::vector<Phrase> phrases;  ///< two or more
  int distance = 10;            ///< most characters and words between the first and the last
};

/// A condition on something other than title and text: source:, author:, tag:, url:, date:.
struct FieldTerm {
  enum class Field { kSource, kAuthor, kTag, kUrl, kDate };
  Field field = Field::kSource;
  std::string value;  ///< as typed, quotes and the prefix's "*" taken off; not empty; valid UTF-8
  bool quoted = false;
  bool prefix = false;     ///< "value*"
  std::size_t offset = 0;  ///< where the value begins in the query, its quote included
};

/// A parsed query: a tree.
struct Query {
  enum class Kind { kPhrase, kNear, kField, kAnd, kOr, kNot };
  Kind kind = Kind::kPhrase;
  Phrase phrase;                ///< of kPhrase
  Near near;                    ///< of kNear
  FieldTerm field;              ///< of kField
  std::vector<Query> children;  ///< kAnd, kOr: two or more; kNot: [wanted, unwanted]
};

/// Reads the query language of docs/search.md: words are ANDed, "phrases", -word, NOT word, OR,
/// parentheses, NEAR(a b, 10), title:word, source:name and the other fields, word*.
/// @throws QueryError.  Every input either parses or is explained.
Query parse(std::string_view query);

/// The query with everything said: every AND, every parenthesis (in a query so deep that they would
/// pass kMaxDepth, only those that are needed), plain quotation marks where the phrase holds none,
/// operators in ASCII.  Parses to the same tree unless that makes it longer than kMaxQueryBytes.
/// For explaining, and for tests.
std::string to_string(const Query& query);

}  // namespace jianbao::search
