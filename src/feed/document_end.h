#pragma once

#include <cstddef>
#include <string_view>

namespace jianbao::feed {

/// True if all of it is what XML calls white space.
bool is_xml_space(std::string_view text);

/// The offset of the first that may not stand behind the root element, which ends before `from`:
/// only white space, comments and processing instructions may.  The size if there is nothing else.
std::size_t junk_behind(std::string_view document, std::size_t from);

}  // namespace jianbao::feed
