#include "extract/byline_text.h"

#include <algorithm>
#include <utility>

#include "extract/byline_words.h"
#include "extract/display.h"
#include "extract/dom.h"
#include "extract/tree_walk.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxNodes = 500;

class LineVisitor {
 public:
  explicit LineVisitor(std::size_t limit) : limit_(limit) {}

  bool enter(const GumboNode& element) {
    ++nodes_;
    const Display display = display_of(element.v.element);
    if (display != Display::kInline || touches(element)) end_line();
    const std::string begun = text::clean_line(words_);
    if (begun.empty() || is_byline_word(begun)) begun_by_ = &element;
    left_ = nullptr;
    return display != Display::kDropped;
  }

  void leave(const GumboNode& element) {
    if (display_of(element.v.element) != Display::kInline) end_line();
    left_ = &element;
    spaced_ = false;
  }

  void text(const GumboNode& node) {
    ++nodes_;
    const std::string_view words = text_of(node);
    // Sources put what stands apart on lines of its own.
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t end = std::min(words.find('\n', at), words.size());
      words_ += words.substr(at, end - at);
      if (end < words.size()) end_line();
      at = end + 1;
    }
    bytes_ += words.size();
    if (is_blank(node)) {
      spaced_ = true;
    } else {
      left_ = nullptr;
    }
  }

  bool done() const { return bytes_ >= limit_ || nodes_ >= kMaxNodes; }

  std::vector<BylineText> take() {
    end_line();
    return std::move(lines_);
  }

 private:
  bool touches(const GumboNode& element) const {
    if (left_ == nullptr) return false;
    return !spaced_ || (is_tag(*left_, GUMBO_TAG_A) && is_tag(element, GUMBO_TAG_A));
  }

  void end_line() {
    std::string line = text::clean_line(words_);
    words_.clear();
    if (line.empty()) return;
    lines_.push_back({std::move(line), begun_by_});
    begun_by_ = nullptr;
  }

  std::size_t limit_;
  std::size_t bytes_ = 0;
  std::size_t nodes_ = 0;
  std::string words_;
  std::vector<BylineText> lines_;
  const GumboNode* begun_by_ = nullptr;
  const GumboNode* left_ = nullptr;  ///< what ended last, while no words followed
  bool spaced_ = false;
};

}  // namespace

std::vector<BylineText> byline_texts(const GumboNode& element, std::size_t limit) {
  LineVisitor visitor(limit);
  std::vector<WalkPlace> stack;
  walk(element, stack, visitor);
  return visitor.take();
}

bool are_alike(const GumboNode* one, const GumboNode* other) {
  if (one == nullptr || other == nullptr) return false;
  const GumboTag tag = one->v.element.tag;
  const std::string_view kind = attribute(*one, "class");
  const bool stands_for_one = tag == GUMBO_TAG_A || tag == GUMBO_TAG_LI || !kind.empty();
  return stands_for_one && other->v.element.tag == tag && attribute(*other, "class") == kind;
}

}  // namespace jianbao::extract
