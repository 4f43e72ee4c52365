#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "jianbao/search/query.h"

namespace jianbao::search {

/// How the query language is written.

struct Quotes {
  std::string_view open;
  std::string_view close;
};

/// No input method puts it for the other closing marks.
inline constexpr std::string_view kCornerBracket = "」";

/// ” opens as well, because input methods and word processors write ”so” too.
inline constexpr std::array<Quotes, 5> kQuotes{
    {{"\"", "\""}, {"“", "”"}, {"”", "”"}, {"＂", "＂"}, {"「", "」"}}};

inline constexpr std::string_view kAnd = "AND";
inline constexpr std::string_view kOr = "OR";
inline constexpr std::string_view kNot = "NOT";
inline constexpr std::string_view kNear = "NEAR";

inline constexpr int kMinDistance = 1;
inline constexpr int kMaxDistance = 1000;

struct FieldName {
  std::string_view name;
  std::optional<FieldTerm::Field> field;  ///< empty: the title, which the index knows
};
inline constexpr std::array<FieldName, 6> kFieldNames{{{"title", std::nullopt},
                                                       {"source", FieldTerm::Field::kSource},
                                                       {"author", FieldTerm::Field::kAuthor},
                                                       {"tag", FieldTerm::Field::kTag},
                                                       {"url", FieldTerm::Field::kUrl},
                                                       {"date", FieldTerm::Field::kDate}}};

}  // namespace jianbao::search
