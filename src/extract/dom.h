#pragma once

#include <gumbo.h>

#include <string>
#include <string_view>

#include "extract/tree_walk.h"

namespace jianbao::extract {

/// An attribute's value; empty if it is absent.
std::string_view attribute(const GumboNode& element, const char* name);

inline bool is_tag(const GumboNode& node, GumboTag tag) {
  return node.type == GUMBO_NODE_ELEMENT && node.v.element.tag == tag;
}

inline std::string_view text_of(const GumboNode& text_node) {
  return text_node.v.text.text;
}

/// True if the node is a comment, or text of nothing but ASCII white space.
bool is_blank(const GumboNode& node);

/// The one child that is not blank; null if there is none, or another.
const GumboNode* only_child(const GumboNode& element);

/// The first child with the tag; null if there is none.
const GumboNode* child_element(const GumboNode& element, GumboTag tag);

/// The text below an element, scripts and style sheets left out, a line break between blocks; of
/// long text the text nodes that hold the first `limit` bytes.
std::string short_text(const GumboNode& element, std::size_t limit);

/// The address of an <img>, resolved and with image proxies undone; empty if it is none that a
/// reader could fetch.  Lazily loaded pictures (data-src) count.
std::string image_address(const GumboNode& img, std::string_view base);

/// True of pictures that say they are smaller than buttons and counters.
bool is_small_picture(const GumboNode& img);

}  // namespace jianbao::extract
