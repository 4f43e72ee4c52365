#pragma once

#include "jianbao/core/article.h"

namespace jianbao::store {

/// What `incoming` says about an article that keeps the text of `present`, and with it what only
/// that origin knows of it: completed(), but for a date that an earlier version had of a feed.
Article with_kept_text(Article incoming, Article present);

}  // namespace jianbao::store
