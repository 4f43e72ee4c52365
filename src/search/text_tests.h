#pragma once

#include <memory>

#include "jianbao/search/query.h"
#include "jianbao/store/condition.h"

namespace jianbao::search {

using SharedTest = std::shared_ptr<const store::TextTest>;

/// The phrase occurs, as docs/search.md says.
SharedTest holds_phrase(const Phrase& phrase);

/// A name is the value, folded; or begins with it, if the term has a prefix.
SharedTest has_name(const FieldTerm& term);

/// An address holds the value, whatever the case of its letters.
SharedTest holds_address(const FieldTerm& term);

}  // namespace jianbao::search
