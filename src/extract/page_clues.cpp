#include "extract/page_clues.h"

#include <algorithm>

#include "extract/dom.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/date.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxMetas = 500;
constexpr std::size_t kMaxNames = 30;
constexpr std::size_t kMaxTitleBytes = 2000;
constexpr std::size_t kMaxNameBytes = 200;
constexpr std::size_t kMaxDateBytes = 120;
constexpr int kMaxDateTries = 100;

std::string line_of(const GumboNode& element, std::size_t limit) {
  return text::clean_line(short_text(element, limit));
}

bool has_token(std::string_view list, std::string_view token) {
  for (std::size_t at = list.find(token); at != std::string_view::npos;
       at = list.find(token, at + 1)) {
    const bool begins = at == 0 || list[at - 1] == ' ';
    const std::size_t end = at + token.size();
    if (begins && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

void fill(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

void add_name(std::vector<std::string>& names, std::string name) {
  if (name.empty() || names.size() >= kMaxNames) return;
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

class ClueVisitor {
 public:
  explicit ClueVisitor(PageClues& clues) : clues_(clues) {}

  bool enter(const GumboNode& element) {
    if (element.v.element.tag_namespace != GUMBO_NAMESPACE_HTML) return false;
    switch (static_cast<int>(element.v.element.tag)) {
      case GUMBO_TAG_META:
        read_meta(element);
        return false;
      case GUMBO_TAG_LINK:
        read_link(element);
        return false;
      case GUMBO_TAG_SCRIPT:
        read_script(element);
        return false;
      case GUMBO_TAG_STYLE:
      case GUMBO_TAG_TEMPLATE:
        return false;
      case GUMBO_TAG_TITLE:
        fill(clues_.title, line_of(element, kMaxTitleBytes));
        return false;
      case GUMBO_TAG_H1:
        if (clues_.heading.empty()) clues_.heading = line_of(element, kMaxTitleBytes);
        break;
      case GUMBO_TAG_TIME:
        read_time(element);
        break;
      case GUMBO_TAG_A:
        if (has_token(attribute(element, "rel"), "tag")) {
          add_name(clues_.tags, line_of(element, kMaxNameBytes));
        }
        break;
      default:
        break;
    }
    read_microdata(element);
    read_class(element);
    return true;
  }
  void leave(const GumboNode& /*element*/) {}
  void text(const GumboNode& /*node*/) {}

 private:
  void read_meta(const GumboNode& meta) {
    if (clues_.metas.size() >= kMaxMetas) return;
    std::string content = text::clean_line(attribute(meta, "content"));
    if (content.empty()) return;
    for (const char* const kind : {"property", "name", "itemprop", "http-equiv"}) {
      const std::string_view name = attribute(meta, kind);
      if (!name.empty()) clues_.metas.emplace_back(text::ascii_lowered(name), content);
    }
  }

  void read_link(const GumboNode& link) {
    const std::string rel = text::ascii_lowered(attribute(link, "rel"));
    std::string address = text::clean_line(attribute(link, "href"));
    if (has_token(rel, "canonical")) fill(clues_.canonical, std::move(address));
    if (has_token(rel, "image_src"))
      fill(clues_.image_link, text::clean_line(attribute(link, "href")));
  }

  void read_script(const GumboNode& script) {
    if (text::ascii_lowered(attribute(script, "type")).find("ld+json") == std::string::npos) return;
    const GumboVector& children = script.v.element.children;
    if (children.length == 0) return;
    const auto& node = *static_cast<const GumboNode*>(children.data[0]);
    if (is_text(node)) read_json_ld(text_of(node), clues_.linked);
  }

  void read_time(const GumboNode& time) {
    const std::string when = text::clean_line(attribute(time, "datetime"));
    if (when.empty()) return;
    fill(clues_.first_time, when);
    if (gumbo_get_attribute(&time.v.element.attributes, "pubdate") != nullptr) {
      fill(clues_.published, when);
    }
  }

  void read_microdata(const GumboNode& element) {
    const std::string_view property = attribute(element, "itemprop");
    const std::string_view rel = attribute(element, "rel");
    if (has_token(rel, "author")) add_author(element);
    if (property.empty()) return;
    if (has_token(property, "author")) add_author(element);
    if (has_token(property, "datePublished")) fill(clues_.published, value_of(element));
    if (has_token(property, "dateModified")) fill(clues_.modified, value_of(element));
  }

  void add_author(const GumboNode& element) {
    add_name(clues_.authors, line_of(element, kMaxNameBytes));
  }

  static std::string value_of(const GumboNode& element) {
    for (const char* const name : {"content", "datetime"}) {
      std::string value = text::clean_line(attribute(element, name));
      if (!value.empty()) return value;
    }
    return line_of(element, kMaxDateBytes);
  }

  /// For pages that tell their date to readers alone: class="pub-time", "date", "发布时间 …".
  void read_class(const GumboNode& element) {
    if (!clues_.date_text.empty() || date_tries_ == kMaxDateTries) return;
    const std::string names = text::ascii_lowered(attribute(element, "class")) + ' ' +
                              text::ascii_lowered(attribute(element, "id"));
    if (names.find("date") == std::string::npos && names.find("time") == std::string::npos &&
        names.find("publish") == std::string::npos) {
      return;
    }
    ++date_tries_;
    std::string words = line_of(element, kMaxDateBytes);
    if (text::parse_date(words)) clues_.date_text = std::move(words);
  }

  PageClues& clues_;
  int date_tries_ = 0;
};

}  // namespace

std::string PageClues::meta(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    const auto found = std::find_if(metas.begin(), metas.end(),
                                    [name](const auto& entry) { return entry.first == name; });
    if (found != metas.end()) return found->second;
  }
  return {};
}

PageClues collect_clues(const GumboNode& root, std::vector<WalkPlace>& stack) {
  PageClues clues;
  clues.language = text::clean_line(attribute(root, "lang"));
  if (clues.language.empty()) clues.language = text::clean_line(attribute(root, "xml:lang"));
  ClueVisitor visitor(clues);
  walk(root, stack, visitor);
  return clues;
}

}  // namespace jianbao::extract
