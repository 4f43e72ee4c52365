#include "extract/metadata.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "extract/page_clues.h"
#include "extract/page_title.h"
#include "jianbao/text/date.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"
#include "jianbao/text/width.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxTitleColumns = 1000;
constexpr std::size_t kMaxTags = 50;
constexpr std::size_t kMaxAuthorColumns = 80;

std::string first_of(std::initializer_list<std::string_view> candidates) {
  for (const std::string_view candidate : candidates) {
    std::string line = text::clean_line(candidate);
    if (!line.empty()) return line;
  }
  return {};
}

/// The first of the dates that can be read.
std::optional<Timestamp> first_date(std::initializer_list<std::string_view> candidates) {
  for (const std::string_view candidate : candidates) {
    if (candidate.empty()) continue;
    if (const auto at = text::parse_date(candidate)) return at;
  }
  return std::nullopt;
}

/// Cuts "a, b；c" and drops what repeats.
void add_parts(std::vector<std::string>& list, std::string_view text,
               std::initializer_list<std::string_view> separators) {
  while (!text.empty() && list.size() < kMaxTags) {
    std::size_t end = text.size();
    std::size_t next = text.size();
    for (const std::string_view separator : separators) {
      const std::size_t at = text.find(separator);
      if (at < end) {
        end = at;
        next = at + separator.size();
      }
    }
    std::string part = text::clean_line(text.substr(0, end));
    if (!part.empty() && std::find(list.begin(), list.end(), part) == list.end()) {
      list.push_back(std::move(part));
    }
    text.remove_prefix(next);
  }
}

std::string without_byline_words(std::string name) {
  constexpr std::array<std::string_view, 10> kPrefixes = {
      "By ", "by ", "BY ", "作者：", "作者:", "记者：", "记者 ", "文/", "文／", "撰文："};
  for (const std::string_view prefix : kPrefixes) {
    if (name.starts_with(prefix))
      return text::clean_line(std::string_view(name).substr(prefix.size()));
  }
  return name;
}

std::vector<std::string> clean_authors(const std::vector<std::string>& given) {
  std::vector<std::string> authors;
  for (const std::string& one : given) {
    const std::string name = without_byline_words(text::clean_line(one));
    if (text::columns(name) > kMaxAuthorColumns || name.find("://") != std::string::npos) continue;
    add_parts(authors, name, {" and ", ", ", "、", "；", ";", " & "});
  }
  return authors;
}

std::vector<std::string> authors_of(const PageClues& clues) {
  std::vector<std::string> authors = clean_authors(clues.linked.authors);
  if (authors.empty()) {
    std::vector<std::string> named;
    for (const auto& [name, content] : clues.metas) {
      if (name == "author" || name == "article:author" || name == "dc.creator" ||
          name == "dcterms.creator" || name == "byl" || name == "parsely-author" ||
          name == "sailthru.author") {
        named.push_back(content);
      }
    }
    authors = clean_authors(named);
  }
  return authors.empty() ? clean_authors(clues.authors) : authors;
}

std::vector<std::string> tags_of(const PageClues& clues) {
  std::vector<std::string> tags;
  for (const auto& [name, content] : clues.metas) {
    if (name == "article:tag") add_parts(tags, content, {",", "，"});
  }
  for (const std::string& keyword : clues.linked.keywords) add_parts(tags, keyword, {",", "，"});
  if (tags.empty())
    add_parts(tags, clues.meta({"news_keywords", "keywords"}), {",", "，", ";", "；", "、"});
  if (tags.empty()) {
    for (const std::string& tag : clues.tags) add_parts(tags, tag, {","});
  }
  return tags;
}

std::string title_of(const PageClues& clues, std::string_view site) {
  const std::string shared = clues.meta({"og:title", "twitter:title", "dc.title"});
  const std::string given = first_of({clues.linked.headline, shared, clues.title});
  std::string title = title_without_site(text::fit(given, kMaxTitleColumns), clues.heading, site);
  return title.empty() ? clues.heading : title;
}

std::string language_of(const PageClues& clues) {
  std::string language =
      first_of({clues.language, clues.linked.language,
                clues.meta({"content-language", "language", "dc.language", "og:locale"})});
  std::replace(language.begin(), language.end(), '_', '-');
  const bool is_tag =
      language.size() <= 35 && std::all_of(language.begin(), language.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
      });
  return is_tag ? language : std::string{};
}

/// The canonical link, unless it leads to the front page while the page itself is another.
std::string url_of(const PageClues& clues, std::string_view url) {
  for (const std::string& link : {clues.canonical, clues.meta({"og:url"})}) {
    if (link.empty()) continue;
    std::string address = text::resolve(url, link);
    const auto target = text::parse_url(address);
    if (!target || !text::is_http(address)) continue;
    const auto own = text::parse_url(url);
    const bool is_front = target->path.size() <= 1 && !target->has_query;
    if (is_front && own && (own->path.size() > 1 || own->has_query)) continue;
    return address;
  }
  return std::string(url);
}

std::string image_of(const PageClues& clues, std::string_view url) {
  const std::string given = first_of({clues.meta({"og:image", "og:image:url", "og:image:secure_url",
                                                  "twitter:image", "twitter:image:src"}),
                                      clues.linked.image, clues.image_link});
  if (given.empty()) return {};
  std::string address = text::undo_image_proxy(text::resolve(url, given));
  return text::is_http(address) ? address : std::string{};
}

}  // namespace

Page read_metadata(const GumboNode& root, std::string_view url, std::vector<WalkPlace>& stack) {
  PageClues clues = collect_clues(root, stack);
  Page page;
  page.url = url_of(clues, url);
  page.site_name =
      first_of({clues.meta({"og:site_name", "application-name"}), clues.linked.publisher});
  page.title = title_of(clues, page.site_name);
  page.authors = authors_of(clues);
  page.published = first_date(
      {clues.linked.published,
       clues.meta({"article:published_time", "og:article:published_time", "datepublished",
                   "publishdate", "pubdate", "publish-date", "publication_date", "parsely-pub-date",
                   "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date",
                   "date"}),
       clues.published, clues.date_text, clues.first_time});
  page.updated = first_date({clues.linked.modified,
                             clues.meta({"article:modified_time", "og:updated_time", "datemodified",
                                         "lastmod", "last-modified", "dcterms.modified"}),
                             clues.modified});
  page.language = language_of(clues);
  page.tags = tags_of(clues);
  page.image_url = image_of(clues, url);
  page.image_caption = clues.meta({"og:image:alt"});
  page.text = std::move(clues.linked.body);
  return page;
}

}  // namespace jianbao::extract
