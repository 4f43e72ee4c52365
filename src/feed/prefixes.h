#pragma once

#include <string_view>
#include <vector>

#include "feed/markup.h"

namespace jianbao::feed {

/// The namespace prefixes that a document has declared so far, wherever.
class Prefixes {
 public:
  /// Takes over those that a start tag declares.
  Prefixes& declare(const std::vector<Attribute>& attributes);
  /// True for a name without a prefix, and where so many were declared that nobody counts.
  bool know(std::string_view name) const;

 private:
  std::vector<std::string_view> prefixes_{"xml"};
};

}  // namespace jianbao::feed
