#include "extract/kept_pictures.h"

#include "extract/dom.h"
#include "extract/features.h"

namespace jianbao::extract {
namespace {

/// Boxes of hundreds of pictures without words are menus of them.
constexpr std::size_t kMaxElements = 300;

class PictureVisitor {
 public:
  bool enter(const GumboNode& element) {
    ++elements_;
    if (display_of(element.v.element) == Display::kDropped || is_skipped(element)) return false;
    if (is_tag(element, GUMBO_TAG_IMG)) found.push_back(&element);
    return true;
  }
  void leave(const GumboNode&) {}
  void text(const GumboNode&) {}
  bool done() const { return elements_ >= kMaxElements; }

  std::vector<const GumboNode*> found;

 private:
  std::size_t elements_ = 0;
};

bool is_beside_articles(GumboTag tag) {
  return tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_FOOTER ||
         tag == GUMBO_TAG_FORM;
}

constexpr std::uint32_t kNoPicturesIn =
    kBadNames | kNamedByline | kNamedHidden | kIsHidden | kIsCommentList | kIsDialog | kNamedTeaser;

}  // namespace

KeptPictures::KeptPictures(const std::vector<OutlineEntry>& entries, const std::vector<bool>& kept)
    : entries_(entries) {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    if (!kept[i]) continue;
    if (first == 0) first = i;
    last = i;
  }
  begin_ = entries[first].parent;
  while (entries[begin_].end <= last) begin_ = entries[begin_].parent;
  end_ = entries[begin_].end;
}

bool KeptPictures::stand_in(std::uint32_t box) const {
  if (!is_inside(box)) return false;
  const OutlineEntry& entry = entries_[box];
  if (is_beside_articles(entry.tag) || any(entry.signs, kNoPicturesIn)) return false;
  const bool shows = entry.tag == GUMBO_TAG_FIGURE || any(entry.signs, kNamedMedia | kNamedCaption);
  return entry.length == 0 || (shows && entry.link_length == 0);
}

bool KeptPictures::stand_beside(std::uint32_t box) const {
  return is_inside(box) && entries_[box].own_length == 0;
}

std::vector<const GumboNode*> pictures_below(const GumboNode& element) {
  PictureVisitor visitor;
  std::vector<WalkPlace> stack;
  walk(element, stack, visitor);
  return std::move(visitor.found);
}

}  // namespace jianbao::extract
