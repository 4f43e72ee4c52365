#include "feed/entry_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "feed/markup.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/date.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::feed {
namespace {

/// Authors and tags kept of one entry.
constexpr std::size_t kMaxNames = 100;

/// A value together with how good its source is; of equals the first stays.
template <class Value>
class Best {
 public:
  void offer(int rank, Value value) {
    if (value_ && rank >= rank_) return;
    rank_ = rank;
    value_ = std::move(value);
  }
  bool has_value() const { return value_.has_value(); }
  std::optional<Value> take() { return std::move(value_); }

 private:
  int rank_ = 0;
  std::optional<Value> value_;
};

void add_name(std::vector<std::string>& names, std::string name) {
  if (name.empty() || names.size() >= kMaxNames) return;
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

bool is_image(const pugi::xml_node& element) {
  const std::string type = text::ascii_lowered(element.attribute("type").value());
  if (!type.empty()) return type.starts_with("image/");
  return text::ascii_lowered(element.attribute("medium").value()) == "image";
}

class EntryReader {
 public:
  EntryReader(const pugi::xml_node& element, const EntryContext& context, Links& links)
      : element_(element), context_(context), links_(links), scope_(context.scope) {
    scope_.declare(element, UnknownDefault::kIsOther);
    base_ = base_of(element, context.base, links);
    entry_.language = language_of(element, context.language);
  }

  FeedEntry read() {
    about();
    for (const pugi::xml_node& child : element_.children()) {
      if (child.type() == pugi::node_element) field(child);
    }
    return finish();
  }

 private:
  using Method = void (EntryReader::*)(const pugi::xml_node&);
  struct Field {
    Space space;
    std::string_view local;
    Method read;
  };
  static const std::array<Field, 42> kFields;

  void field(const pugi::xml_node& child) {
    const Name name = name_of(child, scope_);
    const auto* known = std::find_if(kFields.begin(), kFields.end(), [&](const Field& candidate) {
      return candidate.space == name.space && candidate.local == name.local;
    });
    if (known != kFields.end()) (this->*known->read)(child);
  }

  void about() {
    const std::string about(trim(element_.attribute("rdf:about").value()));
    if (about.empty()) return;
    id_.offer(2, about);
    if (text::is_http(about)) url_.offer(6, about);
  }

  void title(const pugi::xml_node& child) { offer_title(0, child); }
  void dc_title(const pugi::xml_node& child) { offer_title(1, child); }
  void media_title(const pugi::xml_node& child) { offer_title(2, child); }
  void offer_title(int rank, const pugi::xml_node& child) {
    std::string line = line_value(child, context_.format);
    if (!line.empty()) title_.offer(rank, std::move(line));
  }

  void link(const pugi::xml_node& child) {
    const pugi::xml_attribute href = child.attribute("href");
    if (!href) {
      offer_url(0, text_of(child), child);
      return;
    }
    const std::string rel = text::ascii_lowered(trim(child.attribute("rel").value()));
    if (rel == "enclosure" && is_image(child)) offer_image(1, href.value(), child);
    if (!rel.empty() && rel != "alternate") return;
    const std::string type = text::ascii_lowered(child.attribute("type").value());
    const bool html = type.empty() || type.find("html") != std::string::npos;
    offer_url(html ? 1 : 2, href.value(), child);
  }

  void offer_url(int rank, std::string_view reference, const pugi::xml_node& child) {
    std::string url = links_.resolve(base_of(child, base_, links_), reference);
    if (!url.empty()) url_.offer(rank, std::move(url));
  }

  void guid(const pugi::xml_node& child) {
    const std::string value(trim(text_of(child)));
    if (value.empty()) return;
    id_.offer(0, value);
    const std::string permalink = text::ascii_lowered(trim(child.attribute("isPermaLink").value()));
    if (permalink == "false") return;
    // Without the attribute it counts as a link only if it looks like one.
    if (text::is_http(value)) {
      url_.offer(4, value);
    } else if (permalink == "true") {
      offer_url(5, value, child);
    }
  }

  void id(const pugi::xml_node& child) {
    std::string value(trim(text_of(child)));
    if (value.empty()) return;
    if (text::is_http(value)) url_.offer(5, value);
    id_.offer(1, std::move(value));
  }

  void author(const pugi::xml_node& child) { add_name(authors_[0], read_person(child, scope_)); }
  void creator(const pugi::xml_node& child) { add_name(authors_[1], read_person(child, scope_)); }
  void itunes_author(const pugi::xml_node& child) {
    add_name(authors_[2], read_person(child, scope_));
  }
  /// An entry copied from another feed names that feed's authors here (RFC 4287 §4.2.11).
  void source(const pugi::xml_node& child) {
    for (const pugi::xml_node& inside : child.children()) {
      const Name name = name_of(inside, scope_);
      if (name.space == Space::kCore && name.local == "author") {
        add_name(authors_[3], read_person(inside, scope_));
      }
    }
  }

  void category(const pugi::xml_node& child) {
    const std::string_view term = child.attribute("term").value();
    const std::string_view label = child.attribute("label").value();
    std::string line = line_value(child, context_.format);
    if (line.empty()) line = text::clean_line(label.empty() ? term : label);
    add_name(entry_.tags, std::move(line));
  }

  void published(const pugi::xml_node& child) { offer_date(published_, 0, child); }
  void issued(const pugi::xml_node& child) { offer_date(published_, 1, child); }
  void dc_date(const pugi::xml_node& child) { offer_date(published_, 2, child); }
  void created(const pugi::xml_node& child) { offer_date(published_, 3, child); }
  void updated(const pugi::xml_node& child) { offer_date(updated_, 0, child); }
  void modified(const pugi::xml_node& child) { offer_date(updated_, 1, child); }
  static void offer_date(Best<Timestamp>& best, int rank, const pugi::xml_node& child) {
    if (const auto date = text::parse_date(text_of(child))) best.offer(rank, *date);
  }

  void description(const pugi::xml_node& child) { offer_html(summary_, 0, child); }
  void dc_description(const pugi::xml_node& child) { offer_html(summary_, 1, child); }
  void media_description(const pugi::xml_node& child) { offer_html(summary_, 2, child); }
  void content(const pugi::xml_node& child) { offer_html(content_, 0, child); }
  void body(const pugi::xml_node& child) { offer_html(content_, 1, child); }
  void offer_html(Best<std::string>& best, int rank, const pugi::xml_node& child) {
    std::string html = html_value(child, context_.format, scope_, base_, links_);
    if (!html.empty()) best.offer(rank, std::move(html));
  }

  void enclosure(const pugi::xml_node& child) {
    if (is_image(child)) offer_image(1, child.attribute("url").value(), child);
  }
  void media_content(const pugi::xml_node& child) {
    if (is_image(child)) offer_image(0, child.attribute("url").value(), child);
    media_group(child);
  }
  void thumbnail(const pugi::xml_node& child) {
    offer_image(2, child.attribute("url").value(), child);
  }
  void itunes_image(const pugi::xml_node& child) {
    offer_image(3, child.attribute("href").value(), child);
  }
  void offer_image(int rank, std::string_view reference, const pugi::xml_node& child) {
    std::string url = links_.resolve(base_of(child, base_, links_), reference);
    if (!url.empty()) image_.offer(rank, std::move(url));
  }
  /// media:group and media:content hold the same elements; groups in groups are not a thing.
  void media_group(const pugi::xml_node& group) {
    for (const pugi::xml_node& child : group.children()) {
      const Name name = name_of(child, scope_);
      if (name.space != Space::kMedia) continue;
      if (name.local == "thumbnail") thumbnail(child);
      if (name.local == "description") media_description(child);
      if (name.local == "title") media_title(child);
      if (name.local == "content" && is_image(child)) {
        offer_image(0, child.attribute("url").value(), child);
      }
    }
  }

  void language(const pugi::xml_node& child) {
    std::string tag = language_tag(text_of(child));
    if (!tag.empty()) entry_.language = std::move(tag);
  }

  FeedEntry finish() {
    entry_.id = id_.take().value_or("");
    entry_.url = url_.take().value_or("");
    entry_.title = title_.take().value_or("");
    entry_.published = published_.take();
    entry_.updated = updated_.take();
    entry_.summary = summary_.take().value_or("");
    entry_.content = content_.take().value_or("");
    entry_.image_url = image_.take().value_or("");
    entry_.authors = context_.authors;
    for (auto& names : authors_) {
      if (names.empty()) continue;
      entry_.authors = std::move(names);
      break;
    }
    return std::move(entry_);
  }

  const pugi::xml_node& element_;
  const EntryContext& context_;
  Links& links_;
  Scope scope_;
  std::string base_;
  FeedEntry entry_;
  Best<std::string> id_, url_, title_, summary_, content_, image_;
  Best<Timestamp> published_, updated_;
  /// By how much they are trusted: author, dc:creator, itunes:author, source/author.
  std::array<std::vector<std::string>, 4> authors_;
};

const std::array<EntryReader::Field, 42> EntryReader::kFields{{
    {Space::kCore, "title", &EntryReader::title},
    {Space::kCore, "link", &EntryReader::link},
    {Space::kCore, "guid", &EntryReader::guid},
    {Space::kCore, "id", &EntryReader::id},
    {Space::kCore, "author", &EntryReader::author},
    {Space::kCore, "source", &EntryReader::source},
    {Space::kCore, "category", &EntryReader::category},
    {Space::kCore, "pubdate", &EntryReader::published},
    {Space::kCore, "published", &EntryReader::published},
    {Space::kCore, "issued", &EntryReader::issued},
    {Space::kCore, "date", &EntryReader::dc_date},
    {Space::kCore, "created", &EntryReader::created},
    {Space::kCore, "updated", &EntryReader::updated},
    {Space::kCore, "modified", &EntryReader::modified},
    {Space::kCore, "description", &EntryReader::description},
    {Space::kCore, "summary", &EntryReader::description},
    {Space::kCore, "abstract", &EntryReader::dc_description},
    {Space::kCore, "content", &EntryReader::content},
    {Space::kCore, "fullitem", &EntryReader::content},
    {Space::kCore, "body", &EntryReader::body},
    {Space::kCore, "enclosure", &EntryReader::enclosure},
    {Space::kCore, "language", &EntryReader::language},
    {Space::kContent, "encoded", &EntryReader::content},
    {Space::kXhtml, "body", &EntryReader::body},
    {Space::kXhtml, "div", &EntryReader::body},
    {Space::kDublinCore, "title", &EntryReader::dc_title},
    {Space::kDublinCore, "creator", &EntryReader::creator},
    {Space::kDublinCore, "author", &EntryReader::creator},
    {Space::kDublinCore, "subject", &EntryReader::category},
    {Space::kDublinCore, "date", &EntryReader::dc_date},
    {Space::kDublinCore, "description", &EntryReader::dc_description},
    {Space::kDublinCore, "language", &EntryReader::language},
    {Space::kDcTerms, "issued", &EntryReader::issued},
    {Space::kDcTerms, "created", &EntryReader::created},
    {Space::kDcTerms, "modified", &EntryReader::modified},
    {Space::kItunes, "author", &EntryReader::itunes_author},
    {Space::kItunes, "summary", &EntryReader::media_description},
    {Space::kItunes, "image", &EntryReader::itunes_image},
    {Space::kMedia, "group", &EntryReader::media_group},
    {Space::kMedia, "content", &EntryReader::media_content},
    {Space::kMedia, "thumbnail", &EntryReader::thumbnail},
    {Space::kMedia, "description", &EntryReader::media_description},
}};

/// "mail (name)" and "name <mail>" without the mail.
std::string_view name_in(std::string_view person) {
  const std::size_t at = person.find('@');
  if (at == std::string_view::npos) return person;
  const std::size_t open = person.find('(');
  const std::size_t close = person.rfind(')');
  if (open != std::string_view::npos && close != std::string_view::npos && close > open + 1 &&
      at < open) {
    return trim(person.substr(open + 1, close - open - 1));
  }
  const std::size_t angle = person.find('<');
  if (angle != std::string_view::npos && angle < at && !trim(person.substr(0, angle)).empty()) {
    return trim(person.substr(0, angle));
  }
  return person;
}

}  // namespace

FeedEntry read_entry(const pugi::xml_node& element, const EntryContext& context, Links& links) {
  return EntryReader(element, context, links).read();
}

std::string read_person(const pugi::xml_node& element, const Scope& scope) {
  std::string mail;
  bool structured = false;
  for (const pugi::xml_node& child : element.children()) {
    if (child.type() != pugi::node_element) continue;
    structured = true;
    const std::string local = name_of(child, scope).local;
    std::string value = text::clean_line(text_of(child));
    if (local == "name" && !value.empty()) return value;
    if (local == "email") mail = std::move(value);
  }
  if (structured && !mail.empty()) return mail;
  return std::string(name_in(line_from_html(text_of(element), true)));
}

std::string language_tag(std::string_view text) {
  constexpr std::size_t kLongest = 35;  // RFC 5646 §4.4.1
  text = trim(text);
  return text.size() <= kLongest ? std::string(text) : std::string();
}

std::string language_of(const pugi::xml_node& element, const std::string& inherited) {
  const pugi::xml_attribute lang = element.attribute("xml:lang");
  return lang ? language_tag(lang.value()) : inherited;
}

}  // namespace jianbao::feed
