#include "extract/class_names.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include "extract/dom.h"
#include "jianbao/text/ascii.h"

namespace jianbao::extract {
namespace {

constexpr int kWeight = 25;
constexpr std::size_t kMaxNameBytes = 300;

// The word lists follow Mozilla's readability (Apache-2.0), with what newer sites use.  Single
// words are compared whole, so that "ad" does not find "head"; fragments anywhere.
constexpr std::string_view kBoilerplateWords[] = {
    "ad",      "ads",    "adv",     "advert",  "nav",     "navbar",    "menu",
    "rss",     "pager",  "popup",   "modal",   "toolbar", "tools",     "ticker",
    "hot",     "rank",   "login",   "signup",  "search",  "copyright", "tags",
    "taglist", "cookie", "consent", "paywall", "overlay", "playlist",  "most"};
constexpr std::string_view kBoilerplateFragments[] = {
    "advertis",     "banner",   "breadcrumb", "combx",      "comment",      "community",
    "disqus",       "footer",   "gdpr",       "masthead",   "related",      "remark",
    "replies",      "shoutbox", "sidebar",    "skyscraper", "social",       "sponsor",
    "supplemental", "ad-break", "agegate",    "pagination", "newsletter",   "subscri",
    "recommend",    "trending", "popular",    "outbrain",   "taboola",      "promo",
    "widget",       "share",    "sharing",    "read-more",  "readmore",     "read-next",
    "more-from",    "morefrom", "see-also",   "byline",     "author-bio",   "navigation",
    "donat",        "cookie-",  "legends",    "yom-remote", "jp-post-flair"};
constexpr std::string_view kContentFragments[] = {"article", "body",  "column", "content",  "main",
                                                  "shadow",  "story", "entry",  "post-text"};
constexpr std::string_view kPositive[] = {"article", "body", "content", "entry", "main",  "page",
                                          "post",    "text", "blog",    "story", "detail"};
constexpr std::string_view kNegative[] = {
    "hidden",   "banner",  "combx",      "comment",  "contact",  "foot",    "footer", "gdpr",
    "masthead", "media",   "meta",       "outbrain", "promo",    "related", "scroll", "share",
    "shoutbox", "sidebar", "skyscraper", "sponsor",  "shopping", "tags",    "widget", "caption"};
constexpr std::string_view kBoilerplateRoles[] = {
    "menu",   "menubar", "complementary", "navigation",  "alert",  "alertdialog",
    "dialog", "search",  "banner",        "contentinfo", "tablist"};

constexpr std::string_view kShareFragments[] = {"share", "sharing", "sharedaddy"};
constexpr std::string_view kHiddenStyles[] = {"display:none", "display: none", "visibility:hidden"};

bool has_any(std::string_view names, std::span<const std::string_view> fragments) {
  return std::any_of(fragments.begin(), fragments.end(), [names](std::string_view fragment) {
    return names.find(fragment) != std::string_view::npos;
  });
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool has_any_word(std::string_view names, std::span<const std::string_view> words) {
  std::size_t at = 0;
  while (at < names.size()) {
    const std::size_t begin = at;
    while (at < names.size() && is_word_byte(names[at])) ++at;
    const std::string_view word = names.substr(begin, at - begin);
    if (std::find(words.begin(), words.end(), word) != words.end()) return true;
    ++at;
  }
  return false;
}

/// In lower case; an upper-case letter after a lower-case one begins a word: "navBar" is "nav-bar".
std::string normalized(std::string_view names) {
  std::string out;
  char before = ' ';
  for (const char c : names.substr(0, kMaxNameBytes)) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && before >= 'a' && before <= 'z') out.push_back('-');
    out.push_back(text::ascii_lower(c));
    before = c;
  }
  return out;
}

int weight_of(std::string_view names) {
  if (names.empty()) return 0;
  return (has_any(names, kPositive) ? kWeight : 0) - (has_any(names, kNegative) ? kWeight : 0);
}

bool is_hidden(const GumboNode& element) {
  if (gumbo_get_attribute(&element.v.element.attributes, "hidden") != nullptr) return true;
  if (attribute(element, "aria-hidden") == "true") return true;
  const std::string style = normalized(attribute(element, "style"));
  return has_any(style, kHiddenStyles);
}

}  // namespace

NameSigns name_signs(const GumboNode& element) {
  NameSigns signs;
  if (element.v.element.attributes.length == 0) return signs;
  const std::string classes = normalized(attribute(element, "class"));
  const std::string id = normalized(attribute(element, "id"));
  const std::string names = classes + ' ' + id;
  signs.hidden = is_hidden(element);
  signs.share = has_any(names, kShareFragments);
  signs.boilerplate =
      has_any(names, kBoilerplateFragments) || has_any_word(names, kBoilerplateWords);
  signs.content = has_any(names, kContentFragments);
  const std::string_view role = attribute(element, "role");
  if (std::find(std::begin(kBoilerplateRoles), std::end(kBoilerplateRoles), role) !=
      std::end(kBoilerplateRoles)) {
    signs.boilerplate = true;
    signs.content = false;
  }
  signs.weight = weight_of(classes) + weight_of(id);
  return signs;
}

}  // namespace jianbao::extract
