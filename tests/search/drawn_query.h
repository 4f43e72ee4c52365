#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "jianbao/search/query.h"

namespace jianbao::test {

/// The tree in one line: words as they are, quoted phrases in [], prefixes with *, t: for titles,
/// name=value for fields.  Nothing of where they stood.
std::string drawn(const search::Query& query);
std::string drawn(std::string_view typed);

/// The error that parsing or compiling ends in; fails the test if there is none.
search::QueryError error_of(std::string_view typed);
/// The byte at which that error points.
std::size_t offset_of(std::string_view typed);

}  // namespace jianbao::test
