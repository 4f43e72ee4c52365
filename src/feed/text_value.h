#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "feed/base64.h"
#include "feed/links.h"
#include "feed/names.h"

namespace jianbao::feed {

enum class Format { kRss, kRdf, kAtom, kSitemap, kCdf };

/// All character data below an element, as it stands.  Copied only if it is in several pieces.
class ElementText {
 public:
  explicit ElementText(const pugi::xml_node& element);
  ElementText(const ElementText&) = delete;
  ElementText& operator=(const ElementText&) = delete;

  operator std::string_view() const { return text_; }

 private:
  std::string joined_;
  std::string_view text_;  ///< of the document or of joined_
};

inline ElementText text_of(const pugi::xml_node& element) {
  return ElementText(element);
}

/// The base for references inside the element: its own xml:base resolved against the outer one.
std::string base_of(const pugi::xml_node& element, const std::string& outer, Links& links);

/// A description, summary or content element as HTML with links resolved.  Follows Atom's `type`
/// (and Atom 0.3's `mode`); in RSS every description is HTML.
std::string html_value(const pugi::xml_node& element, Format format, const Scope& scope,
                       const std::string& base, Links& links, Base64Faults& faults);

/// A title or name as one line of text without markup.
std::string line_value(const pugi::xml_node& element, Format format);

/// The text of a fragment: tags dropped, references decoded once, on one line.  Only tags of HTML
/// elements count as tags if `only_known`: "a < b" and "<名>" are text.
std::string line_from_html(std::string_view html, bool only_known);

}  // namespace jianbao::feed
