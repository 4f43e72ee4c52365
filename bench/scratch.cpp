#include "scratch.h"

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace jianbao::bench {

Scratch::Scratch(const std::filesystem::path& inside) {
  std::string place = (std::filesystem::absolute(inside) / "jianbao-bench-XXXXXX").string();
  if (mkdtemp(place.data()) == nullptr) throw std::runtime_error(place + ": cannot be made");
  path_ = place;
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace jianbao::bench
