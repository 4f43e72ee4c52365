#pragma once

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "feed/names.h"

namespace jianbao::feed {

/// The names in an author, creator or managing editor: Atom's `name`, or a text of "mail (name)",
/// "name <mail>" and names as they stand, parted by '、' or ';', Han names also by commas ("Li, Bo"
/// may be one).  None for what Blogger calls "(Unknown)".
std::vector<std::string> read_people(const pugi::xml_node& element, const Scope& scope);

}  // namespace jianbao::feed
