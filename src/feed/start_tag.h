#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "feed/markup.h"

namespace jianbao::feed {

/// A start tag of a feed, as it was meant.
struct StartTag {
  std::string_view name;
  TagEnd end = TagEnd::kCutOff;
  std::size_t position = 0;   ///< behind the tag
  bool ends_at_next = false;  ///< it has no '>': another tag begins at `position`
};

/// Reads the start tag at `at` with its attributes, which replace those given.  Unlike TagReader it
/// knows that this is XML: a quoted value that runs over the tag's '>' and over an end tag, or over
/// a tag of an entry, has lost its second quote and ends at that '>' or at the next '<', and a '/'
/// that ends an unquoted value before '>' closes the element, unless that is one of HTML, where the
/// '/' belongs to the address.
StartTag read_start_tag(std::string_view document, std::size_t at,
                        std::vector<Attribute>& attributes);

/// True if the '<' of a tag that another tag follows without a '>' is a bare one: words stand
/// behind it, outside of texts without a quoted value, or nothing but a name that says nothing
/// inside a text.  `next` begins at the following tag; `inside` is the element around both,
/// `in_text` says that it holds no elements of the feed.
bool is_bare_less(const StartTag& tag, const std::vector<Attribute>& attributes,
                  std::string_view next, std::string_view inside, bool in_text);

}  // namespace jianbao::feed
