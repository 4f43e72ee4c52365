// The part of OpenElements that keeps the list of active formatting elements.
#include <algorithm>

#include "extract/element_traits.h"
#include "extract/open_elements.h"

namespace jianbao::extract {
namespace {

constexpr std::uint64_t kCopy = 400;  ///< nanoseconds, about, to open an element again
constexpr int kAdoptions = 8;         ///< for each end tag, says the standard
constexpr int kInnerCopies = 3;
constexpr std::size_t kTwins = 3;  ///< equal entries that the list may hold

}  // namespace

void OpenElements::note_closed(const Element& element) {
  if (element.id == 0) return;
  // Elements close in the order of the list, from its end, nearly always.
  std::size_t i = std::min(next_closed_, formatting_.size());
  if (i == 0 || formatting_[i - 1].id != element.id) i = formatting_.size();
  while (i > 0 && formatting_[i - 1].id != element.id) {
    --i;
    ++work_;
  }
  if (i == 0) return;
  next_closed_ = i - 1;
  if (formatting_[i - 1].is_open) ++closed_;
  formatting_[i - 1].is_open = false;
}

void OpenElements::reopen_formatting() {
  if (closed_ == 0) return;
  std::size_t first = formatting_.size();
  while (first > 0 && formatting_[first - 1].id != 0 && !formatting_[first - 1].is_open) --first;
  for (std::size_t i = first; i < formatting_.size(); ++i) {
    stack_.push_back({.tag = formatting_[i].tag, .id = formatting_[i].id});
    formatting_[i].is_open = true;
    --closed_;
    work_ += kCopy;
  }
}

void OpenElements::start_formatting(const SourceTag& tag) {
  if (tag.tag == GUMBO_TAG_A) {
    const std::size_t open = last_formatting(tag.tag);
    if (open != kNone) {
      const std::uint32_t id = formatting_[open].id;
      end_formatting(tag.tag);
      const std::size_t left = last_formatting(tag.tag);
      if (left != kNone && formatting_[left].id == id) {
        const auto at = std::find_if(stack_.begin(), stack_.end(),
                                     [id](const Element& element) { return element.id == id; });
        if (at != stack_.end()) stack_.erase(at);
        erase_formatting(left);
      }
    }
  }
  reopen_formatting();
  if (tag.tag == GUMBO_TAG_NOBR && find_tag(tag.tag, Scope::kDefault) != kNone) {
    end_formatting(tag.tag);
    reopen_formatting();
  }
  add_formatting(tag);
}

void OpenElements::add_formatting(const SourceTag& tag) {
  std::size_t twins = 0;
  std::size_t earliest = 0;
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].id != 0;) {
    work_ += 1 + tag.attribute_count;
    if (formatting_[i].tag == tag.tag && formatting_[i].attributes == tag.attributes) {
      ++twins;
      earliest = i;
    }
  }
  if (twins >= kTwins) erase_formatting(earliest);
  ++last_id_;
  stack_.push_back({.tag = tag.tag, .id = last_id_});
  formatting_.push_back({.tag = tag.tag, .attributes = tag.attributes, .id = last_id_});
}

void OpenElements::clear_to_marker() {
  while (!formatting_.empty()) {
    const Formatting last = formatting_.back();
    erase_formatting(formatting_.size() - 1);
    if (last.id == 0) return;
  }
}

std::size_t OpenElements::last_formatting(GumboTag tag) {
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].id != 0;) {
    if (formatting_[i].tag == tag) return i;
  }
  return kNone;
}

void OpenElements::erase_formatting(std::size_t i) {
  if (!formatting_[i].is_open) --closed_;
  formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(i));
}

void OpenElements::end_formatting(GumboTag tag) {
  for (int i = 0; i < kAdoptions; ++i) {
    if (!adopt(tag)) return;
  }
}

/// One round.  @return whether there may be another.
bool OpenElements::adopt(GumboTag tag) {
  work_ += stack_.size();
  const std::size_t entry = last_formatting(tag);
  if (entry == kNone) {
    end_unknown(tag);
    return false;
  }
  if (!formatting_[entry].is_open) {
    erase_formatting(entry);
    return false;
  }
  if (find_tag(tag, Scope::kDefault) == kNone) return false;
  const std::uint32_t id = formatting_[entry].id;
  std::size_t at = stack_.size();
  while (stack_[--at].id != id) {
  }
  std::size_t block = at + 1;
  while (block < stack_.size() && !is_special(stack_[block])) ++block;
  if (block == stack_.size()) {
    erase_formatting(entry);
    shrink(at);
    return false;
  }
  block = keep_inner_formatting(at, block);
  // The copy of the formatting element opens inside the block that outlives it.
  const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(at);
  std::rotate(first, first + 1, stack_.begin() + static_cast<std::ptrdiff_t>(block) + 1);
  return true;
}

/// Closes what stands between a formatting element and the block inside it, but for the innermost
/// few formatting elements.  @return where the block stands afterwards.
std::size_t OpenElements::keep_inner_formatting(std::size_t formatting_at, std::size_t block_at) {
  int seen = 0;
  std::size_t block = block_at;
  for (std::size_t i = block_at; --i > formatting_at;) {
    ++seen;
    const std::uint32_t id = stack_[i].id;
    const auto entry =
        std::find_if(formatting_.begin(), formatting_.end(),
                     [id](const Formatting& listed) { return id != 0 && listed.id == id; });
    work_ += formatting_.size();
    if (entry != formatting_.end()) {
      if (seen <= kInnerCopies) continue;
      erase_formatting(static_cast<std::size_t>(entry - formatting_.begin()));
    }
    stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(i));
    --block;
  }
  return block;
}

}  // namespace jianbao::extract
