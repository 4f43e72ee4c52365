#include "extract/groups.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

#include "extract/block_model.h"
#include "extract/box_means.h"
#include "extract/dom.h"
#include "extract/element_names.h"

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

/// Two paragraphs of one cell, of some length.
bool are_of_layout(const Block& one, const Block& next) {
  constexpr float kSome = 100;
  return one.is(GUMBO_TAG_P) && next.is(GUMBO_TAG_P) && one.parent == next.parent &&
         one.parent->display == Display::kCell && one.length() + next.length() > kSome;
}

/// Tables hold tables where they are the page's layout.
bool holds_table(const std::vector<OutlineEntry>& entries, std::uint32_t table) {
  for (std::uint32_t i = table + 1; i < entries[table].end; ++i) {
    if (entries[i].tag == GUMBO_TAG_TABLE) return true;
  }
  return false;
}

void settle(const std::vector<Block>& blocks, std::size_t begin, std::size_t end,
            std::vector<float>& likely) {
  float weight = 0;
  float content = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (!is_simple(blocks[i]) || is_of_layout(blocks[i])) return;
    if (i > begin && are_of_layout(blocks[i - 1], blocks[i])) return;
    weight += blocks[i].length();
    content += blocks[i].length() * likely[i];
  }
  for (std::size_t i = begin; i < end; ++i) likely[i] = content / weight;
}

/// As Twitter and Bluesky have others embed a post.
bool is_quoted_post(const OutlineEntry& entry) {
  if (entry.tag != GUMBO_TAG_BLOCKQUOTE) return false;
  const std::string_view names = attribute(*entry.node, "class");
  return has_token(names, "twitter-tweet") || has_token(names, "twitter-video") ||
         has_token(names, "bluesky-embed");
}

/// True if the words of one box go on around a heading: below it at once, above it within a few
/// blocks, among which boxes of other things may stand.
bool parts_content(const std::vector<Block>& blocks, std::size_t heading,
                   const std::vector<float>& likely) {
  constexpr std::size_t kReach = 6;
  const auto goes_on = [&](std::size_t i) {
    return blocks[i].entry->parent == blocks[heading].entry->parent && !blocks[i].is_heading() &&
           likely[i] >= kSurely;
  };
  if (heading + 1 == blocks.size() || !goes_on(heading + 1)) return false;
  for (std::size_t i = heading; i-- > 0 && heading - i <= kReach;) {
    if (goes_on(i)) return true;
  }
  return false;
}

}  // namespace

void settle_headings(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                     std::vector<float>& likely) {
  constexpr std::size_t kFewest = 3;
  const BoxMeans means(blocks, likely);
  std::map<std::pair<std::uint32_t, GumboTag>, std::vector<std::size_t>> sets;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    if (!block.is_heading() || block.link_density() > 0.5F || block.cue != Cue::kNone) continue;
    sets[{block.entry->parent, block.entry->tag}].push_back(i);
  }
  for (auto& [place, headings] : sets) {
    if (headings.size() < kFewest) {
      std::erase_if(headings, [&](std::size_t i) { return !parts_content(blocks, i, likely); });
    }
    if (headings.empty()) continue;
    const float mean = means.of_entries(place.first, entries[place.first].end);
    if (mean < kSurely) continue;
    for (const std::size_t i : headings) likely[i] = std::max(likely[i], mean);
  }
}

void settle_quoted_posts(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                         std::vector<float>& likely) {
  constexpr float kKept = 0.6F;
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    if (!is_quoted_post(entries[i])) continue;
    while (next < blocks.size() && blocks[next].index < i) ++next;
    if (next == 0 || likely[next - 1] < kSurely) continue;
    for (; next < blocks.size() && blocks[next].index < entries[i].end; ++next) {
      likely[next] = std::max(likely[next], kKept);
    }
  }
}

void settle_groups(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                   std::vector<float>& likely) {
  std::size_t begin = 0;
  for (std::uint32_t i = 0; i < entries.size();) {
    const bool is_layout = entries[i].tag == GUMBO_TAG_TABLE && holds_table(entries, i);
    if (!is_group(entries[i].tag) || is_layout) {
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
