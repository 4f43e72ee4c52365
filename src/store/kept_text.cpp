#include "jianbao/store/kept_text.h"

#include <utility>

namespace jianbao::store {

Article with_kept_text(Article incoming, Article present) {
  if (present.published_origin == DateOrigin::kFeed) present.published.reset();
  return completed(std::move(incoming), present);
}

}  // namespace jianbao::store
