#pragma once

#include <string_view>

namespace jianbao::feed {

/// True for the fields of entries that this knows of, named as feeds commonly do.
bool is_field(std::string_view name);

/// True if the element `open` lost its end tag where a start tag `next` follows: fields of RSS that
/// hold text do not hold each other, items do not hold items, a link with an address holds nothing,
/// and unescaped HTML leaves <p> and <li> open.  Names as written, in any case.
bool is_end_implied(std::string_view open, std::string_view next);

}  // namespace jianbao::feed
