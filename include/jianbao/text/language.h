#pragma once

#include <string>
#include <string_view>

namespace jianbao::text {

/// The language that the scripts of a text tell: "zh" (Han without Kana), "ja", "ko"; empty where
/// the script does not tell, as for Latin.  Looks at the first 4 KiB of valid UTF-8.
std::string language_by_script(std::string_view utf8);

}  // namespace jianbao::text
