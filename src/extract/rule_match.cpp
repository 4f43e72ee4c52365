#include "extract/rule_match.h"

#include <algorithm>

#include "extract/display.h"
#include "extract/dom.h"

namespace jianbao::extract {
namespace {

bool is_furniture(const GumboNode& element) {
  switch (static_cast<int>(element.v.element.tag)) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_SVG:
      return true;
    default:
      return gumbo_get_attribute(&element.v.element.attributes, "hidden") != nullptr;
  }
}

class PartVisitor {
 public:
  explicit PartVisitor(TextBuilder& builder) : builder_(builder) {}

  bool enter(const GumboNode& element) {
    const Display display = display_of(element.v.element);
    if (display == Display::kDropped || is_furniture(element)) return false;
    builder_.begin(display);
    return display != Display::kBreak;
  }
  void leave(const GumboNode& element) { builder_.end(display_of(element.v.element)); }
  void text(const GumboNode& node) { builder_.append(text_of(node)); }

 private:
  TextBuilder& builder_;
};

}  // namespace

std::string text_of_parts(const std::vector<const GumboNode*>& parts, TextBuilder& builder,
                          std::vector<WalkPlace>& stack) {
  builder.clear();
  for (const GumboNode* const part : parts) {
    PartVisitor visitor(builder);
    builder.begin(Display::kBlock);
    walk(*part, stack, visitor);
    builder.end(Display::kBlock);
  }
  return builder.finish();
}

std::string name_of_element(const GumboNode& element) {
  std::string name = gumbo_normalized_tagname(element.v.element.tag);
  const std::string_view id = attribute(element, "id");
  if (!id.empty()) name += '#' + std::string(id);
  const std::string_view classes = attribute(element, "class");
  std::size_t at = 0;
  while (at < classes.size()) {
    const std::size_t end = std::min(classes.find(' ', at), classes.size());
    if (end > at) name += '.' + std::string(classes.substr(at, end - at));
    at = end + 1;
  }
  return name;
}

}  // namespace jianbao::extract
