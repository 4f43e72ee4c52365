#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "feed/markup.h"
#include "feed/splice.h"
#include "jianbao/text/url.h"

namespace jianbao::feed {

/// Resolves the links of one document.  Resolving makes text longer, so all of it together may add
/// at most `growth` bytes; later links then stay as they are.  Not thread-safe.
class Links {
 public:
  /// A base longer than this is no address; it would be repeated in every link.
  static constexpr std::size_t kMaxBase = 4096;

  explicit Links(std::size_t growth) : growth_(growth) {}

  /// The reference as an absolute URL, white space around it removed; unchanged if it is absolute
  /// already, or if there is no base.
  std::string resolve(std::string_view base, std::string_view reference);

  /// resolve() for what is an address by itself, outside of HTML: a "feed:" in front is taken away,
  /// "&amp;" that was escaped twice becomes "&", and an IRI a URI.  Empty for a script
  /// ("javascript:").
  std::string resolve_address(std::string_view base, std::string_view reference);

  /// The addresses in the value of srcset resolved ("a.jpg 1x, b.jpg 2x"), all else as it is.
  std::string resolve_set(std::string_view base, std::string_view value);

  /// resolve() or resolve_set() of the value of an attribute that holds links; else the value.
  std::string resolve_in(std::string_view base, const Attribute& attribute);

  /// HTML with the values of the attributes that hold links resolved; everything else byte for
  /// byte.  One pass, no tree.
  std::string rewrite(std::string_view base, std::string_view html);

 private:
  void rewrite_tag(std::string_view base, std::string_view html, Splice& out);

  std::size_t growth_;
  text::BaseUrl base_{""};  ///< the last one that was asked for
};

/// What an attribute of HTML holds: a link (href, src, poster, cite, action, data and others, also
/// data-src, from which scripts load pictures later), several (srcset), a map of the page's own or
/// elsewhere (usemap), or something else.
enum class Holds { kOther, kLink, kLinkSet, kMap };
Holds holds(std::string_view attribute_name);

}  // namespace jianbao::feed
