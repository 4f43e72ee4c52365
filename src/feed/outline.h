#pragma once

#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feed/repair.h"

namespace jianbao::feed {

/// A document without what its entries hold: each entry has become an empty element that kept its
/// attributes.  The outline is parsed as a whole and the entries one by one, so that a tree never
/// outgrows the processor's cache and nothing large is copied.
class Outline {
 public:
  /// @param xml  must outlive the outline.  @param entries  where its entries stand, by `begin`;
  /// those inside others stay with them.
  Outline(std::string_view xml, std::span<const Range> entries);

  /// The outline's own text, to be parsed in place.
  std::string& text() { return text_; }

  /// All of an entry's element as it stands in the document; empty if the element, which must be of
  /// the tree parsed from text(), is no entry.
  std::string_view source_of(const pugi::xml_node& entry) const;

 private:
  struct Part {
    std::size_t at;  ///< in text_
    std::string_view source;
  };

  /// Writes the start tag that `source` begins with, as an element without content.
  void add_empty(std::string_view source);

  std::string text_;
  std::vector<Part> parts_;
};

}  // namespace jianbao::feed
