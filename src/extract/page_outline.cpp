#include "extract/page_outline.h"

#include "extract/dom.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

struct Measure {
  std::uint32_t length = 0;
  std::uint32_t commas = 0;
};

bool is_comma(char32_t c) {
  return c == U',' || c == U'，' || c == U'、' || c == U'。' || c == U'；' || c == U'：' ||
         c == U'！' || c == U'？' || c == U'،';
}

Measure measure(std::string_view utf8) {
  Measure result;
  bool space_before = true;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = text::next_code_point(utf8, at);
    const bool space = text::is_space(c);
    if (!space) result.length += c >= 0x2E80 ? 2 : 1;
    if (space && !space_before) ++result.length;
    if (is_comma(c)) ++result.commas;
    space_before = space;
  }
  return result;
}

class Outliner {
 public:
  explicit Outliner(std::vector<OutlineEntry>& entries) : entries_(entries) {}

  bool enter(const GumboNode& element) {
    const Display display = display_of(element.v.element);
    if (display == Display::kDropped) return false;
    if (display == Display::kBreak) ++entries_[owner_of(open_)].line_breaks;
    const auto index = static_cast<std::uint32_t>(entries_.size());
    OutlineEntry entry;
    entry.node = &element;
    entry.parent = open_;
    entry.tag = element.v.element.tag_namespace == GUMBO_NAMESPACE_HTML ? element.v.element.tag
                                                                        : GUMBO_TAG_SVG;
    entry.display = display;
    entry.signs = name_signs(element);
    count_self(entry);
    entries_.push_back(entry);
    open_ = index;
    links_ += entry.tag == GUMBO_TAG_A ? 1 : 0;
    return true;
  }

  void leave(const GumboNode& /*element*/) {
    OutlineEntry& entry = entries_[open_];
    entry.end = static_cast<std::uint32_t>(entries_.size());
    links_ -= entry.tag == GUMBO_TAG_A ? 1 : 0;
    if (entry.tag == GUMBO_TAG_P) entry.paragraph_length += entry.own_length;
    open_ = entry.parent;
    add(entries_[open_], entry);
  }

  void text(const GumboNode& node) {
    const Measure words = measure(text_of(node));
    OutlineEntry& entry = entries_[open_];
    entry.length += words.length;
    entry.commas += words.commas;
    if (links_ > 0) entry.link_length += words.length;
    OutlineEntry& owner = entries_[owner_of(open_)];
    owner.own_length += words.length;
    owner.own_commas += words.commas;
  }

 private:
  static void count_self(OutlineEntry& entry) {
    entry.paragraphs = entry.tag == GUMBO_TAG_P ? 1 : 0;
    entry.images = entry.tag == GUMBO_TAG_IMG ? 1 : 0;
    entry.items = entry.tag == GUMBO_TAG_LI ? 1 : 0;
    entry.inputs = entry.tag == GUMBO_TAG_INPUT ? 1 : 0;
    entry.embeds = entry.tag == GUMBO_TAG_EMBED || entry.tag == GUMBO_TAG_OBJECT ||
                           entry.tag == GUMBO_TAG_VIDEO
                       ? 1
                       : 0;
  }

  static void add(OutlineEntry& parent, const OutlineEntry& child) {
    parent.length += child.length;
    parent.link_length += child.link_length;
    parent.commas += child.commas;
    parent.paragraphs += child.paragraphs;
    parent.paragraph_length += child.paragraph_length;
    parent.images += child.images;
    parent.items += child.items;
    parent.inputs += child.inputs;
    parent.embeds += child.embeds;
  }

  /// The innermost element that is no inline one.
  std::uint32_t owner_of(std::uint32_t index) const {
    while (index != 0 && entries_[index].display == Display::kInline) {
      index = entries_[index].parent;
    }
    return index;
  }

  std::vector<OutlineEntry>& entries_;
  std::uint32_t open_ = 0;
  int links_ = 0;
};

}  // namespace

std::vector<OutlineEntry> outline(const GumboNode& root, std::vector<WalkPlace>& stack) {
  std::vector<OutlineEntry> entries(1);
  entries[0].node = &root;
  entries[0].tag = root.v.element.tag;
  entries[0].display = Display::kGroup;
  Outliner outliner(entries);
  walk(root, stack, outliner);
  entries[0].end = static_cast<std::uint32_t>(entries.size());
  return entries;
}

}  // namespace jianbao::extract
