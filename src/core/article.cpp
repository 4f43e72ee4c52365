#include "jianbao/core/article.h"

#include <utility>

namespace jianbao {

namespace {

void take_if_empty(std::string& mine, const std::string& other) {
  if (mine.empty()) mine = other;
}

}  // namespace

Timestamp order_date(const Article& article, Timestamp first_seen) {
  return article.header.value_or(article.published.value_or(first_seen));
}

Article completed(Article from_feed, const Article& page) {
  Article article = std::move(from_feed);
  if (!page.text.empty()) article.text = page.text;
  take_if_empty(article.title, page.title);
  take_if_empty(article.language, page.language);
  take_if_empty(article.image_url, page.image_url);
  take_if_empty(article.image_caption, page.image_caption);
  take_if_empty(article.dateline, page.dateline);
  if (article.authors.empty()) article.authors = page.authors;
  if (article.tags.empty()) article.tags = page.tags;
  const bool own = article.published_origin == DateOrigin::kBody;
  if (page.published && !own) {
    article.published = page.published;
    article.published_origin = page.published_origin;
  }
  return article;
}

}  // namespace jianbao
