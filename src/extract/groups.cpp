#include "extract/groups.h"

#include <algorithm>
#include <cstddef>

namespace jianbao::extract {
namespace {

bool is_group(GumboTag tag) {
  return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DL ||
         tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_BLOCKQUOTE;
}

bool is_member(const OutlineEntry& entry) {
  return entry.display == Display::kItem || entry.display == Display::kCell ||
         entry.tag == GUMBO_TAG_CAPTION || entry.tag == GUMBO_TAG_BLOCKQUOTE;
}

/// An item or cell, or the paragraph in one.
bool is_simple(const Block& block) {
  return is_member(*block.entry) || (block.is(GUMBO_TAG_P) && is_member(*block.parent));
}

/// Several paragraphs in one cell are the page's layout, not a row.
bool is_of_layout(const Block& block) {
  constexpr float kSeveralLines = 200;
  return block.entry->display == Display::kCell && block.entry->line_breaks > 1 &&
         block.length() > kSeveralLines;
}

void settle(const std::vector<Block>& blocks, std::size_t begin, std::size_t end,
            std::vector<float>& likely) {
  float weight = 0;
  float content = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (!is_simple(blocks[i]) || is_of_layout(blocks[i])) return;
    weight += blocks[i].length();
    content += blocks[i].length() * likely[i];
  }
  for (std::size_t i = begin; i < end; ++i) likely[i] = content / weight;
}

}  // namespace

void settle_groups(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                   std::vector<float>& likely) {
  std::size_t begin = 0;
  for (std::uint32_t i = 0; i < entries.size();) {
    if (!is_group(entries[i].tag)) {
      ++i;
      continue;
    }
    // The outermost group decides; those inside it are parts of it.
    while (begin < blocks.size() && blocks[begin].index < i) ++begin;
    std::size_t end = begin;
    while (end < blocks.size() && blocks[end].index < entries[i].end) ++end;
    if (end - begin > 1) settle(blocks, begin, end, likely);
    begin = end;
    i = entries[i].end;
  }
}

}  // namespace jianbao::extract
