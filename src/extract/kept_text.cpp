#include "extract/kept_text.h"

#include <cstdint>
#include <optional>

#include "extract/dom.h"
#include "extract/kept_pictures.h"
#include "extract/link_gaps.h"

namespace jianbao::extract {
namespace {

/// Builds the text of the blocks that are kept.
class KeptVisitor {
 public:
  KeptVisitor(const std::vector<OutlineEntry>& entries, const std::vector<bool>& kept,
              TextBuilder& builder, MarkupRecorder* markup)
      : entries_(entries),
        kept_(kept),
        kept_below_(entries.size() + 1),
        builder_(builder),
        markup_(markup) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      kept_below_[i + 1] = kept_below_[i] + (kept[i] ? 1U : 0U);
    }
    if (markup != nullptr) pictures_.emplace(entries, kept);
  }

  bool enter(const GumboNode& element) {
    const Display display = display_of(element.v.element);
    if (display == Display::kDropped || is_skipped(element)) return false;
    if (display == Display::kInline || display == Display::kBreak) {
      if (kept_[open_]) builder_.begin(display);
      if (kept_[open_] && is_apart_from_link_before(element)) builder_.part_words();
      if (markup_ != nullptr && display == Display::kInline) record_inline(element);
      return display != Display::kBreak;
    }
    const std::uint32_t index = next_;
    builder_.begin(display);
    if (kept_below_[entries_[index].end] == kept_below_[index]) {
      if (markup_ != nullptr && pictures_->stand_in(index)) record_pictures(element);
      builder_.end(display);
      next_ = entries_[index].end;
      return false;
    }
    if (markup_ != nullptr) markup_->open(element);
    ++next_;
    open_ = index;
    return true;
  }

  void leave(const GumboNode& element) {
    const Display display = display_of(element.v.element);
    if (markup_ != nullptr) markup_->close(element);
    if (display == Display::kInline) return;
    builder_.end(display);
    open_ = entries_[open_].parent;
  }

  void text(const GumboNode& node) {
    if (kept_[open_]) builder_.append(text_of(node));
  }

 private:
  void record_inline(const GumboNode& element) {
    if (!is_tag(element, GUMBO_TAG_IMG)) {
      markup_->open(element);
    } else if (kept_[open_] || pictures_->stand_beside(open_)) {
      markup_->picture(element);
    }
  }

  void record_pictures(const GumboNode& box) {
    markup_->open(box);
    for (const GumboNode* const img : pictures_below(box)) markup_->picture(*img);
    markup_->close(box);
  }

  const std::vector<OutlineEntry>& entries_;
  const std::vector<bool>& kept_;
  std::vector<std::uint32_t> kept_below_;  ///< entries kept before the one of this index
  TextBuilder& builder_;
  MarkupRecorder* markup_;
  std::optional<KeptPictures> pictures_;
  std::uint32_t next_ = 1;
  std::uint32_t open_ = 0;
};

}  // namespace

std::string text_of_kept(const std::vector<OutlineEntry>& entries, const std::vector<bool>& kept,
                         TextBuilder& builder, std::vector<WalkPlace>& stack) {
  KeptVisitor visitor(entries, kept, builder, nullptr);
  builder.clear();
  walk(*entries[0].node, stack, visitor);
  return builder.finish();
}

void record_kept(const std::vector<OutlineEntry>& entries, const std::vector<bool>& kept,
                 TextBuilder& builder, std::vector<WalkPlace>& stack, MarkupRecorder& markup) {
  KeptVisitor visitor(entries, kept, builder, &markup);
  builder.clear();
  walk(*entries[0].node, stack, visitor);
}

}  // namespace jianbao::extract
