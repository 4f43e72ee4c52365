#pragma once

#include <string>

namespace jianbao::fetch {

/// The value of an environment variable, or if it is not set, of `otherwise`; empty if neither is.
/// Not to be called while others set variables.
std::string environment_variable(const char* name, const char* otherwise = nullptr);

}  // namespace jianbao::fetch
