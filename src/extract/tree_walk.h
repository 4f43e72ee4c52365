#pragma once

#include <gumbo.h>

#include <vector>

namespace jianbao::extract {

inline bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

inline bool is_text(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
         node.type == GUMBO_NODE_CDATA;
}

/// A place in the tree during a walk.
struct WalkPlace {
  const GumboNode* node;
  unsigned next_child;
};

/// Visits the nodes below `root` in document order without recursion.  Visitor has
///   bool enter(const GumboNode& element)   true: visit its children, then call leave()
///   void leave(const GumboNode& element)
///   void text(const GumboNode& node)
/// and, if it wants to end early, `bool done() const`.
/// `stack` is working memory that callers keep to spare allocations; its old contents are dropped.
template <class Visitor>
void walk(const GumboNode& root, std::vector<WalkPlace>& stack, Visitor& visitor) {
  stack.clear();
  stack.push_back({&root, 0});
  while (true) {
    if constexpr (requires { visitor.done(); }) {
      if (visitor.done()) return;
    }
    WalkPlace& place = stack.back();
    const GumboVector& children = place.node->v.element.children;
    if (place.next_child == children.length) {
      const GumboNode* const done = place.node;
      stack.pop_back();
      if (stack.empty()) return;
      visitor.leave(*done);
      continue;
    }
    const auto& child = *static_cast<const GumboNode*>(children.data[place.next_child++]);
    if (is_text(child)) {
      visitor.text(child);
    } else if (is_element(child) && visitor.enter(child)) {
      stack.push_back({&child, 0});
    }
  }
}

}  // namespace jianbao::extract
