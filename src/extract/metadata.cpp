#include "extract/metadata.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "extract/author_names.h"
#include "extract/han_names.h"
#include "extract/page_clues.h"
#include "extract/page_dates.h"
#include "extract/page_title.h"
#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"
#include "jianbao/text/width.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxTitleColumns = 1000;
constexpr std::size_t kMaxTags = 50;
constexpr std::size_t kMaxNotedBytes = 200;

/// Reads the fields of one page.
class MetadataReader {
 public:
  MetadataReader(const PageClues& clues, std::string_view url, PlainLine& lines, Explanation* why)
      : clues_(clues), url_(url), lines_(lines), why_(why) {}

  Page read() {
    Page page;
    page.url = read_url();
    page.site_name = take("site_name", {clues_.meta({"og:site_name", "application-name"}),
                                        {clues_.linked.publisher, "JSON-LD publisher"}});
    page.title = read_title(page.site_name);
    page.authors = read_authors(page.site_name);
    const PageDates dates = read_dates(clues_, page.url);
    page.published = dates.published.at;
    page.published_offset = dates.published.offset_minutes;
    note("published", dates.published.clue);
    page.updated = dates.updated.at;
    page.updated_offset = dates.updated.offset_minutes;
    note("updated", dates.updated.clue);
    page.language = read_language();
    page.section = take("section", {clues_.meta({"article:section", "parsely-section", "section",
                                                 "sailthru.vertical", "articlesection"}),
                                    {clues_.linked.section, "JSON-LD articleSection"}});
    page.tags = read_tags();
    page.image_url = read_image();
    page.image_caption = take("image_caption", {clues_.meta({"og:image:alt", "twitter:image:alt"}),
                                                {clues_.linked.image_caption, "JSON-LD image"},
                                                {clues_.image_caption, "figcaption"}});
    return page;
  }

 private:
  void note(const char* field, const Clue& clue) const {
    if (why_ == nullptr || clue.empty()) return;
    why_->fields.push_back(
        {field, clue.source, text::clean_line(text::first_bytes(clue.value, kMaxNotedBytes))});
  }

  /// The first that says something, as plain text.
  std::string take(const char* field, std::initializer_list<Clue> candidates) {
    for (const Clue& candidate : candidates) {
      std::string line = lines_.of_value(candidate.value);
      if (line.empty()) continue;
      note(field, candidate);
      return line;
    }
    return {};
  }

  Clue plain(Clue clue) {
    clue.value = text::fit(lines_.of_value(clue.value), kMaxTitleColumns);
    return clue;
  }

  std::string read_title(const std::string& site) {
    TitleClues parts;
    parts.headline = plain({clues_.linked.headline, "JSON-LD headline"});
    parts.shared = plain(clues_.meta({"og:title", "twitter:title", "dc.title", "dcterms.title",
                                      "headline", "parsely-title", "sailthru.title", "title"}));
    parts.title = plain({clues_.title, {}}).value;
    parts.heading = plain(clues_.heading);
    parts.site = site.empty() ? clues_.site_heading : site;
    for (const std::string& heading : clues_.headings) {
      parts.headings.push_back(lines_.of_value(heading));
    }
    parts.host = text::host_of(url_);
    const Clue title = choose_title(parts);
    note("title", title);
    return title.value;
  }

  bool is_site(const std::string& name, const std::string& site) const {
    return names_site(name, site, text::host_of(url_)) ||
           names_site(name, clues_.linked.publisher, {});
  }

  /// A meta whose name ends as one about the author, whatever stands before: "news_author".
  static bool speaks_of_author(std::string_view name) {
    return !name.starts_with("twitter:") &&
           (name.ends_with("author") || name.ends_with("authors") || name.ends_with("byline"));
  }

  /// The metas of the first of these names that the page has: one each author.
  std::vector<std::string> author_metas() const {
    for (const std::string_view wanted :
         {"author", "article:author", "dc.creator", "dcterms.creator", "byl", "parsely-author",
          "sailthru.author", "og:article:author", "article:author_name", "cxenseparse:author",
          "dcterms.author", "authors"}) {
      std::vector<std::string> found;
      for (const auto& [name, content] : clues_.metas) {
        if (name != wanted || author_names(content).empty()) continue;
        // Dublin Core is filled as library catalogues are: "Lee, Ann".
        found.push_back(wanted.starts_with("dc") ? with_given_names_first(content) : content);
      }
      if (!found.empty()) return found;
    }
    for (const auto& [name, content] : clues_.metas) {
      if (speaks_of_author(name) && !author_names(content).empty()) return {content};
    }
    return {};
  }

  /// Beside names of people the site's own says nothing.
  void drop_site(std::vector<std::string>& names, const std::string& site) const {
    names.erase(std::remove_if(names.begin(), names.end(),
                               [&](const std::string& name) { return is_site(name, site); }),
                names.end());
  }

  struct AuthorPlace {
    Clue clue;
    std::vector<std::string> names;
  };

  AuthorPlace author_place(const char* source, const std::vector<std::string>& given) {
    std::vector<std::string> bylines;
    for (const std::string& byline : given) bylines.push_back(lines_.of_value(byline));
    return {{bylines.empty() ? std::string{} : bylines.front(), source}, author_names(bylines)};
  }

  /// Names of people come first.  The site's own name says little, and comes last.
  std::vector<std::string> read_authors(const std::string& site) {
    std::vector<AuthorPlace> places = {author_place("JSON-LD author", clues_.linked.authors),
                                       author_place("meta author", author_metas()),
                                       author_place("itemprop=author", clues_.marked_authors),
                                       author_place("rel=author", clues_.linked_authors),
                                       author_place("class", clues_.named_bylines),
                                       author_place("text", clues_.worded_bylines)};
    std::erase_if(places, [](const AuthorPlace& place) { return place.names.empty(); });
    if (places.empty()) return {};
    const auto of_people = [&](const AuthorPlace& place) {
      return std::all_of(place.names.begin(), place.names.end(), is_full_name) &&
             !is_han_role(place.names.front());
    };
    const auto beyond_site = [&](const AuthorPlace& place) {
      return !is_site(place.names.front(), site);
    };
    auto people = std::find_if(places.begin(), places.end(), beyond_site);
    if (people == places.end()) {
      note("authors", places.front().clue);
      return {places.front().names.front()};
    }
    // A newsroom says as little as the site where a later place names its people.
    if (is_han_role(people->names.front())) {
      const auto later = std::find_if(people, places.end(), [&](const AuthorPlace& place) {
        return beyond_site(place) && of_people(place);
      });
      if (later != places.end()) people = later;
    }
    note("authors", people->clue);
    std::vector<std::string> names = std::move(people->names);
    drop_site(names, site);
    for (std::string& name : names) {
      for (auto later = people + 1; later != places.end(); ++later) {
        name = fuller_name(std::move(name), later->names);
      }
    }
    return names;
  }

  /// Cuts "a, b；c" and drops what repeats.
  void add_tags(std::vector<std::string>& tags, std::string_view text,
                std::initializer_list<std::string_view> separators) {
    while (!text.empty() && tags.size() < kMaxTags) {
      std::size_t end = text.size();
      std::size_t next = text.size();
      for (const std::string_view separator : separators) {
        const std::size_t at = text.find(separator);
        if (at < end) {
          end = at;
          next = at + separator.size();
        }
      }
      std::string tag = lines_.of_value(text.substr(0, end));
      if (!tag.empty() && std::find(tags.begin(), tags.end(), tag) == tags.end()) {
        tags.push_back(std::move(tag));
      }
      text.remove_prefix(next);
    }
  }

  std::vector<std::string> read_tags() {
    std::vector<std::string> tags;
    for (const auto& [name, content] : clues_.metas) {
      if (name != "article:tag") continue;
      if (tags.empty()) note("tags", {content, "meta article:tag"});
      add_tags(tags, content, {",", "，"});
    }
    for (const std::string& keyword : clues_.linked.keywords) {
      if (tags.empty()) note("tags", {keyword, "JSON-LD keywords"});
      add_tags(tags, keyword, {",", "，"});
    }
    if (tags.empty()) {
      const Clue keywords = clues_.meta({"news_keywords", "keywords"});
      note("tags", keywords);
      add_tags(tags, keywords.value, {",", "，", ";", "；", "、"});
    }
    if (tags.empty()) {
      for (const std::string& tag : clues_.tags) add_tags(tags, tag, {","});
      if (!tags.empty()) note("tags", {tags.front(), "rel=tag"});
    }
    return tags;
  }

  std::string read_language() {
    std::string language = take(
        "language",
        {{clues_.language, "html lang"},
         {clues_.linked.language, "JSON-LD inLanguage"},
         clues_.meta({"content-language", "language", "dc.language", "og:locale", "inlanguage"})});
    std::replace(language.begin(), language.end(), '_', '-');
    const bool is_tag =
        language.size() <= 35 && std::all_of(language.begin(), language.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 c == '-';
        });
    return is_tag ? language : std::string{};
  }

  /// The canonical link, unless it leads to the front page while the page itself is another.
  std::string read_url() const {
    for (const Clue& link : {Clue{clues_.canonical, "rel=canonical"}, clues_.meta({"og:url"})}) {
      if (link.empty()) continue;
      std::string address = text::resolve(url_, link.value);
      const auto target = text::parse_url(address);
      if (!target || !text::is_http(address)) continue;
      const auto own = text::parse_url(url_);
      const bool is_front = target->path.size() <= 1 && !target->has_query;
      if (is_front && own && (own->path.size() > 1 || own->has_query)) continue;
      note("url", link);
      return address;
    }
    if (!url_.empty()) note("url", {std::string(url_), "as given"});
    return std::string(url_);
  }

  std::string read_image() {
    const std::string given =
        take("image_url", {clues_.meta({"og:image", "og:image:url", "og:image:secure_url",
                                        "twitter:image", "twitter:image:src"}),
                           {clues_.linked.image, "JSON-LD image"},
                           {clues_.image_link, "rel=image_src"}});
    if (given.empty()) return {};
    std::string address = text::undo_image_proxy(text::resolve(url_, given));
    return text::is_http(address) ? address : std::string{};
  }

  const PageClues& clues_;
  std::string_view url_;
  PlainLine& lines_;
  Explanation* why_;
};

}  // namespace

Page read_metadata(const GumboNode& root, std::string_view url, PlainLine& lines,
                   std::vector<WalkPlace>& stack, Explanation* why) {
  PageClues clues = collect_clues(root, stack);
  Page page = MetadataReader(clues, url, lines, why).read();
  page.text = std::move(clues.linked.body);
  return page;
}

}  // namespace jianbao::extract
