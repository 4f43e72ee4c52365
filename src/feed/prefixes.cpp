#include "feed/prefixes.h"

#include <algorithm>
#include <cstddef>

namespace jianbao::feed {
namespace {

/// More declarations than this at one place help nobody.
constexpr std::size_t kMost = 64;

}  // namespace

Prefixes& Prefixes::declare(const std::vector<Attribute>& attributes) {
  constexpr std::string_view kDeclaration = "xmlns:";
  for (const Attribute& attribute : attributes) {
    if (attribute.name.starts_with(kDeclaration) && prefixes_.size() < kMost) {
      prefixes_.push_back(attribute.name.substr(kDeclaration.size()));
    }
  }
  return *this;
}

bool Prefixes::know(std::string_view name) const {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos || prefixes_.size() == kMost) return true;
  return std::find(prefixes_.begin(), prefixes_.end(), name.substr(0, colon)) != prefixes_.end();
}

}  // namespace jianbao::feed
