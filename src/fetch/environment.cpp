#include "fetch/environment.h"

#include <cstdlib>

namespace jianbao::fetch {

std::string environment_variable(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  if (value == nullptr && otherwise != nullptr) value = std::getenv(otherwise);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace jianbao::fetch
