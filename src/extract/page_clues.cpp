#include "extract/page_clues.h"

#include <algorithm>

#include "extract/author_names.h"
#include "extract/bracketed_byline.h"
#include "extract/byline_text.h"
#include "extract/byline_words.h"
#include "extract/dom.h"
#include "extract/element_names.h"
#include "extract/entry_times.h"
#include "extract/info_line.h"
#include "extract/korean_byline.h"
#include "extract/name_tail.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/date.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"
#include "jianbao/text/width.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxMetas = 500;
constexpr std::size_t kMaxNames = 50;
constexpr std::size_t kMaxTitleBytes = 2000;
constexpr std::size_t kMaxNameBytes = 200;
constexpr std::size_t kMaxBylineColumns = 100;
constexpr std::size_t kMaxDateBytes = 160;
constexpr std::size_t kMaxLooseDateColumns = 60;
constexpr std::size_t kMaxInfoColumns = 160;
/// Longer texts are paragraphs: three bytes for two columns, and white space around the words.
constexpr std::size_t kMaxLineBytes = 400;
constexpr int kMaxDateTries = 100;
constexpr int kMaxBylineTries = 1000;
constexpr std::size_t kMaxHeadings = 10;
constexpr std::size_t kMaxScripts = 50;
constexpr int kMaxTimes = 1000;
constexpr int kMaxTexts = 20'000;  ///< more than pages have that people read

std::string line_of(const GumboNode& element, std::size_t limit) {
  return text::clean_line(short_text(element, limit));
}

void fill(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

void add_name(std::vector<std::string>& names, std::string name) {
  if (name.empty() || names.size() >= kMaxNames) return;
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

bool holds_digit(std::string_view words) {
  return words.find_first_of("0123456789") != std::string_view::npos;
}

bool holds_sentence(std::string_view line) {
  return line.find("。") != std::string_view::npos || line.find("？") != std::string_view::npos ||
         line.find("！") != std::string_view::npos;
}

std::string date_in(const std::string& words) {
  return text::find_date(words) ? words : std::string{};
}

/// In an entry of a live blog, as schema.org calls it.
bool is_in_live_update(const GumboNode& element) {
  constexpr int kLevels = 6;
  const GumboNode* box = element.parent;
  for (int level = 0; level < kLevels && box != nullptr && is_element(*box); ++level) {
    if (has_token(attribute(*box, "itemprop"), "liveBlogUpdate")) return true;
    box = box->parent;
  }
  return false;
}

/// <span class="author vcard"><a class="url fn n">: the name in an author's hCard.
bool is_card_of_author(const GumboNode& element) {
  if (!has_token(attribute(element, "class"), "fn") || element.parent == nullptr) return false;
  const std::string_view around = attribute(*element.parent, "class");
  return has_token(around, "vcard") &&
         (has_token(around, "author") || has_token(around, "post-author"));
}

/// True for the name of the site above all its pages, a link to the front page.
bool is_site_heading(const GumboNode& heading, const ElementNames& names) {
  if (names.names_site()) return true;
  const GumboNode* const parent = heading.parent;
  if (parent != nullptr && is_element(*parent) && ElementNames(*parent).names_site()) return true;
  const GumboNode* const link = only_child(heading);
  if (link == nullptr || !is_tag(*link, GUMBO_TAG_A)) return false;
  if (has_token(attribute(*link, "rel"), "home")) return true;
  const std::string_view href = attribute(*link, "href");
  if (href == "/") return true;
  const auto url = text::parse_url(href);
  return url && !url->host.empty() && url->path.size() <= 1 && !url->has_query &&
         url->fragment.empty();
}

/// True if all could be names; behind "By" one small word is an account.
bool are_authors(const std::vector<std::string>& names, std::string_view line) {
  if (std::all_of(names.begin(), names.end(), looks_like_name)) return true;
  return names.size() == 1 && names[0].find(' ') == std::string::npos &&
         is_byline_word(line.substr(0, line.find(' ')));
}

class ClueVisitor {
 public:
  explicit ClueVisitor(PageClues& clues) : clues_(clues) {}

  bool enter(const GumboNode& element) {
    if (element.v.element.tag_namespace != GUMBO_NAMESPACE_HTML) return false;
    if (!read_head_element(element)) return false;
    const ElementNames names(element);
    place_.enter(element, names, heading_worth_ > 0);
    read_by_tag(element, names);
    read_microdata(element);
    if (!place_.is_aside()) read_by_name(element, names);
    if (place_.in_side_box()) read_side_date(element, names);
    return true;
  }

  void leave(const GumboNode& element) { place_.leave(element); }

  void text(const GumboNode& node) {
    if (place_.is_aside() || !place_.in_body() || ++texts_ > kMaxTexts) return;
    std::string_view words = text_of(node);
    if (words.size() > kMaxLooseDateColumns) read_dateline(words);
    if (clues_.worded_bylines.empty() && heading_worth_ > 0) {
      add_name(clues_.worded_bylines, bracketed_byline(words));
      add_name(clues_.worded_bylines, korean_byline(words));
    }
    if (words.size() > kMaxLineBytes) {
      after_byline_word_ = false;
      after_update_word_ = false;
      behind_byline_link_ = false;
      return;
    }
    const std::string line = text::clean_line(words);
    if (line.empty()) return;
    const bool is_byline_link = read_words(line);
    read_loose_date(line);
    after_byline_word_ = ends_in_byline_word(line) || (behind_byline_link_ && joins_names(line));
    behind_byline_link_ = is_byline_link;
    after_update_word_ = ends_in_update_word(line);
  }

 private:
  /// False if nothing below it is of interest.
  bool read_head_element(const GumboNode& element) {
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
      default:
        return true;
    }
  }

  void read_by_tag(const GumboNode& element, const ElementNames& names) {
    switch (static_cast<int>(element.v.element.tag)) {
      case GUMBO_TAG_H1:
      case GUMBO_TAG_H2:
      case GUMBO_TAG_H3:
        read_heading(element, names);
        break;
      case GUMBO_TAG_TIME:
        read_time(element, names);
        break;
      case GUMBO_TAG_FIGCAPTION:
        if (!place_.is_aside()) fill(clues_.image_caption, line_of(element, kMaxTitleBytes));
        break;
      case GUMBO_TAG_A:
        if (has_token(attribute(element, "rel"), "tag")) {
          add_name(clues_.tags, line_of(element, kMaxNameBytes));
        }
        break;
      default:
        break;
    }
  }

  void read_meta(const GumboNode& meta) {
    if (clues_.metas.size() >= kMaxMetas) return;
    const std::string content = text::clean_line(attribute(meta, "content"));
    if (content.empty()) return;
    for (const char* const kind : {"property", "name", "itemprop", "http-equiv"}) {
      std::string names = text::ascii_lowered(attribute(meta, kind));
      for (std::size_t at = 0; at < names.size() && clues_.metas.size() < kMaxMetas;) {
        const std::size_t end = std::min(names.find_first_of(" \t\n", at), names.size());
        std::string name = names.substr(at, end - at);
        if (name.starts_with("dc:") || name.starts_with("dcterms:")) name[name.find(':')] = '.';
        if (!name.empty()) clues_.metas.emplace_back(std::move(name), content);
        at = end + 1;
      }
    }
  }

  void read_link(const GumboNode& link) {
    const std::string rel = text::ascii_lowered(attribute(link, "rel"));
    std::string address = text::clean_line(attribute(link, "href"));
    if (has_token(rel, "image_src")) fill(clues_.image_link, address);
    if (has_token(rel, "canonical")) fill(clues_.canonical, std::move(address));
  }

  void read_script(const GumboNode& script) {
    const GumboVector& children = script.v.element.children;
    if (children.length == 0) return;
    const auto& node = *static_cast<const GumboNode*>(children.data[0]);
    if (!is_text(node)) return;
    if (text::ascii_lowered(attribute(script, "type")).find("ld+json") != std::string::npos) {
      read_json_ld(text_of(node), clues_.linked);
    } else if (clues_.scripts.size() < kMaxScripts) {
      clues_.scripts.push_back(text_of(node));
    }
  }

  /// The heading that is marked as the article's, else one inside <article> or <main>, else the
  /// first <h1>.
  void read_heading(const GumboNode& element, const ElementNames& names) {
    const bool is_first_order = element.v.element.tag == GUMBO_TAG_H1;
    int worth = is_first_order ? 2 : 0;
    if (has_token(attribute(element, "itemprop"), "headline")) worth += 4;
    if (names.names_title()) worth += is_first_order ? 2 : 3;
    if (place_.is_aside() || !place_.in_body()) return;
    if (is_site_heading(element, names)) {
      return fill(clues_.site_heading, line_of(element, kMaxNameBytes));
    }
    if (clues_.headings.size() < kMaxHeadings) {
      add_name(clues_.headings, line_of(element, kMaxTitleBytes));
    }
    if (worth == 0) return;
    if (is_first_order && place_.in_article()) ++worth;
    if (worth <= heading_worth_) return;
    std::string words = line_of(element, kMaxTitleBytes);
    if (words.empty()) return;
    heading_worth_ = worth;
    clues_.heading = {std::move(words), is_first_order ? "h1" : "heading"};
  }

  void read_time(const GumboNode& time, const ElementNames& names) {
    if (times_++ >= kMaxTimes) return;
    std::string when = text::clean_line(attribute(time, "datetime"));
    if (when.empty()) when = date_in(line_of(time, kMaxDateBytes));
    if (when.empty() || !text::find_date(when)) return;
    if (names.names_update() || after_update_word_) return fill(clues_.modified, std::move(when));
    if (gumbo_get_attribute(&time.v.element.attributes, "pubdate") != nullptr) {
      fill(clues_.published, when);
    }
    if (place_.is_aside()) return;
    const bool is_named = names.names_publication() || place_.in_article();
    if (!clues_.first_time.empty() && (!is_named || !clues_.named_time.empty())) return;
    when = first_entry_time(time, std::move(when));
    fill(clues_.first_time, when);
    if (is_named) fill(clues_.named_time, std::move(when));
  }

  void read_microdata(const GumboNode& element) {
    const std::string_view property = attribute(element, "itemprop");
    const std::string_view rel = attribute(element, "rel");
    if ((has_token(rel, "author") || is_card_of_author(element)) && !place_.is_aside()) {
      add_name(clues_.linked_authors, line_of(element, kMaxNameBytes));
    }
    if (property.empty()) return;
    if (has_token(property, "author") || has_token(property, "creator")) read_author(element);
    if (has_token(property, "datePublished") && clues_.published.empty()) {
      std::string when = value_of(element);
      clues_.published = is_in_live_update(element) ? first_entry_time(element, when) : when;
    }
    if (has_token(property, "dateModified")) fill(clues_.modified, value_of(element));
  }

  /// The name in it, if one is marked: beside it stand portraits and words about the author.
  void read_author(const GumboNode& element) {
    std::string name = text::clean_line(attribute(element, "content"));
    if (name.empty()) {
      const GumboNode* const named = find_marked(element, "name");
      name = named == nullptr ? line_of(element, kMaxNameBytes) : value_of(*named);
    }
    add_name(clues_.marked_authors, std::move(name));
  }

  static std::string value_of(const GumboNode& element) {
    for (const char* const name : {"content", "datetime"}) {
      std::string value = text::clean_line(attribute(element, name));
      if (!value.empty()) return value;
    }
    // The way of microformats: <abbr title="2024-05-15T14:33:00-07:00">2:33 PM</abbr>.
    std::string title = text::clean_line(attribute(element, "title"));
    if (text::read_date(title)) return title;
    return line_of(element, kMaxDateBytes);
  }

  /// For pages that tell their readers alone: class="pub-time", class="byline".
  void read_by_name(const GumboNode& element, const ElementNames& names) {
    if (names.names_author()) read_byline(element);
    if (!names.names_date() || names.names_update()) return;
    if (!clues_.date_text.empty() || date_tries_ == kMaxDateTries) return;
    ++date_tries_;
    LineDates dates = line_dates(value_of(element));
    clues_.date_text = std::move(dates.published);
    fill(clues_.changed_text, std::move(dates.updated));
  }

  /// The date of a column beside the text, if no other day is named there.
  void read_side_date(const GumboNode& element, const ElementNames& names) {
    const bool is_time = element.v.element.tag == GUMBO_TAG_TIME;
    if (place_.in_link() || !(is_time || (names.names_date() && !names.names_update()))) return;
    if (side_dates_differ_ || date_tries_ == kMaxDateTries) return;
    ++date_tries_;
    std::string when = value_of(element);
    const auto date = text::find_date(when);
    if (!date) return;
    const std::int64_t day = date->at.ms / kDayMs;
    side_dates_differ_ = !clues_.side_date.empty() && day != side_day_;
    side_day_ = day;
    clues_.side_date = side_dates_differ_ ? std::string{} : std::move(when);
  }

  /// The first line with names in it, and those in elements like its own.  Boxes inside such a box
  /// say the same again; boxes beside it count if they are of the same class: one each author.
  void read_byline(const GumboNode& element) {
    const std::string_view kind = attribute(element, "class");
    if (!clues_.named_bylines.empty() && kind != byline_class_) return;
    if (++byline_tries_ > kMaxBylineTries) return;
    const GumboNode* first = nullptr;
    std::string pending;
    for (const BylineText& part : byline_texts(element, kMaxNameBytes)) {
      if (first != nullptr && !are_alike(first, part.element)) continue;
      const std::string line = text::clean_line(pending + part.text);
      pending = is_byline_word(line) ? line + ' ' : std::string{};
      const std::vector<std::string> names = author_names(line);
      if (names.empty() || begins_as_editor(line)) continue;
      if (!are_authors(names, line)) continue;
      const auto is_person = [](const std::string& name) {
        return is_full_name(name) && !names_job(name);
      };
      if (first != nullptr && !std::all_of(names.begin(), names.end(), is_person)) continue;
      byline_class_ = kind;
      add_name(clues_.named_bylines, line);
      if (part.element == nullptr) return;
      first = part.element;
    }
  }

  /// The date that a paragraph begins with: "15.05.2024 – The bridge …".
  void read_dateline(std::string_view words) {
    if (!clues_.loose_date.empty() || date_tries_ >= kMaxDateTries) return;
    const std::string opening = text::clean_line(text::first_bytes(words, kMaxLooseDateColumns));
    if (opening.empty() || !text::is_ascii_digit(opening.front())) return;
    std::size_t dash = opening.size();
    for (const std::string_view sign : {" – ", " — ", " - "})
      dash = std::min(dash, opening.find(sign));
    if (dash == opening.size()) return;
    ++date_tries_;
    clues_.loose_date = date_in(opening.substr(0, dash));
  }

  /// True if it was a name in a link.
  bool read_words(const std::string& line) {
    if (text::columns(line) > kMaxBylineColumns) return false;
    const bool short_link = after_byline_word_ && place_.in_link();
    if (is_report_word(line) && !last_link_.empty()) {
      add_name(clues_.worded_bylines, last_link_);
    } else if (short_link || (begins_as_byline(line) && !holds_sentence(line) &&
                              !(place_.in_link() && !clues_.worded_bylines.empty()))) {
      add_name(clues_.worded_bylines, line);
    } else if (heading_worth_ > 0 && clues_.worded_bylines.empty() &&
               (is_byline(line) || (after_byline_word_ && is_full_name(line)))) {
      // In words that begin other texts as well: the first below the heading.
      add_name(clues_.worded_bylines, line);
    }
    last_link_ = place_.in_link() && is_full_name(line) ? line : std::string{};
    return short_link;
  }

  void read_loose_date(const std::string& line) {
    const bool is_done = !clues_.loose_date.empty() && !clues_.changed_text.empty();
    if (is_done || place_.in_link() || date_tries_ >= kMaxDateTries || !holds_digit(line)) return;
    const std::size_t width = text::columns(line);
    if (width > kMaxInfoColumns || (width > kMaxLooseDateColumns && !is_info_line(line))) return;
    ++date_tries_;
    if (after_update_word_) return fill(clues_.changed_text, date_in(line));
    LineDates dates = line_dates(line);
    fill(clues_.loose_date, std::move(dates.published));
    fill(clues_.changed_text, std::move(dates.updated));
  }

  PageClues& clues_;
  ElementPlace place_;
  int heading_worth_ = 0;
  int date_tries_ = 0;
  int byline_tries_ = 0;
  int times_ = 0;
  int texts_ = 0;
  std::int64_t side_day_ = 0;
  bool side_dates_differ_ = false;
  bool after_byline_word_ = false;
  bool after_update_word_ = false;
  bool behind_byline_link_ = false;
  std::string last_link_;  ///< a name in the link that ended last
  std::string_view byline_class_;
};

}  // namespace

Clue PageClues::meta(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    const auto found = std::find_if(metas.begin(), metas.end(),
                                    [name](const auto& entry) { return entry.first == name; });
    if (found != metas.end()) return {found->second, "meta " + found->first};
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
