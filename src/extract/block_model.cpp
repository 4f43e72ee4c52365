#include "extract/block_model.h"

#include <cmath>

#include "extract/features.h"
#include "extract/link_lists.h"
#include "extract/surroundings.h"

namespace jianbao::extract {
namespace {

float probability(float evidence) {
  return 1 / (1 + std::exp(-evidence));
}

}  // namespace

std::vector<float> judge(const std::vector<OutlineEntry>& entries,
                         const std::vector<Block>& blocks) {
  std::vector<float> own;
  own.reserve(blocks.size());
  for (const Block& block : blocks) {
    float evidence = 0;
    for (const OwnFeature& f : own_features()) evidence += f.weight * f.value(block);
    own.push_back(probability(evidence));
  }
  settle_link_lists(entries, blocks, own);
  const std::vector<Surroundings> around = survey(entries, blocks, own);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    float evidence = 0;
    for (const ContextFeature& f : context_features()) {
      evidence += f.weight * f.value(blocks[i], around[i]);
    }
    own[i] = probability(evidence);
  }
  settle_link_lists(entries, blocks, own);
  return own;
}

}  // namespace jianbao::extract
