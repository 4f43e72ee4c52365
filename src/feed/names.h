#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jianbao::feed {

/// What vocabulary an element belongs to.  kCore holds RSS of every version and Atom alike: their
/// names do not collide, and feeds mix them.
enum class Space {
  kCore,
  kDublinCore,
  kDcTerms,
  kContent,
  kMedia,
  kItunes,
  kNews,
  kImage,
  kSyndication,
  kRdf,
  kXml,
  kXhtml,
  kOther
};

struct Name {
  Space space = Space::kOther;
  std::string local;  ///< in lower case
};

/// Whether an element without a prefix belongs to the feed format although its namespace is
/// unknown: true of the containers (feeds invent namespaces for RSS), not of what stands inside
/// entries.
enum class UnknownDefault { kIsCore, kIsOther };

/// The namespace prefixes known at one place of a document.  Prefixes that are not declared, or
/// declared with an unknown URI, mean what they usually mean.
class Scope {
 public:
  /// Adds the element's own xmlns attributes.
  void declare(const pugi::xml_node& element, UnknownDefault unknown);

  /// Takes the prefix of the document's root element as the feed format's, whatever it means, but
  /// RDF's.
  void adopt_root(std::string_view qualified);

  Name resolve(std::string_view qualified) const;

 private:
  std::vector<std::pair<std::string, Space>> prefixes_;
};

/// The attribute of that name in any case: feeds write HREF and isPermaLink as they like.
pugi::xml_attribute attribute_of(const pugi::xml_node& element, std::string_view name);

/// The element's name, its own xmlns attributes included.
Name name_of(const pugi::xml_node& element, const Scope& scope);

}  // namespace jianbao::feed
