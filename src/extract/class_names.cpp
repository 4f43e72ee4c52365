#include "extract/class_names.h"

#include <algorithm>
#include <array>
#include <span>

#include "extract/dom.h"
#include "extract/element_names.h"
#include "jianbao/text/ascii.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxNameBytes = 300;

/// A word of the names that makes a sign.  Words are parted as in "nav-bar", "nav_bar", "navBar".
struct Word {
  std::string_view text;
  std::uint32_t sign;
};

// Whole words, for those that are parts of others: "ad" must not find "head".
constexpr Word kWords[] = {
    {"comment", kIsCommentList},
    {"comments", kIsCommentList},
    {"commentlist", kIsCommentList},
    {"disqus", kIsCommentList},
    {"kommentare", kIsCommentList},
    {"commentaires", kIsCommentList},
    {"comentarios", kIsCommentList},
    {"respond", kIsCommentList},
    {"ad", kNamedAdvert},
    {"ads", kNamedAdvert},
    {"adv", kNamedAdvert},
    {"advert", kNamedAdvert},
    {"pub", kNamedAdvert},
    {"dfp", kNamedAdvert},
    {"gpt", kNamedAdvert},
    {"anzeige", kNamedAdvert},
    {"werbung", kNamedAdvert},
    {"mpu", kNamedAdvert},
    {"nav", kNamedNav},
    {"menu", kNamedNav},
    {"navbar", kNamedNav},
    {"pager", kNamedNav},
    {"toolbar", kNamedNav},
    {"tools", kNamedNav},
    {"tabs", kNamedNav},
    {"skip", kNamedNav},
    {"toc", kNamedNav},
    {"sitemap", kNamedNav},
    {"daohang", kNamedNav},
    {"crumb", kNamedNav},
    {"crumbs", kNamedNav},
    {"submenu", kNamedNav},
    {"rss", kNamedShare},
    {"social", kNamedShare},
    {"sns", kNamedShare},
    {"follow", kNamedShare},
    {"facebook", kNamedShare},
    {"twitter", kNamedShare},
    {"whatsapp", kNamedShare},
    {"addthis", kNamedShare},
    {"teilen", kNamedShare},
    {"fenxiang", kNamedShare},
    {"hot", kNamedRelated},
    {"rank", kNamedRelated},
    {"ranking", kNamedRelated},
    {"most", kNamedRelated},
    {"latest", kNamedTeaser},
    {"next", kNamedTeaser},
    {"prev", kNamedTeaser},
    {"previous", kNamedTeaser},
    {"similar", kNamedRelated},
    {"more", kNamedTeaser},
    {"mehr", kNamedTeaser},
    {"teaser", kNamedTeaser},
    {"teasers", kNamedTeaser},
    {"card", kNamedTeaser},
    {"cards", kNamedTeaser},
    {"list", kNamedTeaser},
    {"feed", kNamedTeaser},
    {"stream", kNamedTeaser},
    {"river", kNamedTeaser},
    {"login", kNamedSubscribe},
    {"signup", kNamedSubscribe},
    {"signin", kNamedSubscribe},
    {"abo", kNamedSubscribe},
    {"optin", kNamedSubscribe},
    {"piano", kNamedSubscribe},
    {"author", kNamedByline},
    {"authors", kNamedByline},
    {"autor", kNamedByline},
    {"auteur", kNamedByline},
    {"bio", kNamedByline},
    {"meta", kNamedByline},
    {"date", kNamedByline},
    {"datum", kNamedByline},
    {"fecha", kNamedByline},
    {"time", kNamedByline},
    {"timestamp", kNamedByline},
    {"published", kNamedByline},
    {"posted", kNamedByline},
    {"source", kNamedByline},
    {"writer", kNamedByline},
    {"zuozhe", kNamedByline},
    {"bianji", kNamedByline},
    {"info", kNamedByline},
    {"profile", kNamedByline},
    {"contributor", kNamedByline},
    {"credit", kNamedCaption},
    {"credits", kNamedCaption},
    {"legende", kNamedCaption},
    {"legends", kNamedCaption},
    {"photo", kNamedMedia},
    {"image", kNamedMedia},
    {"img", kNamedMedia},
    {"media", kNamedMedia},
    {"video", kNamedMedia},
    {"player", kNamedMedia},
    {"audio", kNamedMedia},
    {"slide", kNamedMedia},
    {"slider", kNamedMedia},
    {"slides", kNamedMedia},
    {"figure", kNamedMedia},
    {"picture", kNamedMedia},
    {"tag", kNamedTags},
    {"tags", kNamedTags},
    {"taglist", kNamedTags},
    {"topic", kNamedTags},
    {"topics", kNamedTags},
    {"category", kNamedTags},
    {"categories", kNamedTags},
    {"keywords", kNamedTags},
    {"labels", kNamedTags},
    {"cat", kNamedTags},
    {"cats", kNamedTags},
    {"hashtags", kNamedTags},
    {"foot", kNamedFooter},
    {"bottom", kNamedFooter},
    {"legal", kNamedFooter},
    {"imprint", kNamedFooter},
    {"copyright", kNamedFooter},
    {"disclaimer", kNamedFooter},
    {"header", kNamedHeader},
    {"head", kNamedHeader},
    {"top", kNamedHeader},
    {"brand", kNamedHeader},
    {"logo", kNamedHeader},
    {"topbar", kNamedHeader},
    {"side", kNamedSide},
    {"aside", kNamedSide},
    {"rail", kNamedSide},
    {"right", kNamedSide},
    {"secondary", kNamedSide},
    {"lateral", kNamedSide},
    {"popup", kNamedDialog},
    {"modal", kNamedDialog},
    {"overlay", kNamedDialog},
    {"cookie", kNamedDialog},
    {"cookies", kNamedDialog},
    {"consent", kNamedDialog},
    {"alert", kNamedDialog},
    {"notice", kNamedDialog},
    {"toast", kNamedDialog},
    {"message", kNamedDialog},
    {"tooltip", kNamedDialog},
    {"warning", kNamedDialog},
    {"search", kNamedForm},
    {"poll", kNamedForm},
    {"quiz", kNamedForm},
    {"survey", kNamedForm},
    {"rating", kNamedForm},
    {"vote", kNamedForm},
    {"feedback", kNamedForm},
    {"contact", kNamedForm},
    {"form", kNamedForm},
    {"box", kNamedBox},
    {"infobox", kNamedBox},
    {"factbox", kNamedBox},
    {"pullquote", kNamedBox},
    {"panel", kNamedBox},
    {"embed", kNamedBox},
    {"module", kNamedBox},
    {"callout", kNamedBox},
    {"cta", kNamedBox},
    {"hidden", kNamedHidden},
    {"hide", kNamedHidden},
    {"noprint", kNamedHidden},
    {"invisible", kNamedHidden},
    {"offscreen", kNamedHidden},
    {"post", kNamedContent},
    {"entry", kNamedContent},
    {"main", kNamedContent},
    {"news", kNamedContent},
    {"blog", kNamedContent},
    {"page", kNamedContent},
    {"article", kNamedContent},
    {"story", kNamedContent},
    {"content", kNamedContent},
    {"body", kNamedContent},
    {"detail", kNamedContent},
    {"article", kNamedContent},
    {"lead", kNamedLead},
    {"intro", kNamedLead},
    {"standfirst", kNamedLead},
    {"summary", kNamedLead},
    {"dek", kNamedLead},
    {"deck", kNamedLead},
    {"subtitle", kNamedLead},
    {"subheadline", kNamedLead},
    {"excerpt", kNamedLead},
    {"chapo", kNamedLead},
    {"abstract", kNamedLead},
    {"vorspann", kNamedLead},
    {"sapo", kNamedLead},
    {"description", kNamedLead},
    {"desc", kNamedLead},
    {"title", kNamedTitle},
    {"headline", kNamedTitle},
    {"heading", kNamedTitle},
    {"text", kNamedText},
    {"paragraph", kNamedText},
    {"copy", kNamedText},
    {"richtext", kNamedText},
    {"wysiwyg", kNamedText},
    {"prose", kNamedText},
    {"txt", kNamedText},
};

// Parts of the names, wherever they stand.
constexpr Word kFragments[] = {
    {"comment", kNamedComments},
    {"disqus", kNamedComments},
    {"kommentar", kNamedComments},
    {"repl", kNamedComments},
    {"respond", kNamedComments},
    {"discuss", kNamedComments},
    {"comentario", kNamedComments},
    {"pinglun", kNamedComments},
    {"related", kNamedRelated},
    {"recommend", kNamedRelated},
    {"readmore", kNamedRelated},
    {"read-more", kNamedRelated},
    {"read-next", kNamedRelated},
    {"morefrom", kNamedRelated},
    {"see-also", kNamedRelated},
    {"also-read", kNamedRelated},
    {"suggest", kNamedRelated},
    {"trending", kNamedRelated},
    {"popular", kNamedRelated},
    {"mostread", kNamedRelated},
    {"outbrain", kNamedRelated},
    {"taboola", kNamedRelated},
    {"recirc", kNamedRelated},
    {"promo", kNamedTeaser},
    {"verwandt", kNamedRelated},
    {"relacionad", kNamedRelated},
    {"xiangguan", kNamedRelated},
    {"tuijian", kNamedRelated},
    {"share", kNamedShare},
    {"sharing", kNamedShare},
    {"sociable", kNamedShare},
    {"socialm", kNamedShare},
    {"newsletter", kNamedSubscribe},
    {"subscri", kNamedSubscribe},
    {"paywall", kNamedSubscribe},
    {"regwall", kNamedSubscribe},
    {"sign-up", kNamedSubscribe},
    {"donat", kNamedSubscribe},
    {"membership", kNamedSubscribe},
    {"regist", kNamedSubscribe},
    {"advertis", kNamedAdvert},
    {"sponsor", kNamedAdvert},
    {"banner", kNamedAdvert},
    {"adsense", kNamedAdvert},
    {"googlead", kNamedAdvert},
    {"publicidad", kNamedAdvert},
    {"reklam", kNamedAdvert},
    {"affiliate", kNamedAdvert},
    {"guanggao", kNamedAdvert},
    {"ad-slot", kNamedAdvert},
    {"byline", kNamedByline},
    {"pubdate", kNamedByline},
    {"author-", kNamedByline},
    {"dateline", kNamedByline},
    {"caption", kNamedCaption},
    {"bildunterschrift", kNamedCaption},
    {"gallery", kNamedMedia},
    {"slideshow", kNamedMedia},
    {"carousel", kNamedMedia},
    {"navigation", kNamedNav},
    {"breadcrumb", kNamedNav},
    {"paginat", kNamedNav},
    {"footer", kNamedFooter},
    {"masthead", kNamedHeader},
    {"sidebar", kNamedSide},
    {"widget", kNamedSide},
    {"gdpr", kIsDialog},
    {"onetrust", kIsDialog},
    {"didomi", kIsDialog},
    {"sourcepoint", kIsDialog},
    {"usercentrics", kIsDialog},
    {"uc-embedding", kIsDialog},
    {"cmplz", kIsDialog},
    {"brlbs", kIsDialog},
    {"cookie", kIsDialog},
    {"consent", kIsDialog},
    {"modal", kIsDialog},
    {"lightbox", kNamedDialog},
    {"notification", kNamedDialog},
    {"adblock", kNamedDialog},
    {"sr-only", kNamedHidden},
    {"visually-hidden", kNamedHidden},
    {"visuallyhidden", kNamedHidden},
    {"screen-reader", kNamedHidden},
    {"assistive", kNamedHidden},
    {"articlebody", kNamedBody},
    {"article-body", kNamedBody},
    {"article-content", kNamedBody},
    {"article-text", kNamedBody},
    {"articletext", kNamedBody},
    {"entry-content", kNamedBody},
    {"post-content", kNamedBody},
    {"post-body", kNamedBody},
    {"post-text", kNamedBody},
    {"story-body", kNamedBody},
    {"story-content", kNamedBody},
    {"storybody", kNamedBody},
    {"story-text", kNamedBody},
    {"content-body", kNamedBody},
    {"body-text", kNamedBody},
    {"body-content", kNamedBody},
    {"bodycopy", kNamedBody},
    {"field-body", kNamedBody},
    {"fulltext", kNamedBody},
    {"articlecontent", kNamedBody},
    {"postcontent", kNamedBody},
    {"postbody", kNamedBody},
    {"news-content", kNamedBody},
    {"news-text", kNamedBody},
    {"article-copy", kNamedBody},
    {"zhengwen", kNamedBody},
    {"trs-editor", kNamedBody},
    {"article-main", kNamedBody},
    {"article", kNamedContent},
    {"content", kNamedContent},
    {"story", kNamedContent},
    {"richtext", kNamedText},
    {"rich-text", kNamedText},
};

constexpr std::string_view kBoilerplateRoles[] = {
    "menu",   "menubar", "complementary", "navigation",  "alert",  "alertdialog",
    "dialog", "search",  "banner",        "contentinfo", "tablist"};
constexpr std::uint32_t kRoleSigns[] = {kNamedNav,    kNamedNav,    kNamedSide, kNamedNav,
                                        kNamedDialog, kIsDialog,    kIsDialog,  kNamedForm,
                                        kNamedHeader, kNamedFooter, kNamedNav};

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

const std::unordered_map<std::string_view, std::uint32_t>& words() {
  static const auto* const kMap = [] {
    auto* const map = new std::unordered_map<std::string_view, std::uint32_t>;
    for (const Word& word : kWords) (*map)[word.text] |= word.sign;
    return map;
  }();
  return *kMap;
}

/// In lower case, words parted by '-': "navBar__item" is "nav-bar-item".
void normalize(std::string_view names, std::string& out) {
  out.clear();
  char before = ' ';
  for (const char c : names.substr(0, kMaxNameBytes)) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && before >= 'a' && before <= 'z') out.push_back('-');
    const char lower = text::ascii_lower(c);
    if (is_word_byte(lower)) {
      out.push_back(lower);
    } else if (c == ' ') {
      out.push_back(' ');
    } else if (!out.empty() && out.back() != '-') {
      out.push_back('-');
    }
    before = c;
  }
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// True if a class of the common style sheets hides the element, on screens of every size.
bool hides(std::string_view classes) {
  constexpr std::string_view kHiding[] = {
      "hidden",   "d-none",         "is-hidden",          "sr-only",     "visually-hidden",
      "u-hidden", "visuallyhidden", "screen-reader-text", "show-for-sr", "element-invisible"};
  constexpr std::string_view kShowing[] = {"block", "flex", "grid", "inline", "table", "visible"};
  bool hidden = false;
  while (!classes.empty()) {
    const std::size_t end = std::min(classes.find(' '), classes.size());
    const std::string_view name = classes.substr(0, end);
    hidden = hidden || is_one_of(name, kHiding);
    // "d-md-block" and "md:flex" show on larger screens what "d-none" and "hidden" hide.
    const std::size_t last = name.find_last_of("-:");
    if (last != std::string_view::npos && is_one_of(name.substr(last + 1), kShowing) &&
        name.find("print") == std::string_view::npos) {
      return false;
    }
    classes.remove_prefix(std::min(end + 1, classes.size()));
  }
  return hidden;
}

}  // namespace

std::uint32_t NameReader::signs_of(std::string_view names) {
  if (names.empty()) return 0;
  const auto [found, is_new] = known_.try_emplace(names, 0);
  if (!is_new) return found->second;
  normalize(names, lower_);
  std::uint32_t signs = 0;
  for (const Word& fragment : kFragments) {
    if (lower_.find(fragment.text) != std::string::npos) signs |= fragment.sign;
  }
  const std::string_view lower = lower_;
  for (std::size_t at = 0; at < lower.size();) {
    const std::size_t begin = at;
    while (at < lower.size() && is_word_byte(lower[at])) ++at;
    const auto word = words().find(lower.substr(begin, at - begin));
    if (word != words().end()) signs |= word->second;
    ++at;
  }
  found->second = signs;
  return signs;
}

bool is_hidden(const GumboNode& element) {
  constexpr std::array<std::string_view, 4> kStyles = {"display:none", "display: none",
                                                       "visibility:hidden", "visibility: hidden"};
  const GumboVector& attributes = element.v.element.attributes;
  for (unsigned i = 0; i < attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(attributes.data[i]);
    const std::string_view name = attribute.name;
    if (name == "hidden") return true;
    if (name == "aria-hidden" && std::string_view(attribute.value) == "true") return true;
    if (name == "style" && has_any(attribute.value, kStyles)) return true;
    if (name == "class" && hides(attribute.value)) return true;
  }
  return false;
}

std::uint32_t NameReader::signs(const GumboNode& element) {
  const GumboVector& attributes = element.v.element.attributes;
  std::uint32_t signs = 0;
  for (unsigned i = 0; i < attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(attributes.data[i]);
    const std::string_view name = attribute.name;
    const std::string_view value = attribute.value;
    if (name == "class" || name == "id" || name == "data-testid" || name == "data-component") {
      signs |= signs_of(value);
    } else if (name == "itemprop") {
      if (value == "articleBody" || value == "text") signs |= kNamedBody;
    } else if (name == "role") {
      const auto* const role =
          std::find(std::begin(kBoilerplateRoles), std::end(kBoilerplateRoles), value);
      if (role != std::end(kBoilerplateRoles)) signs |= kRoleSigns[role - kBoilerplateRoles];
    }
  }
  // A post that is quoted belongs to the text, whatever network it came from.
  if (element.v.element.tag == GUMBO_TAG_BLOCKQUOTE) {
    signs &= ~(kNamedShare | kNamedBox | kNamedMedia | kNamedSide);
  }
  if (attributes.length != 0 && is_hidden(element)) signs |= kNamedHidden | kIsHidden;
  return signs;
}

}  // namespace jianbao::extract
