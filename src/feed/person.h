#pragma once

#include <pugixml.hpp>
#include <string>

#include "feed/names.h"

namespace jianbao::feed {

/// The name of an author, creator or managing editor: from Atom's children, from "mail (name)" or
/// "name <mail>", else as it stands.
std::string read_person(const pugi::xml_node& element, const Scope& scope);

}  // namespace jianbao::feed
