#include "extract/feed_family.h"

#include "extract/dom.h"
#include "jianbao/text/date.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxDateBytes = 100;
constexpr std::size_t kMaxCaptionBytes = 4000;
constexpr std::size_t kMaxDatelineColumns = 20;
constexpr std::size_t kMaxDatelineBytes = 80;

/// Goes through an element's children, passing over what is blank.
class Children {
 public:
  explicit Children(const GumboNode& parent) : children_(parent.v.element.children) {}

  const GumboNode* peek() {
    while (next_ < children_.length) {
      const auto* const child = static_cast<const GumboNode*>(children_.data[next_]);
      if (!is_blank(*child)) return child;
      ++next_;
    }
    return nullptr;
  }
  void pass() { ++next_; }

 private:
  const GumboVector& children_;
  unsigned next_ = 0;
};

/// The text of `<div><TAG>text</TAG></div>`; empty for everything else.
std::string text_of_wrapped(const GumboNode& node, GumboTag tag, std::size_t limit) {
  if (!is_tag(node, GUMBO_TAG_DIV)) return {};
  const GumboNode* const inner = only_child(node);
  if (inner == nullptr || !is_tag(*inner, tag)) return {};
  return short_text(*inner, limit);
}

/// The <img> that a node is, or holds and nothing else.
const GumboNode* lone_image(const GumboNode& node) {
  const GumboNode* at = &node;
  while (at != nullptr && at->type == GUMBO_NODE_ELEMENT) {
    if (at->v.element.tag == GUMBO_TAG_IMG) return at;
    at = only_child(*at);
  }
  return nullptr;
}

bool is_dash(char32_t c) {
  return c == 0x2014 || c == 0x2013 || c == 0x2500 || c == 0x2015;
}

/// Characters that a place's name does not hold.
bool ends_place(char32_t c) {
  constexpr std::u32string_view kSigns = U".,;:!?\"()[]<>。，；：！？、“”‘’（）《》「」【】…";
  return kSigns.find(c) != std::u32string_view::npos || (c >= U'0' && c <= U'9');
}

struct Dateline {
  std::string place;
  std::size_t bytes = 0;  ///< of the text that it takes, spaces behind the dash included
};

/// Reads "place — " at the beginning of a text: at most kMaxDatelineColumns, no sentence
/// punctuation, white space on both sides of the dash or the text's end behind it.
Dateline read_dateline(std::string_view text) {
  std::size_t at = 0;
  std::size_t place_begin = std::string_view::npos;
  std::size_t place_end = 0;
  bool space_before = false;
  bool dashed = false;
  while (at < text.size()) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(text, at);
    if (text::is_space(c)) {
      if (dashed) break;
      space_before = true;
    } else if (is_dash(c) && (dashed || (space_before && place_end != 0))) {
      dashed = true;
    } else if (dashed || ends_place(c) || begin > kMaxDatelineBytes) {
      return {};
    } else {
      if (place_begin == std::string_view::npos) place_begin = begin;
      place_end = at;
      space_before = false;
    }
  }
  if (!dashed) return {};
  std::string place = text::clean_line(text.substr(place_begin, place_end - place_begin));
  if (place.empty() || text::columns(place) > kMaxDatelineColumns) return {};
  return {std::move(place), at};
}

/// The text node that a paragraph begins with.
const GumboNode* leading_text(const GumboNode& paragraph) {
  Children children(paragraph);
  const GumboNode* const first = children.peek();
  return first != nullptr && is_text(*first) ? first : nullptr;
}

void read_lead_dateline(const GumboNode& first, FeedLead& lead) {
  const GumboNode* text = nullptr;
  if (is_text(first)) text = &first;
  if (is_tag(first, GUMBO_TAG_P)) text = leading_text(first);
  if (text == nullptr) return;
  Dateline dateline = read_dateline(text_of(*text));
  if (dateline.bytes == 0) return;
  lead.dateline = std::move(dateline.place);
  lead.first_text = text;
  lead.dateline_bytes = dateline.bytes;
}

}  // namespace

FeedLead read_feed_lead(const GumboNode& root, std::string_view base) {
  FeedLead lead;
  Children children(root);
  const GumboNode* node = children.peek();
  if (node == nullptr) return lead;
  const std::string date = text_of_wrapped(*node, GUMBO_TAG_I, kMaxDateBytes);
  lead.published = date.empty() ? std::nullopt : text::parse_rfc822(date);
  if (!lead.published) return lead;
  lead.date_block = node;
  children.pass();

  node = children.peek();
  if (node == nullptr) return lead;
  if (const GumboNode* const image = lone_image(*node)) {
    lead.image_url = image_address(*image, base);
    children.pass();
    node = children.peek();
    if (node == nullptr) return lead;
    lead.image_caption = text_of_wrapped(*node, GUMBO_TAG_SMALL, kMaxCaptionBytes);
    if (!lead.image_caption.empty()) {
      lead.caption_block = node;
      children.pass();
      node = children.peek();
    }
  }
  if (node != nullptr) read_lead_dateline(*node, lead);
  return lead;
}

}  // namespace jianbao::extract
