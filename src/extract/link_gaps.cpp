#include "extract/link_gaps.h"

#include <string_view>

#include "extract/dom.h"

namespace jianbao::extract {

bool is_apart_from_link_before(const GumboNode& element) {
  if (!is_tag(element, GUMBO_TAG_A) || element.index_within_parent == 0) return false;
  const GumboNode* const parent = element.parent;
  if (parent == nullptr || !is_element(*parent)) return false;
  const auto* const before = static_cast<const GumboNode*>(
      parent->v.element.children.data[element.index_within_parent - 1]);
  if (!is_tag(*before, GUMBO_TAG_A)) return false;
  const std::string_view kind = attribute(element, "class");
  return !kind.empty() && kind == attribute(*before, "class") &&
         attribute(element, "href") != attribute(*before, "href");
}

}  // namespace jianbao::extract
