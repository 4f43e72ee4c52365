#include "extract/body.h"

#include <utility>

#include "extract/display.h"
#include "extract/dom.h"
#include "extract/feed_family.h"
#include "extract/footnote_mark.h"
#include "extract/link_gaps.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

/// Builds the text of everything but the feed family's lead.
class BodyVisitor {
 public:
  BodyVisitor(const FeedLead& lead, std::string_view base, TextBuilder& builder)
      : lead_(lead), base_(base), builder_(builder) {}

  bool enter(const GumboNode& element) {
    const Display display = display_of(element.v.element);
    if (display == Display::kDropped || is_footnote_mark(element)) return false;
    if (&element == lead_.date_block || &element == lead_.caption_block) return false;
    if (element.v.element.tag == GUMBO_TAG_IMG) note_image(element);
    builder_.begin(display);
    if (is_apart_from_link_before(element)) builder_.part_words();
    return display != Display::kBreak;
  }

  void leave(const GumboNode& element) { builder_.end(display_of(element.v.element)); }

  void text(const GumboNode& node) {
    std::string_view words = text_of(node);
    if (&node == lead_.first_text) words.remove_prefix(lead_.dateline_bytes);
    builder_.append(words);
  }

  std::string take_first_image() { return std::move(first_image_); }

 private:
  void note_image(const GumboNode& img) {
    if (!first_image_.empty()) return;
    if (is_small_picture(img)) return;
    first_image_ = image_address(img, base_);
  }

  const FeedLead& lead_;
  std::string_view base_;
  TextBuilder& builder_;
  std::string first_image_;
};

}  // namespace

Body read_body(const GumboNode& root, std::string_view base, TextBuilder& builder,
               std::vector<WalkPlace>& stack) {
  const GumboNode* const body_element = child_element(root, GUMBO_TAG_BODY);
  FeedLead lead;
  if (body_element != nullptr) lead = read_feed_lead(*body_element, base);
  BodyVisitor visitor(lead, base, builder);
  builder.clear();
  walk(root, stack, visitor);
  Body body;
  body.text = builder.finish();
  body.dateline = std::move(lead.dateline);
  body.image_url = lead.image_url.empty() ? visitor.take_first_image() : std::move(lead.image_url);
  body.image_caption = text::clean_line(lead.image_caption);
  body.published = lead.published;
  return body;
}

std::string read_text(const GumboNode& root, TextBuilder& builder, std::vector<WalkPlace>& stack) {
  const FeedLead no_lead;
  BodyVisitor visitor(no_lead, {}, builder);
  builder.clear();
  walk(root, stack, visitor);
  return builder.finish();
}

}  // namespace jianbao::extract
