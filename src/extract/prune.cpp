#include "extract/prune.h"

#include <algorithm>

namespace jianbao::extract {
namespace {

constexpr std::uint32_t kMustRemain = 300;  ///< columns of text that is no link

std::uint32_t words_of(const OutlineEntry& entry) {
  return entry.length - std::min(entry.length, entry.link_length);
}

}  // namespace

std::vector<bool> pruned(const std::vector<OutlineEntry>& entries) {
  const auto heading = std::find_if(entries.begin(), entries.end(), [](const OutlineEntry& entry) {
    return entry.tag == GUMBO_TAG_H1 && entry.letters > 0;
  });
  const auto heading_at = static_cast<std::uint32_t>(heading - entries.begin());
  std::vector<bool> gone(entries.size(), false);
  std::uint32_t remaining = words_of(entries[0]);
  for (std::uint32_t i = 1; i < entries.size(); ++i) {
    const OutlineEntry& entry = entries[i];
    if (gone[entry.parent]) {
      gone[i] = true;
      continue;
    }
    if ((entry.signs & (kIsHidden | kIsCommentList | kIsDialog)) == 0) continue;
    if (heading_at >= i && heading_at < entry.end) continue;
    const std::uint32_t words = words_of(entry);
    const std::uint32_t rest = remaining - std::min(words, remaining);
    if (rest < kMustRemain && rest < words) continue;
    gone[i] = true;
    remaining = rest;
  }
  return gone;
}

}  // namespace jianbao::extract
