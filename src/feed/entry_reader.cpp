#include "feed/entry_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "feed/markup.h"
#include "feed/person.h"
#include "jianbao/text/ascii.h"
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
    if (!value_ || rank < rank_) replace(rank, std::move(value));
  }
  /// Of equals the last one wins.
  void renew(int rank, Value value) {
    if (!value_ || rank <= rank_) replace(rank, std::move(value));
  }
  bool has_value() const { return value_.has_value(); }
  std::optional<Value> take() { return std::move(value_); }

 private:
  void replace(int rank, Value value) {
    rank_ = rank;
    value_ = std::move(value);
  }

  int rank_ = 0;
  std::optional<Value> value_;
};

void add_name(std::vector<std::string>& names, std::string name) {
  if (name.empty() || names.size() >= kMaxNames) return;
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

/// The size of the comma that a text begins with, also of those of Chinese; else 0.
std::size_t comma_size(std::string_view text) {
  for (const std::string_view comma : {",", "，", "、"}) {
    if (text.starts_with(comma)) return comma.size();
  }
  return 0;
}

bool is_image(const pugi::xml_node& element) {
  const std::string type = text::ascii_lowered(attribute_of(element, "type").value());
  if (!type.empty()) return type.starts_with("image/");
  return text::ascii_lowered(attribute_of(element, "medium").value()) == "image";
}

std::optional<std::uint64_t> byte_count(std::string_view digits) {
  digits = trim(digits);
  std::uint64_t count = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, count);
  if (error != std::errc() || stop != end) return std::nullopt;
  return count;
}

class EntryReader {
 public:
  EntryReader(const pugi::xml_node& element, const EntryContext& context, Links& links,
              Dates& dates, Base64Faults& faults)
      : element_(element),
        context_(context),
        links_(links),
        dates_(dates),
        faults_(faults),
        scope_(context.scope) {
    scope_.declare(element, UnknownDefault::kIsOther);
    base_ = base_of(element, context.base, links);
    entry_.language = language_of(element, context.language);
  }

  FeedEntry read() {
    about();
    if (context_.format == Format::kCdf) cdf();
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
  static const std::array<Field, 56> kFields;

  void field(const pugi::xml_node& child) {
    const Name name = name_of(child, scope_);
    const auto* known = std::find_if(kFields.begin(), kFields.end(), [&](const Field& candidate) {
      return candidate.space == name.space && candidate.local == name.local;
    });
    if (known != kFields.end()) (this->*known->read)(child);
  }

  void about() {
    const std::string about(trim(attribute_of(element_, "rdf:about").value()));
    if (about.empty()) return;
    id_.offer(2, about);
    if (text::is_http(about)) url_.offer(6, about);
  }

  void cdf() {
    offer_url(0, attribute_of(element_, "href").value(), element_);
    if (const auto date = dates_.read(attribute_of(element_, "lastmod").value())) {
      updated_.offer(0, *date);
    }
  }

  void title(const pugi::xml_node& child) { offer_title(0, child); }
  void dc_title(const pugi::xml_node& child) { offer_title(1, child); }
  void media_title(const pugi::xml_node& child) { offer_title(2, child); }
  void itunes_title(const pugi::xml_node& child) { offer_title(3, child); }
  void offer_title(int rank, const pugi::xml_node& child) {
    std::string line = line_value(child, context_.format);
    if (!line.empty()) title_.offer(rank, std::move(line));
  }

  /// The registered names stand for IRIs, which may be written instead (RFC 4287 §4.2.7.2).
  static std::string relation_of(const pugi::xml_node& link) {
    constexpr std::string_view kRegistry = "http://www.iana.org/assignments/relation/";
    const std::string rel = text::ascii_lowered(trim(attribute_of(link, "rel").value()));
    return rel.starts_with(kRegistry) ? rel.substr(kRegistry.size()) : rel;
  }

  void link(const pugi::xml_node& child) {
    const pugi::xml_attribute href = attribute_of(child, "href");
    if (!href) {
      offer_url(0, text_of(child), child);
      return;
    }
    const std::string rel = relation_of(child);
    if (rel == "enclosure") enclosure_at(1, href.value(), child);
    if (!rel.empty() && rel != "alternate") return;
    const std::string type = text::ascii_lowered(attribute_of(child, "type").value());
    const bool html = type.empty() || type.find("html") != std::string::npos;
    offer_url(html ? 1 : 2, href.value(), child);
  }

  void offer_url(int rank, std::string_view reference, const pugi::xml_node& child) {
    std::string url = resolved(reference, child);
    if (!url.empty()) url_.offer(rank, std::move(url));
  }
  std::string resolved(std::string_view reference, const pugi::xml_node& child) {
    return links_.resolve_address(base_of(child, base_, links_), reference);
  }

  void guid(const pugi::xml_node& child) {
    const std::string value(trim(text_of(child)));
    if (value.empty()) return;
    id_.offer(0, value);
    const std::string permalink =
        text::ascii_lowered(trim(attribute_of(child, "isPermaLink").value()));
    if (permalink == "false") return;
    // Without the attribute it counts as a link only if it looks like one.
    if (text::is_http(value)) {
      url_.offer(4, value);
    } else if (permalink == "true") {
      offer_url(5, value, child);
    }
  }

  void id(const pugi::xml_node& child) {
    // An identifier of Atom is a URI, to which xml:base applies.
    const std::string base = context_.format == Format::kAtom ? base_of(child, base_, links_) : "";
    std::string value = links_.resolve(base, trim(text_of(child)));
    if (value.empty()) return;
    if (text::is_http(value)) url_.offer(5, value);
    id_.offer(1, std::move(value));
  }

  void author(const pugi::xml_node& child) { add_people(0, child); }
  void creator(const pugi::xml_node& child) { add_people(1, child); }
  void itunes_author(const pugi::xml_node& child) { add_people(2, child); }
  /// Most credits are those of a picture.
  void media_credit(const pugi::xml_node& child) {
    const std::string role = text::ascii_lowered(trim(attribute_of(child, "role").value()));
    if (role == "author" || role == "writer" || role == "reporter") add_people(4, child);
  }
  void add_people(std::size_t rank, const pugi::xml_node& child) {
    for (std::string& name : read_people(child, scope_)) add_name(authors_[rank], std::move(name));
  }
  /// An entry copied from another feed names that feed's authors here (RFC 4287 §4.2.11).
  void source(const pugi::xml_node& child) {
    for (const pugi::xml_node& inside : child.children()) {
      const Name name = name_of(inside, scope_);
      if (name.space == Space::kCore && name.local == "author") {
        add_people(3, inside);
      }
    }
  }

  void category(const pugi::xml_node& child) {
    const std::string_view term = attribute_of(child, "term").value();
    const std::string_view label = attribute_of(child, "label").value();
    std::string line = line_value(child, context_.format);
    if (line.empty()) line = text::clean_line(label.empty() ? term : label);
    add_name(entry_.tags, std::move(line));
    // No category has pictures, but a feed was seen to put its item's there.
    for (const pugi::xml_node& inside : child.children("image")) image(inside);
  }

  /// RSS knows images of channels only; some feeds give one to an item.
  void image(const pugi::xml_node& child) {
    for (const pugi::xml_node& inside : child.children()) {
      const Name name = name_of(inside, scope_);
      if (name.space != Space::kCore) continue;
      if (name.local == "title") offer_title(4, inside);
      if (name.local == "url") offer_image(2, text_of(inside), inside);
    }
    if (!child.first_child()) offer_image(2, attribute_of(child, "href").value(), child);
  }

  void published(const pugi::xml_node& child) { offer_date(published_, 0, child); }
  void issued(const pugi::xml_node& child) { offer_date(published_, 0, child); }
  /// The day of publication, unless another element says that; then the day of a change.
  void dc_date(const pugi::xml_node& child) {
    if (const auto date = dates_.read(text_of(child))) dc_date_ = *date;
  }
  void created(const pugi::xml_node& child) { offer_date(published_, 3, child); }
  void updated(const pugi::xml_node& child) { offer_date(updated_, 0, child); }
  void modified(const pugi::xml_node& child) { offer_date(updated_, 0, child); }
  void offer_date(Best<Timestamp>& best, int rank, const pugi::xml_node& child) {
    if (const auto date = dates_.read(text_of(child))) best.renew(rank, *date);
  }

  /// A second and different one is the longer text that the first sums up.
  void description(const pugi::xml_node& child) {
    std::string html = html_value(child, context_.format, scope_, base_, links_, faults_);
    if (html.empty()) return;
    if (description_.empty()) {
      description_ = html;
      summary_.offer(0, std::move(html));
    } else if (html != description_) {
      content_.offer(2, std::move(html));
    }
  }
  void abstract(const pugi::xml_node& child) { offer_html(summary_, 1, child); }
  void media_description(const pugi::xml_node& child) { offer_html(summary_, 2, child); }
  void content(const pugi::xml_node& child) { offer_html(content_, 0, child); }
  void body(const pugi::xml_node& child) { offer_html(content_, 1, child); }
  void offer_html(Best<std::string>& best, int rank, const pugi::xml_node& child) {
    std::string html = html_value(child, context_.format, scope_, base_, links_, faults_);
    if (!html.empty()) best.offer(rank, std::move(html));
  }

  void enclosure(const pugi::xml_node& child) {
    enclosure_at(1, attribute_of(child, "url").value(), child);
  }
  void enclosure_at(int image_rank, std::string_view reference, const pugi::xml_node& child) {
    if (is_image(child)) offer_image(image_rank, reference, child);
    Enclosure file;
    file.url = resolved(reference, child);
    if (file.url.empty() || entry_.enclosures.size() >= kMaxNames) return;
    file.type = text::clean_line(attribute_of(child, "type").value());
    pugi::xml_attribute length = attribute_of(child, "length");
    if (!length) length = attribute_of(child, "fileSize");
    file.length = byte_count(length.value());
    entry_.enclosures.push_back(std::move(file));
  }
  void media_content(const pugi::xml_node& child) {
    const std::string_view address = attribute_of(child, "url").value();
    if (is_image(child)) {
      offer_image(0, address, child);
    } else {
      enclosure_at(0, address, child);
    }
    media_group(child);
  }
  void thumbnail(const pugi::xml_node& child) {
    offer_image(2, attribute_of(child, "url").value(), child);
  }
  void itunes_image(const pugi::xml_node& child) {
    offer_image(3, attribute_of(child, "href").value(), child);
  }
  void offer_image(int rank, std::string_view reference, const pugi::xml_node& child) {
    std::string url = resolved(reference, child);
    if (!url.empty()) image_.offer(rank, std::move(url));
  }
  void keywords(const pugi::xml_node& child) { add_keywords(entry_.tags, text_of(child)); }
  /// media:group and media:content hold the same elements; groups in groups are not a thing.
  void media_group(const pugi::xml_node& group) {
    for (const pugi::xml_node& child : group.children()) {
      const Name name = name_of(child, scope_);
      if (name.space != Space::kMedia) continue;
      if (name.local == "thumbnail") thumbnail(child);
      if (name.local == "description") media_description(child);
      if (name.local == "title") media_title(child);
      if (name.local == "keywords") keywords(child);
      if (name.local == "content" && name_of(group, scope_).local == "group") media_content(child);
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
    if (dc_date_) {
      Best<Timestamp>& best = published_.has_value() ? updated_ : published_;
      best.offer(2, *dc_date_);
    }
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
  Dates& dates_;
  Base64Faults& faults_;
  Scope scope_;
  std::string base_;
  std::string description_;
  FeedEntry entry_;
  Best<std::string> id_, url_, title_, summary_, content_, image_;
  Best<Timestamp> published_, updated_;
  std::optional<Timestamp> dc_date_;
  /// By how much they are trusted: author, dc:creator, itunes:author, source/author, media:credit.
  std::array<std::vector<std::string>, 5> authors_;
};

const std::array<EntryReader::Field, 56> EntryReader::kFields{{
    {Space::kCore, "title", &EntryReader::title},
    {Space::kCore, "link", &EntryReader::link},
    {Space::kCore, "guid", &EntryReader::guid},
    {Space::kCore, "id", &EntryReader::id},
    {Space::kCore, "author", &EntryReader::author},
    {Space::kCore, "managingeditor", &EntryReader::author},
    {Space::kCore, "image", &EntryReader::image},
    {Space::kCore, "source", &EntryReader::source},
    {Space::kCore, "category", &EntryReader::category},
    {Space::kCore, "pubdate", &EntryReader::published},
    {Space::kCore, "published", &EntryReader::published},
    {Space::kCore, "issued", &EntryReader::issued},
    {Space::kCore, "date", &EntryReader::dc_date},
    {Space::kCore, "created", &EntryReader::created},
    {Space::kCore, "updated", &EntryReader::updated},
    {Space::kCore, "modified", &EntryReader::modified},
    {Space::kCore, "lastbuilddate", &EntryReader::modified},
    {Space::kCore, "description", &EntryReader::description},
    {Space::kCore, "summary", &EntryReader::description},
    {Space::kCore, "abstract", &EntryReader::abstract},
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
    {Space::kDublinCore, "description", &EntryReader::description},
    {Space::kDublinCore, "language", &EntryReader::language},
    {Space::kDcTerms, "title", &EntryReader::dc_title},
    {Space::kDcTerms, "creator", &EntryReader::creator},
    {Space::kDcTerms, "subject", &EntryReader::category},
    {Space::kDcTerms, "date", &EntryReader::dc_date},
    {Space::kDcTerms, "description", &EntryReader::description},
    {Space::kDcTerms, "language", &EntryReader::language},
    {Space::kDcTerms, "issued", &EntryReader::issued},
    {Space::kDcTerms, "created", &EntryReader::created},
    {Space::kDcTerms, "modified", &EntryReader::modified},
    {Space::kItunes, "title", &EntryReader::itunes_title},
    {Space::kItunes, "keywords", &EntryReader::keywords},
    {Space::kItunes, "author", &EntryReader::itunes_author},
    {Space::kItunes, "summary", &EntryReader::media_description},
    {Space::kItunes, "image", &EntryReader::itunes_image},
    {Space::kMedia, "title", &EntryReader::media_title},
    {Space::kMedia, "credit", &EntryReader::media_credit},
    {Space::kMedia, "keywords", &EntryReader::keywords},
    {Space::kMedia, "group", &EntryReader::media_group},
    {Space::kMedia, "content", &EntryReader::media_content},
    {Space::kMedia, "thumbnail", &EntryReader::thumbnail},
    {Space::kMedia, "description", &EntryReader::media_description},
}};

}  // namespace

FeedEntry read_entry(const pugi::xml_node& element, const EntryContext& context, Links& links,
                     Dates& dates, Base64Faults& faults) {
  return EntryReader(element, context, links, dates, faults).read();
}

void add_keywords(std::vector<std::string>& tags, std::string_view list) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= list.size() && tags.size() < kMaxNames;) {
    const std::size_t comma = comma_size(list.substr(at));
    if (comma == 0 && at < list.size()) {
      ++at;
      continue;
    }
    add_name(tags, text::clean_line(list.substr(begin, at - begin)));
    at += std::max<std::size_t>(comma, 1);
    begin = at;
  }
}

std::string language_tag(std::string_view text) {
  constexpr std::size_t kLongest = 35;  // RFC 5646 §4.4.1
  text = trim(text);
  return text.size() <= kLongest ? std::string(text) : std::string();
}

std::string language_of(const pugi::xml_node& element, const std::string& inherited) {
  const pugi::xml_attribute lang = attribute_of(element, "xml:lang");
  return lang ? language_tag(lang.value()) : inherited;
}

}  // namespace jianbao::feed
