#include "extract/surroundings.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace jianbao::extract {
namespace {

constexpr float kMaxWeight = 400;  ///< columns; longer blocks say no more

/// Sums over the elements of the outline.
struct Mass {
  float weight = 0;
  float content = 0;
  float share() const { return weight == 0 ? 0 : content / weight; }
};

class Surveyor {
 public:
  Surveyor(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
           const std::vector<float>& own)
      : entries_(entries), blocks_(blocks), own_(own), masses_(entries.size()) {}

  std::vector<Surroundings> survey() {
    sum();
    const std::uint32_t core = innermost(0.5F);
    const std::uint32_t wide = innermost(0.9F);
    find_branches();
    std::vector<Surroundings> all(blocks_.size());
    const auto [first, last] = sure_range();
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const std::uint32_t at = blocks_[i].index;
      Surroundings& s = all[i];
      s.own = own_[i];
      s.before = neighbour(i, -1);
      s.after = neighbour(i, 1);
      s.before_two = neighbour(i, -2);
      s.after_two = neighbour(i, 2);
      s.signature = signatures_[blocks_[i].signature].share();
      const std::uint32_t parent = entries_[at].parent;
      s.parent = masses_[parent].share();
      s.grandparent = masses_[entries_[parent].parent].share();
      s.branch = masses_[branches_[at]].share();
      s.branch_share = masses_[branches_[at]].content / std::max(masses_[0].content, 1.0F);
      s.in_core = at >= core && at < entries_[core].end;
      s.in_wide_core = at >= wide && at < entries_[wide].end;
      s.between = i > first && i < last;
      s.signature_share =
          signatures_[blocks_[i].signature].content / std::max(masses_[0].content, 1.0F);
    }
    return all;
  }

 private:
  void sum() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const float weight = std::min(blocks_[i].length(), kMaxWeight);
      masses_[blocks_[i].index] = {weight, weight * own_[i]};
      Mass& mass = signatures_[blocks_[i].signature];
      mass.weight += weight;
      mass.content += weight * own_[i];
    }
    for (std::size_t i = entries_.size(); i-- > 1;) {
      Mass& parent = masses_[entries_[i].parent];
      parent.weight += masses_[i].weight;
      parent.content += masses_[i].content;
    }
  }

  /// The innermost element that holds this share of the page's content.
  std::uint32_t innermost(float share) const {
    const float wanted = masses_[0].content * share;
    std::uint32_t best = 0;
    // Entries of that share lie inside each other, if it is more than a half.
    for (std::uint32_t i = 1; i < entries_.size(); ++i) {
      if (masses_[i].content >= wanted && wanted > 0) best = i;
    }
    return best;
  }

  /// For each element the largest one around it, or itself, that holds less than half.
  void find_branches() {
    branches_.resize(entries_.size());
    const float half = masses_[0].content / 2;
    for (std::uint32_t i = 1; i < entries_.size(); ++i) {
      const std::uint32_t parent = entries_[i].parent;
      branches_[i] = parent == 0 || masses_[parent].content >= half ? i : branches_[parent];
    }
  }

  float neighbour(std::size_t i, int step) const {
    const auto at = static_cast<std::ptrdiff_t>(i) + step;
    if (at < 0 || at >= static_cast<std::ptrdiff_t>(own_.size())) return 0;
    return own_[static_cast<std::size_t>(at)];
  }

  std::pair<std::size_t, std::size_t> sure_range() const {
    std::size_t first = blocks_.size();
    std::size_t last = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (own_[i] < 0.8F || blocks_[i].length() < 80) continue;
      first = std::min(first, i);
      last = i;
    }
    return {first, last};
  }

  const std::vector<OutlineEntry>& entries_;
  const std::vector<Block>& blocks_;
  const std::vector<float>& own_;
  std::vector<Mass> masses_;
  std::vector<std::uint32_t> branches_;
  std::unordered_map<std::uint32_t, Mass> signatures_;
};

}  // namespace

std::vector<Surroundings> survey(const std::vector<OutlineEntry>& entries,
                                 const std::vector<Block>& blocks, const std::vector<float>& own) {
  return Surveyor(entries, blocks, own).survey();
}

}  // namespace jianbao::extract
