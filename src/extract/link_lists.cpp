#include "extract/link_lists.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "extract/block_model.h"

namespace jianbao::extract {
namespace {

bool is_list(GumboTag tag) {
  return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DL;
}

bool is_link(const Block& block) {
  constexpr float kAllOfIt = 0.9F;
  return block.link_density() > kAllOfIt;
}

/// Which entries have paragraphs that are content: a list of links among them is a round-up.
std::vector<bool> text_boxes(const std::vector<OutlineEntry>& entries,
                             const std::vector<Block>& blocks, const std::vector<float>& likely) {
  constexpr float kParagraph = 40;
  std::vector<bool> found(entries.size(), false);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    if (likely[i] < kSurely || block.is_title || is_link(block) || block.length() < kParagraph)
      continue;
    found[block.entry->parent] = true;
  }
  return found;
}

/// Which blocks stand in lists of links.
std::vector<bool> in_link_lists(const std::vector<OutlineEntry>& entries,
                                const std::vector<Block>& blocks,
                                const std::vector<float>& likely) {
  constexpr std::size_t kFewest = 6;
  const std::vector<bool> has_text = text_boxes(entries, blocks, likely);
  std::vector<bool> found(blocks.size(), false);
  std::size_t begin = 0;
  for (std::uint32_t i = 0; i < entries.size();) {
    if (!is_list(entries[i].tag)) {
      ++i;
      continue;
    }
    while (begin < blocks.size() && blocks[begin].index < i) ++begin;
    std::size_t end = begin;
    while (end < blocks.size() && blocks[end].index < entries[i].end) ++end;
    const auto first = blocks.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = blocks.begin() + static_cast<std::ptrdiff_t>(end);
    if (end - begin >= kFewest && !has_text[entries[i].parent] &&
        std::all_of(first, last, is_link)) {
      std::fill(found.begin() + static_cast<std::ptrdiff_t>(begin),
                found.begin() + static_cast<std::ptrdiff_t>(end), true);
    }
    begin = end;
    i = entries[i].end;
  }
  return found;
}

}  // namespace

void settle_link_lists(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                       std::vector<float>& likely) {
  constexpr float kWayElsewhere = 0.05F;
  constexpr float kPerhaps = 0.2F;
  constexpr float kSomeText = 40;
  const std::vector<bool> is_way = in_link_lists(entries, blocks, likely);
  float rest = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!is_way[i] && !blocks[i].is_title && likely[i] >= kPerhaps) rest += blocks[i].length();
  }
  if (rest < kSomeText) return;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (is_way[i]) likely[i] = std::min(likely[i], kWayElsewhere);
  }
}

}  // namespace jianbao::extract
