#include "extract/rule_match.h"

#include <algorithm>

#include "extract/class_names.h"
#include "extract/display.h"
#include "extract/dom.h"
#include "extract/footnote_mark.h"
#include "extract/link_gaps.h"
#include "jianbao/text/unicode.h"

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
      return is_hidden(element);
  }
}

class PartVisitor {
 public:
  PartVisitor(TextBuilder& builder, MarkupRecorder* markup) : builder_(builder), markup_(markup) {}

  bool enter(const GumboNode& element) {
    const Display display = display_of(element.v.element);
    if (display == Display::kDropped || is_furniture(element) || is_footnote_mark(element))
      return false;
    builder_.begin(display);
    if (is_apart_from_link_before(element)) builder_.part_words();
    if (display == Display::kBreak) return false;
    if (markup_ != nullptr) record(element);
    return true;
  }
  void leave(const GumboNode& element) {
    if (markup_ != nullptr) markup_->close(element);
    builder_.end(display_of(element.v.element));
  }
  void text(const GumboNode& node) { builder_.append(text_of(node)); }

 private:
  void record(const GumboNode& element) {
    if (is_tag(element, GUMBO_TAG_IMG)) {
      markup_->picture(element);
    } else {
      markup_->open(element);
    }
  }

  TextBuilder& builder_;
  MarkupRecorder* markup_;
};

}  // namespace

std::string text_of_parts(const std::vector<const GumboNode*>& parts, TextBuilder& builder,
                          std::vector<WalkPlace>& stack, MarkupRecorder* markup) {
  builder.clear();
  for (const GumboNode* const part : parts) {
    PartVisitor visitor(builder, markup);
    builder.begin(Display::kBlock);
    if (markup != nullptr) markup->open(*part);
    walk(*part, stack, visitor);
    if (markup != nullptr) markup->close(*part);
    builder.end(Display::kBlock);
  }
  return builder.finish();
}

std::string excerpt_of(std::string_view text) {
  return text::clean_line(text::first_bytes(text, Candidate::kMaxExcerpt));
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
