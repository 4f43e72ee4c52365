#include "jianbao/core/article.h"

namespace jianbao {

Timestamp order_date(const Article& article, Timestamp first_seen) {
  return article.header.value_or(article.published.value_or(first_seen));
}

}  // namespace jianbao
