#pragma once

#include <string_view>

namespace jianbao::extract {

/// A Chinese name without the place, the day and the verb that stand behind it in the bylines of
/// correspondents: "王小明" of "王小明台北15日電" and of "王小明报道"; nothing of "北京报道".  Any
/// other text as it is.
std::string_view without_dateline(std::string_view text);

}  // namespace jianbao::extract
