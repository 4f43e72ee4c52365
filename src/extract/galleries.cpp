#include "extract/galleries.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "extract/block_model.h"
#include "extract/dom.h"
#include "jianbao/text/ascii.h"

namespace jianbao::extract {
namespace {

/// Blocks from `begin` to `end`.
struct Span {
  std::size_t begin;
  std::size_t end;
};

bool is_list(GumboTag tag) {
  return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL;
}

bool is_caption(const Block& block) {
  return block.is(GUMBO_TAG_FIGURE) || (block.places & kInFigure) != 0;
}

/// The 50 of "31/50 Harbour at night"; empty if the block does not begin so.
std::string_view total_of(const Block& block) {
  if (block.entry->first_text == nullptr) return {};
  std::string_view words = text_of(*block.entry->first_text);
  const auto skip = [&words](auto belongs) {
    std::size_t size = 0;
    while (size < words.size() && belongs(words[size])) ++size;
    const std::string_view skipped = words.substr(0, size);
    words.remove_prefix(size);
    return skipped;
  };
  skip(text::is_ascii_space);
  if (skip(text::is_ascii_digit).empty() || !words.starts_with('/')) return {};
  words.remove_prefix(1);
  const std::string_view total = skip(text::is_ascii_digit);
  return words.empty() || text::is_ascii_space(words.front()) ? total : std::string_view();
}

/// The blocks of each item of a list that has some.
std::vector<Span> items_of(const std::vector<OutlineEntry>& entries,
                           const std::vector<Block>& blocks, std::uint32_t list, Span span) {
  std::vector<Span> items;
  std::size_t at = span.begin;
  for (std::uint32_t i = list + 1; i < entries[list].end; i = entries[i].end) {
    Span item{at, at};
    while (item.end < span.end && blocks[item.end].index < entries[i].end) ++item.end;
    at = item.end;
    if (item.begin < item.end) items.push_back(item);
  }
  return items;
}

bool is_gallery(const std::vector<Block>& blocks, const std::vector<Span>& items) {
  constexpr std::size_t kFewestPictures = 2;
  constexpr std::size_t kFewestNumbers = 3;
  const auto is_picture = [&blocks](const Span& item) {
    return std::all_of(blocks.begin() + static_cast<std::ptrdiff_t>(item.begin),
                       blocks.begin() + static_cast<std::ptrdiff_t>(item.end), is_caption);
  };
  if (items.size() >= kFewestPictures && std::all_of(items.begin(), items.end(), is_picture))
    return true;
  if (items.size() < kFewestNumbers) return false;
  const std::string_view total = total_of(blocks[items.front().begin]);
  return !total.empty() && std::all_of(items.begin(), items.end(), [&](const Span& item) {
    return total_of(blocks[item.begin]) == total;
  });
}

std::vector<Span> galleries_in(const std::vector<OutlineEntry>& entries,
                               const std::vector<Block>& blocks) {
  std::vector<Span> galleries;
  std::size_t begin = 0;
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    if (!is_list(entries[i].tag)) continue;
    while (begin < blocks.size() && blocks[begin].index < i) ++begin;
    if (begin == blocks.size()) break;
    if (!is_caption(blocks[begin]) && total_of(blocks[begin]).empty()) continue;
    std::size_t end = begin;
    while (end < blocks.size() && blocks[end].index < entries[i].end) ++end;
    const Span span{begin, end};
    if (is_gallery(blocks, items_of(entries, blocks, i, span))) galleries.push_back(span);
  }
  return galleries;
}

}  // namespace

void settle_galleries(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                      std::vector<float>& likely) {
  constexpr float kShortestArticle = 240;  // columns: short news in Chinese
  const std::vector<Span> galleries = galleries_in(entries, blocks);
  if (galleries.empty()) return;
  std::vector<float> without = likely;
  for (const Span& span : galleries)
    std::fill(without.begin() + static_cast<std::ptrdiff_t>(span.begin),
              without.begin() + static_cast<std::ptrdiff_t>(span.end), 0.0F);
  float others = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    if (without[i] >= kSurely) others += blocks[i].length();
  if (others >= kShortestArticle) likely = std::move(without);
}

}  // namespace jianbao::extract
