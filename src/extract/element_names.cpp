#include "extract/element_names.h"

#include <algorithm>

#include "extract/dom.h"
#include "jianbao/text/ascii.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxNameBytes = 300;

constexpr std::string_view kAuthor[] = {"byline",      "author",    "autor",      "auteur",
                                        "verfasser",   "writer",    "journalist", "reporter",
                                        "contributor", "redacteur", "redakteur",  "by-line"};
/// About an author or of one elsewhere, not who wrote this.
constexpr std::string_view kNotAuthor[] = {"bio",   "about",     "avatar",  "image",   "img",
                                           "photo", "share",     "follow",  "comment", "more",
                                           "desc",  "social",    "teaser",  "card",    "title",
                                           "job",   "authority", "related", "list-"};
constexpr std::string_view kDate[] = {
    "date",     "time",      "publish",    "datum",        "fecha",        "byline",  "posted",
    "postmeta", "post-meta", "entry-meta", "article-meta", "article-info", "pubdate", "meta-info"};
constexpr std::string_view kNotDate[] = {"timeline",     "sometimes", "candidate", "mandate",
                                         "reading-time", "read-time", "readtime",  "countdown"};
constexpr std::string_view kPublication[] = {"publish",   "pubdate",      "pub-date", "entry-date",
                                             "post-date", "article-date", "posted",   "date"};
constexpr std::string_view kUpdate[] = {"updat", "modif", "aktualis", "actualiz"};
constexpr std::string_view kTitle[] = {
    "entry-title",      "post-title",        "article-title", "article__title", "articletitle",
    "article-headline", "article__headline", "headline",      "news-title",     "story-title",
    "post__title",      "page-title",        "content-title", "posttitle",      "single-title",
    "topic-title",      "thread-title",      "topic_title"};
constexpr std::string_view kSite[] = {"site-title", "site-name", "logo",  "blog-title",
                                      "sitename",   "sitetitle", "brand", "masthead"};
constexpr std::string_view kAside[] = {
    "related",   "comment",  "footer",     "recommend",  "popular",  "newsletter", "more-from",
    "read-more", "readmore", "navigation", "breadcrumb", "trending", "most-read",  "promo"};
/// Below an article, about itself: Blogger has its bylines there.
constexpr std::string_view kOwnFooter[] = {"post-footer", "entry-footer", "article-footer"};
/// Asides too, mostly; but templates also call so what stands around an article or above it.
constexpr std::string_view kSideBox[] = {"sidebar", "teaser", "widget"};

}  // namespace

bool has_any(std::string_view names, std::span<const std::string_view> fragments) {
  return std::any_of(fragments.begin(), fragments.end(), [names](std::string_view fragment) {
    return names.find(fragment) != std::string_view::npos;
  });
}

bool has_token(std::string_view list, std::string_view token) {
  for (std::size_t at = list.find(token); at != std::string_view::npos;
       at = list.find(token, at + 1)) {
    const bool begins = at == 0 || text::is_ascii_space(list[at - 1]);
    const std::size_t end = at + token.size();
    if (begins && (end == list.size() || text::is_ascii_space(list[end]))) return true;
  }
  return false;
}

const GumboNode* find_marked(const GumboNode& element, std::string_view itemprop) {
  constexpr std::size_t kMostElements = 30;
  std::vector<const GumboNode*> open = {&element};
  for (std::size_t i = 0; i < open.size() && i < kMostElements; ++i) {
    const GumboVector& children = open[i]->v.element.children;
    for (unsigned c = 0; c < children.length && open.size() < kMostElements; ++c) {
      const auto* const child = static_cast<const GumboNode*>(children.data[c]);
      if (!is_element(*child)) continue;
      if (has_token(attribute(*child, "itemprop"), itemprop)) return child;
      open.push_back(child);
    }
  }
  return nullptr;
}

namespace {

bool is_aside_element(GumboTag tag) {
  return tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_FOOTER;
}

/// In a <footer> of its own an article tells who wrote it, and when.
bool is_article_footer(const GumboNode& element) {
  constexpr int kLevels = 5;
  const GumboNode* box = is_tag(element, GUMBO_TAG_FOOTER) ? element.parent : nullptr;
  for (int level = 0; level < kLevels && box != nullptr && is_element(*box); ++level) {
    if (is_tag(*box, GUMBO_TAG_ARTICLE)) return true;
    box = box->parent;
  }
  return false;
}

/// <aside class="meta">: who wrote it, and when, beside its first lines.
bool is_meta_aside(const GumboNode& element) {
  return is_tag(element, GUMBO_TAG_ASIDE) && has_token(attribute(element, "class"), "meta");
}

std::size_t length_of(const GumboNode& element) {
  const std::size_t begin = element.v.element.start_pos.offset;
  return std::max<std::size_t>(element.v.element.end_pos.offset, begin) - begin;
}

/// True if an h1 is among the first elements below: a frame around the article or its head, as
/// class="with-sidebar" and class="article__teaser" may be.
bool holds_title(const GumboNode& element) {
  constexpr std::size_t kMostElements = 10'000;
  std::vector<const GumboNode*> open = {&element};
  for (std::size_t seen = 0; !open.empty() && seen < kMostElements; ++seen) {
    const GumboVector& children = open.back()->v.element.children;
    open.pop_back();
    for (unsigned c = children.length; c > 0; --c) {
      const auto* const child = static_cast<const GumboNode*>(children.data[c - 1]);
      if (is_tag(*child, GUMBO_TAG_H1)) return true;
      if (is_element(*child) && !is_aside_element(child->v.element.tag)) open.push_back(child);
    }
  }
  return false;
}

}  // namespace

ElementNames::ElementNames(const GumboNode& element) {
  if (element.v.element.attributes.length == 0) return;
  names_ = text::ascii_lowered(attribute(element, "class").substr(0, kMaxNameBytes));
  const std::string_view id = attribute(element, "id").substr(0, kMaxNameBytes);
  if (!id.empty()) names_ += ' ' + text::ascii_lowered(id);
}

bool ElementNames::names_author() const {
  return has_any(names_, kAuthor) && !has_any(names_, kNotAuthor);
}
bool ElementNames::names_date() const {
  return has_any(names_, kDate) && !has_any(names_, kNotDate);
}
bool ElementNames::names_publication() const {
  return has_any(names_, kPublication) && !has_any(names_, kNotDate);
}
bool ElementNames::names_update() const {
  return has_any(names_, kUpdate);
}
bool ElementNames::names_title() const {
  return has_any(names_, kTitle) && !names_site();
}
bool ElementNames::names_site() const {
  return has_any(names_, kSite);
}
bool ElementNames::names_aside() const {
  return has_any(names_, kAside) && !has_any(names_, kOwnFooter);
}
bool ElementNames::names_side_box() const {
  return has_any(names_, kSideBox);
}

void ElementPlace::count(const GumboNode& element, int& counter) {
  ++counter;
  open_.push_back({&element, &counter});
}

void ElementPlace::enter(const GumboNode& element, const ElementNames& names, bool after_title) {
  const GumboTag tag = element.v.element.tag;
  if (tag == GUMBO_TAG_BODY) {
    body_length_ = length_of(element);
    return count(element, body_);
  }
  if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) count(element, article_);
  if (tag == GUMBO_TAG_A) count(element, link_);
  if (is_article_footer(element) || is_meta_aside(element)) return;
  if (is_aside_element(tag)) return count(element, aside_);
  if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) return;
  const bool is_side_box = !names.names_aside() && names.names_side_box();
  if (!is_side_box && !names.names_aside()) return;
  if (is_side_box && length_of(element) > body_length_ / 2) return;  // a frame around the article
  if (!is_aside() && !after_title && holds_title(element)) return;
  count(element, is_side_box ? side_box_ : aside_);
}

void ElementPlace::leave(const GumboNode& element) {
  while (!open_.empty() && open_.back().element == &element) {
    --*open_.back().counter;
    open_.pop_back();
  }
}

}  // namespace jianbao::extract
