#pragma once

#include <string>
#include <string_view>

namespace jianbao::test {

/// A text packed as `gzip -9` does.
std::string gzipped(std::string_view text);

}  // namespace jianbao::test
