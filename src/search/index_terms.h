#pragma once

#include <string>
#include <vector>

#include "search/expression.h"
#include "search/patterns.h"

namespace jianbao::search {

/// What the index is asked to find a phrase.
struct IndexTerms {
  std::vector<Expression> all_of;  ///< at least one
  bool exact = true;               ///< articles that match all of them hold the phrase
};

/// @param pattern  the phrase's own; it holds something to look for.
///
/// Of a phrase with symbols the index knows what stands at the ends of its runs and which symbols
/// stand together; where that is all that the phrase says, it decides.
IndexTerms index_terms(const Phrase& phrase, const Pattern& pattern);

/// The words of the phrase as an operand of NEAR( ).
std::string near_operand(const Pattern& pattern);

}  // namespace jianbao::search
