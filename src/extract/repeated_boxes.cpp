#include "extract/repeated_boxes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "extract/block_model.h"
#include "extract/box_kind.h"
#include "extract/box_means.h"
#include "extract/dom.h"
#include "jianbao/text/url.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kFewestBoxes = 3;

/// The blocks of a box: first, and one past the last.
struct Box {
  std::size_t begin;
  std::size_t end;
};

/// Sets of entries by the box around them, and their kind.
using BoxSets = std::map<std::pair<std::uint32_t, std::string>, std::vector<Box>>;

bool stands_in_time(const Block& block) {
  const GumboNode* node = block.entry->first_text;
  for (; node != nullptr && node != block.entry->node; node = node->parent) {
    if (is_tag(*node, GUMBO_TAG_TIME)) return true;
  }
  return false;
}

/// "14:05", "May 15, 14:05".
bool is_time(const Block& block) {
  constexpr std::uint32_t kLongest = 40;
  constexpr std::uint32_t kLongestPlain = 20;
  const OutlineEntry& entry = *block.entry;
  if (entry.own_length > kLongest || entry.own_digits == 0) return false;
  if (entry.own_length <= kLongestPlain && 2 * entry.own_digits > entry.letters) return true;
  return stands_in_time(block);
}

/// A title that is a link announces another text.
bool is_head(const Block& block) {
  return block.link_density() <= 0.5F && (block.is_heading() || is_time(block));
}

bool is_sentence(const Block& block) {
  constexpr float kShortest = 40;
  return !block.is_heading() && block.length() >= kShortest && block.link_density() <= 0.5F;
}

/// A heading or time among the first words, then a sentence, soon.
bool is_entry(const std::vector<Block>& blocks, Box box) {
  constexpr std::size_t kFirstWords = 3;
  constexpr std::size_t kReach = 50;
  std::size_t head = box.begin;
  const std::size_t latest = std::min(box.begin + kFirstWords, box.end);
  while (head < latest && !is_head(blocks[head])) {
    if (is_sentence(blocks[head++])) return false;
  }
  if (head == latest) return false;
  const std::size_t last = std::min(head + kReach, box.end);
  return std::any_of(blocks.begin() + static_cast<std::ptrdiff_t>(head),
                     blocks.begin() + static_cast<std::ptrdiff_t>(last), is_sentence);
}

/// A linked title with a summary: of another article.
bool is_announcement(const std::vector<Block>& blocks, Box box) {
  constexpr std::size_t kFirstWords = 3;
  constexpr float kLongestSummary = 600;
  const std::size_t latest = std::min(box.begin + kFirstWords, box.end);
  bool has_title = false;
  for (std::size_t i = box.begin; i < latest && !has_title; ++i) {
    if (is_sentence(blocks[i])) return false;
    has_title = blocks[i].is_heading() && blocks[i].link_density() > 0.9F;
  }
  if (!has_title) return false;
  float length = 0;
  for (std::size_t i = box.begin; i < box.end && length <= kLongestSummary; ++i) {
    length += blocks[i].length();
  }
  return length <= kLongestSummary;
}

BoxSets find_boxes(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                   bool (*is_wanted)(const std::vector<Block>&, Box)) {
  BoxSets sets;
  std::size_t begin = 0;
  for (std::uint32_t i = 1; i < entries.size(); ++i) {
    const OutlineEntry& entry = entries[i];
    while (begin < blocks.size() && blocks[begin].index < i) ++begin;
    if (entry.blocks < 2) continue;
    if (entry.display != Display::kGroup && entry.display != Display::kItem) continue;
    const auto end =
        std::partition_point(blocks.begin() + static_cast<std::ptrdiff_t>(begin), blocks.end(),
                             [&entry](const Block& block) { return block.index < entry.end; });
    const Box box{begin, static_cast<std::size_t>(end - blocks.begin())};
    if (is_wanted(blocks, box)) sets[{entry.parent, box_kind(*entry.node)}].push_back(box);
  }
  return sets;
}

/// The likelihood of several blocks, weighted by length.
struct Mean {
  float weight = 0;
  float content = 0;

  void add(const Block& block, float likely) {
    weight += block.length();
    content += block.length() * likely;
  }
  float value() const { return weight == 0 ? 0 : content / weight; }
};

/// What the same part of several boxes has in common.
std::string part_kind(const Block& block) {
  return box_kind(*block.entry->node) + ' ' + box_kind(*block.parent->node);
}

/// The same part of several boxes: blocks of one kind in boxes of one kind.
struct Part {
  Mean mean;
  std::size_t boxes = 0;
  std::size_t last_box = SIZE_MAX;
};

/// Where one box is more than all others, it is the article, and they are what stands beside it.
bool are_content(const std::vector<Box>& boxes, const BoxMeans& means) {
  float length = 0;
  float content = 0;
  float longest = 0;
  for (const Box box : boxes) {
    const float own = means.length(box.begin, box.end);
    length += own;
    content += own * means.of_blocks(box.begin, box.end);
    longest = std::max(longest, own);
  }
  return content >= kSurely * length && 2 * longest <= length;
}

class BoxSet {
 public:
  BoxSet(const std::vector<Box>& boxes, const std::vector<Block>& blocks,
         const std::vector<float>& likely)
      : boxes_(boxes), blocks_(blocks) {
    for (std::size_t box = 0; box < boxes.size(); ++box) {
      for (std::size_t i = boxes[box].begin; i < boxes[box].end; ++i) {
        all_.add(blocks[i], likely[i]);
        Part& part = parts_[part_kind(blocks[i])];
        part.mean.add(blocks[i], likely[i]);
        if (std::exchange(part.last_box, box) != box) ++part.boxes;
      }
    }
  }

  void settle(std::vector<float>& likely) const {
    for (const Box box : boxes_) {
      for (std::size_t i = box.begin; i < box.end; ++i) {
        const Part& part = parts_.at(part_kind(blocks_[i]));
        likely[i] = part.mean.value();
        if (part.boxes >= kFewestBoxes && is_head(blocks_[i])) {
          likely[i] = std::max(likely[i], all_.value());
        }
      }
    }
  }

 private:
  const std::vector<Box>& boxes_;
  const std::vector<Block>& blocks_;
  Mean all_;
  std::unordered_map<std::string, Part> parts_;
};

/// The link around a block's first words; null if there is none.
const GumboNode* link_around(const Block& block) {
  const GumboNode* node = block.entry->first_text;
  while (node != nullptr && node != block.entry->node && !is_tag(*node, GUMBO_TAG_A)) {
    node = node->parent;
  }
  return node == nullptr || !is_tag(*node, GUMBO_TAG_A) ? nullptr : node;
}

std::string_view without_www(std::string_view host) {
  if (host.starts_with("www.")) host.remove_prefix(4);
  return host;
}

/// True if the first heading of a box leads to another page of the same site.
bool leads_within_site(const std::vector<Block>& blocks, Box box, std::string_view own_host) {
  while (box.begin < box.end && !blocks[box.begin].is_heading()) ++box.begin;
  const GumboNode* const link = box.begin == box.end ? nullptr : link_around(blocks[box.begin]);
  if (link == nullptr) return true;
  const std::string host = text::host_of(attribute(*link, "href"));
  return host.empty() || own_host.empty() || without_www(host) == without_www(own_host);
}

}  // namespace

void settle_repeated_boxes(const std::vector<OutlineEntry>& entries,
                           const std::vector<Block>& blocks, std::vector<float>& likely) {
  const BoxSets sets = find_boxes(entries, blocks, is_entry);
  const BoxMeans means(blocks, likely);
  std::vector<bool> settled(blocks.size(), false);
  // What stands further inside has the later parent.
  for (auto set = sets.rbegin(); set != sets.rend(); ++set) {
    const std::vector<Box>& boxes = set->second;
    if (boxes.size() < kFewestBoxes || !are_content(boxes, means)) continue;
    const auto from = settled.begin() + static_cast<std::ptrdiff_t>(boxes.front().begin);
    const auto to = settled.begin() + static_cast<std::ptrdiff_t>(boxes.back().end);
    if (std::find(from, to, true) != to) continue;
    BoxSet(boxes, blocks, likely).settle(likely);
    std::fill(from, to, true);
  }
}

void settle_announcements(const std::vector<OutlineEntry>& entries,
                          const std::vector<Block>& blocks, std::string_view page_url,
                          std::vector<float>& likely) {
  constexpr float kArticle = 200;
  const std::string host = text::host_of(page_url);
  std::vector<float> settled = likely;
  BoxSets sets = find_boxes(entries, blocks, is_announcement);
  for (auto& [place, boxes] : sets) {
    std::erase_if(boxes, [&](Box box) { return !leads_within_site(blocks, box, host); });
    if (boxes.size() < kFewestBoxes) continue;
    for (const Box box : boxes) {
      for (std::size_t i = box.begin; i < box.end; ++i) settled[i] = std::min(likely[i], kUnlikely);
    }
  }
  float rest = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (settled[i] >= kSurely) rest += blocks[i].length();
  }
  if (rest >= kArticle) likely = std::move(settled);
}

}  // namespace jianbao::extract
