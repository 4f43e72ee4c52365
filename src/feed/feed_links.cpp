#include <algorithm>
#include <array>
#include <set>

#include "feed/entities.h"
#include "feed/markup.h"
#include "jianbao/feed/discover.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::feed {
namespace {

constexpr std::size_t kMaxLinks = 100;
constexpr std::size_t kMaxUrl = 4096;
/// How much of an anchor's content is looked at for its text.
constexpr std::size_t kMaxAnchor = 500;
constexpr std::size_t kMaxTitle = 500;
constexpr std::size_t kMaxAnchors = 20'000;

constexpr std::array<std::string_view, 8> kFeedTypes{
    "application/rss+xml",    "application/atom+xml",
    "application/feed+json",  "application/rdf+xml",
    "application/x.atom+xml", "application/x-atom+xml",
    "application/rss",        "text/rss+xml"};
/// Types of feeds and of much else.
constexpr std::array<std::string_view, 4> kVagueTypes{"application/xml", "text/xml",
                                                      "application/json", ""};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The attributes of <link>, <a> and <base> that matter, references decoded.
struct LinkTag {
  std::string rel;   ///< in lower case
  std::string type;  ///< in lower case, without parameters
  std::string href;
  std::string title;
};

LinkTag read_tag(TagReader& tag) {
  LinkTag found;
  for (Attribute attribute; tag.next(attribute);) {
    if (attribute.value.size() > kMaxUrl) continue;
    const std::string value = decode_references(trim(attribute.value));
    const auto is = [&](std::string_view name) {
      return text::equal_ignoring_case(attribute.name, name);
    };
    if (is("rel")) found.rel = text::ascii_lowered(value);
    if (is("href")) found.href = value;
    if (is("title")) found.title = text::clean_line(value.substr(0, kMaxTitle));
    if (is("type")) found.type = text::ascii_lowered(trim(value.substr(0, value.find(';'))));
  }
  return found;
}

bool has_word(std::string_view list, std::string_view word) {
  for (std::size_t at = 0; (at = list.find(word, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + word.size();
    const auto parts = [&](char c) { return !text::is_ascii_letter(c) && c != '-'; };
    if ((at == 0 || parts(list[at - 1])) && (end == list.size() || parts(list[end]))) return true;
  }
  return false;
}

/// What an anchor reads as, its tags left out, in lower case.
std::string anchor_text(std::string_view html) {
  html = html.substr(0, kMaxAnchor);
  std::string text;
  while (!html.empty()) {
    const std::size_t tag = std::min(html.find('<'), html.size());
    text += html.substr(0, tag);
    html.remove_prefix(tag);
    if (text::equal_ignoring_case(html.substr(0, 3), "</a")) break;
    html.remove_prefix(std::min(html.find('>'), html.size()));
    if (!html.empty()) html.remove_prefix(1);
  }
  return text::ascii_lowered(text::clean_line(decode_references(text)));
}

bool reads_like_feed(std::string_view text) {
  return has_word(text, "rss") || has_word(text, "atom") ||
         text.find("订阅源") != std::string_view::npos ||
         text.find("訂閱源") != std::string_view::npos;
}

bool is_of_comments(const FeedLink& link) {
  return text::ascii_lowered(link.url).find("/comments/") != std::string::npos ||
         text::ascii_lowered(link.title).find("comments feed") != std::string::npos ||
         link.title.find("评论") != std::string::npos;
}

class LinkFinder {
 public:
  LinkFinder(std::string_view html, std::string_view base_url) : html_(html), base_(base_url) {}

  std::vector<FeedLink> run() {
    for (std::size_t at = 0; (at = html_.find('<', at)) != std::string_view::npos;) {
      if (html_.substr(at).starts_with("<!--")) {
        at = end_of_opaque(html_, at, {});
      } else if (at + 1 < html_.size() && is_name_start(html_[at + 1])) {
        at = start_tag(at);
      } else {
        ++at;
      }
      if (at >= html_.size() || links_.size() >= kMaxLinks) break;
    }
    const auto rank = [](const FeedLink& link) {
      return (is_of_comments(link) ? 2 : 0) + (link.declared ? 0 : 1);
    };
    std::stable_sort(links_.begin(), links_.end(),
                     [&](const FeedLink& a, const FeedLink& b) { return rank(a) < rank(b); });
    return std::move(links_);
  }

 private:
  std::size_t start_tag(std::size_t at) {
    TagReader tag(html_, at);
    const auto is = [&](std::string_view name) {
      return text::equal_ignoring_case(tag.name(), name);
    };
    const LinkTag found = read_tag(tag);
    const std::size_t end = tag.position();
    if (is("script") || is("style")) return end_of_opaque(html_, end - 1, tag.name());
    if (is("base") && !has_base_ && !found.href.empty()) {
      base_ = text::resolve(base_, found.href);
      has_base_ = true;
    } else if (is("link")) {
      link(found);
    } else if (is("a")) {
      anchor(found, html_.substr(end));
    }
    return end;
  }

  void link(const LinkTag& tag) {
    const bool feed = has_word(tag.rel, "feed");
    if (!feed && !has_word(tag.rel, "alternate")) return;
    if (has_word(tag.rel, "stylesheet")) return;
    const bool vague = one_of(kVagueTypes, tag.type);
    if (!feed && !one_of(kFeedTypes, tag.type) && !vague) return;
    std::string url = text::resolve(base_, tag.href);
    if (!feed && vague && !looks_like_feed(url)) return;
    add({.url = std::move(url), .title = tag.title, .declared = true}, tag.href);
  }

  void anchor(const LinkTag& tag, std::string_view content) {
    if (tag.href.empty() || tag.href.starts_with('#') || ++anchors_ > kMaxAnchors) return;
    std::string url = text::resolve(base_, tag.href);
    const std::string text = anchor_text(content);
    if (!one_of(kFeedTypes, tag.type) && !looks_like_feed(url) && !reads_like_feed(text) &&
        !reads_like_feed(text::ascii_lowered(tag.title))) {
      return;
    }
    add({.url = std::move(url), .title = tag.title}, tag.href);
  }

  void add(FeedLink link, const std::string& href) {
    link.url.resize(std::min(link.url.find('#'), link.url.size()));
    if (href.empty() || link.url.size() > kMaxUrl || !text::is_http(link.url)) return;
    if (seen_.insert(link.url).second) {
      links_.push_back(std::move(link));
    } else if (link.declared) {
      for (FeedLink& known : links_) {
        if (known.url == link.url) known.declared = true;
      }
    }
  }

  std::string_view html_;
  std::string base_;
  bool has_base_ = false;
  std::size_t anchors_ = 0;
  std::vector<FeedLink> links_;
  std::set<std::string> seen_;
};

}  // namespace

std::vector<FeedLink> find_feed_links(std::string_view html, std::string_view base_url) {
  return LinkFinder(html, base_url).run();
}

}  // namespace jianbao::feed
