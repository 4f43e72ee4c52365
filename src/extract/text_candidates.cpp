#include "extract/text_candidates.h"

#include <algorithm>
#include <map>
#include <utility>

#include "extract/rule_match.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

struct Box {
  double weighted = 0;  ///< likelihood times length
  std::size_t length = 0;
  bool chosen = false;
  const GumboNode* first = nullptr;  ///< its first block, of those kept if there is one
};

/// "article > div.body": the box and what it stands in.
std::string path_of(const std::vector<OutlineEntry>& entries, std::uint32_t box) {
  constexpr std::size_t kMaxName = 16;
  const auto name = [&](std::uint32_t index) {
    return std::string(text::first_bytes(name_of_element(*entries[index].node), kMaxName));
  };
  return box == 0 ? name(box) : name(entries[box].parent) + " > " + name(box);
}

}  // namespace

std::vector<Candidate> text_candidates(const std::vector<OutlineEntry>& entries,
                                       const std::vector<Block>& blocks,
                                       const std::vector<float>& likely,
                                       const std::vector<bool>& kept, const std::string& pass,
                                       TextBuilder& builder, std::vector<WalkPlace>& stack) {
  std::map<std::uint32_t, Box> boxes;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Box& box = boxes[blocks[i].entry->parent];
    box.weighted += static_cast<double>(likely[i]) * static_cast<double>(blocks[i].length());
    box.length += blocks[i].entry->own_length;
    const bool is_kept = kept[blocks[i].index];
    if (box.first == nullptr || (is_kept && !box.chosen)) box.first = blocks[i].entry->node;
    box.chosen = box.chosen || is_kept;
  }
  std::vector<std::pair<std::uint32_t, Box>> ranked(boxes.begin(), boxes.end());
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return a.second.weighted > b.second.weighted;
  });
  if (ranked.size() > Explanation::kMaxCandidates) ranked.resize(Explanation::kMaxCandidates);
  std::vector<Candidate> candidates;
  for (const auto& [index, box] : ranked) {
    candidates.push_back({path_of(entries, index), pass,
                          box.weighted / static_cast<double>(std::max<std::size_t>(box.length, 1)),
                          box.length, box.chosen,
                          excerpt_of(text_of_parts({box.first}, builder, stack))});
  }
  return candidates;
}

}  // namespace jianbao::extract
