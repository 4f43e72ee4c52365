#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/core/timestamp.h"

namespace jianbao::store {

/// A question about a text that SQL cannot answer.  May throw; the query then ends with that error.
using TextTest = std::function<bool(std::string_view)>;

/// What articles must be like, as a tree.
struct Condition {
  enum class Kind {
    kMatch,  ///< the full-text index finds them by `match`
    kTest,   ///< `test` holds for what `subject` names
    kDate,   ///< the date that Selection::date_by names lies in [since, until); one end is set
    kAnd,    ///< all children hold; without children: every article
    kOr,     ///< a child holds; without children: no article
    kNot,    ///< the only child does not hold
  };
  /// Of authors and tags, one must pass; of title and text, one of the two.
  enum class Subject { kTitle, kTitleOrText, kSource, kAuthor, kTag, kUrl };

  Kind kind = Kind::kAnd;
  std::string match;  ///< an FTS5 expression
  Subject subject = Subject::kTitleOrText;
  std::shared_ptr<const TextTest> test;
  std::string wanted;  ///< what `test` looks for, for people
  std::optional<Timestamp> since;
  std::optional<Timestamp> until;
  std::vector<Condition> children;
};

}  // namespace jianbao::store
