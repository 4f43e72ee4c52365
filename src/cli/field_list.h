#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace jianbao::cli {

/// "a,b,c" as field names of an article, one of which may be `extra`, a field that only the calling
/// command has.
/// @throws Error(kUsage)
std::vector<std::string_view> parse_field_list(const std::string& list, std::string_view extra);

}  // namespace jianbao::cli
