#include "feed/repair.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "feed/document_end.h"
#include "feed/implied_end.h"
#include "feed/markup.h"
#include "feed/prefixes.h"
#include "feed/repair_log.h"
#include "feed/section_end.h"
#include "feed/start_tag.h"
#include "feed/tag_repair.h"
#include "feed/text_repair.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/byte_search.h"

namespace jianbao::feed {
namespace {

/// pugixml spends up to 64 bytes on each: bounds the memory a hostile document can claim.
constexpr std::size_t kMaxMarkup = 2'000'000;
/// The root's children and their children: where entries stand.
constexpr std::size_t kEntryDepth = 2;
/// From where on a text is noted as long.
constexpr std::size_t kLongText = 1024;

constexpr std::string_view kCdata = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";

/// RSS 1.1 has its items in a list of their own, and feeds of RSS 1.0 were seen to do so too.
bool is_list(std::string_view name) {
  return text::equal_ignoring_case(local_name(name), "items");
}

class Repairer {
 public:
  Repairer(std::string_view in, const Limits& limits, Wanted wanted)
      : in_(in),
        limits_(limits),
        wanted_(wanted),
        out_(in),
        xml_(out_.xml),
        text_(in, xml_, log_),
        tags_(in, xml_, text_, log_),
        cdata_(in, kCdata, kCdataEnd),
        comments_(in, "<!--", "-->"),
        instructions_(in, "<?", "?>"),
        entry_tags_(in) {}

  Repaired run() {
    while (at() < in_.size() && !done_ && out_.problem.empty()) {
      if (open_.empty()) {
        const std::size_t tag = std::min(in_.find('<', at()), in_.size());
        note_junk(tag);
        xml_.drop_to(tag);
      } else {
        const std::size_t begin = xml_.size();
        text_.text_to_tag();
        note_text(begin, false);
      }
      if (at() < in_.size()) markup();
    }
    if (done_) check_rest();
    finish();
    return std::move(out_);
  }

 private:
  struct Open {
    std::string_view name;
    std::size_t begin;        ///< in the repaired text
    std::size_t content = 0;  ///< where its content begins in the source
  };

  std::size_t at() const { return xml_.position(); }
  bool at(std::string_view text) const { return in_.substr(at()).starts_with(text); }
  bool name_starts(std::size_t offset) const {
    return at() + offset < in_.size() && is_name_start(in_[at() + offset]);
  }

  /// Text between the position and `end`, before the document.
  void note_junk(std::size_t end) {
    const std::string_view text = in_.substr(at(), end - at());
    const std::size_t junk = text.find_first_not_of(" \t\r\n");
    if (junk != std::string_view::npos) log_.add(Fault::kBefore, at() + junk);
  }

  void check_rest() {
    const std::size_t junk = junk_behind(in_, at());
    if (junk < in_.size()) log_.add(Fault::kBehind, junk);
  }

  void markup() {
    if (name_starts(1)) {
      start_tag();
    } else if (at("</") && name_starts(2)) {
      end_tag();
    } else if (at("<!--")) {
      xml_.drop_to(section(comments_, at() + 4).end);
    } else if (const std::size_t mark = cdata_mark(in_.substr(at())); mark > 0) {
      cdata(mark);
    } else if (at("<!") && (open_.empty() || name_starts(2) || at("<!["))) {
      declaration();
    } else if (at("<?")) {
      instruction();
    } else {
      bare_less();
    }
  }

  void bare_less() {
    log_.add(open_.empty() ? Fault::kBefore : Fault::kBareLess, at());
    xml_.drop_to(at() + 1);
    if (!open_.empty()) xml_.add("&lt;");
  }

  /// Before the document its '?' may be missing.
  void instruction() {
    if (!open_.empty()) return xml_.drop_to(section(instructions_, at() + 2).end);
    const std::size_t end = in_.find('>', at());
    xml_.drop_to(end == std::string_view::npos ? in_.size() : end + 1);
  }

  Around around() const {
    if (open_.empty() || !is_root(open_.back().name, wanted_)) return Around::kField;
    return of_sitemap() ? Around::kUrls : Around::kEntries;
  }

  /// The section at the position, whose content begins at `begin`.
  Section section(SectionEnds& ends, std::size_t begin) {
    const std::string_view element = open_.empty() ? std::string_view() : open_.back().name;
    const Section found = ends.section_at(begin, element, around());
    if (found.repaired || found.inner_opening > 0) log_.add(Fault::kSection, at());
    return found;
  }

  void cdata(std::size_t mark) {
    const std::size_t begin = at() + mark;
    const Section found = section(cdata_, begin);
    const bool closed = found.end > found.content_end;
    std::size_t end = found.content_end;
    // What follows can leave "]" or "]]" at the end, which would run into the closing mark, or
    // "]>".
    if (!closed && in_.substr(begin, end - begin).ends_with("]>")) --end;
    while (!closed && end > begin && in_[end - 1] == ']') --end;
    if (open_.empty() || end == begin) {
      xml_.drop_to(found.end);
      return;
    }
    if (at(kCdata)) {
      xml_.keep_to(begin);
    } else {
      log_.add(Fault::kCdataMark, at());
      xml_.drop_to(begin);
      xml_.add(kCdata);
    }
    const std::size_t content = xml_.size();
    if (found.inner_opening > 0) {
      text_.cdata_to(found.inner_opening);
      xml_.drop_to(found.inner_opening + kCdata.size());
      text_.cdata_to(found.inner_closing);
      xml_.drop_to(found.inner_closing + kCdataEnd.size());
    }
    text_.cdata_to(end);
    note_text(content, true);
    if (closed) {
      xml_.keep_to(found.end);
    } else {
      xml_.drop_to(found.end);
      xml_.add(kCdataEnd);
    }
  }

  /// A text that has just ended.
  void note_text(std::size_t begin, bool cdata) {
    const bool returned = text_.take_returned();
    if (returned || xml_.size() - begin < kLongText) return;
    out_.long_texts.push_back({{begin, xml_.size()}, cdata});
  }

  /// A DOCTYPE, whose internal subset may declare entities.
  void declaration() {
    xml_.drop_to(std::min(text_.entities().read_declaration(in_, at()), in_.size()));
  }

  void start_tag() {
    const StartTag tag = read_start_tag(in_, at(), attributes_);
    if (again_ && open_.size() == 1 && is_root_name(tag.name)) {
      again_ = false;
      xml_.drop_to(tag.position);
      return;
    }
    if (open_.empty() && !begins_document(tag.name)) {
      log_.add(Fault::kBefore, at());
      xml_.drop_to(at() + 1 + tag.name.size());
      return;
    }
    const std::size_t start = at();
    if (tag.end == TagEnd::kCutOff) {
      xml_.drop_to(in_.size());
      return;
    }
    if (!open_.empty() &&
        is_bare_less(tag, attributes_, in_.substr(tag.position), open_.back().name, in_text())) {
      bare_less();
      return;
    }
    count_markup(1 + attributes_.size());
    if (!open_.empty() && is_entry(tag.name, of_sitemap())) close_before_entry(start);
    while (!open_.empty() &&
           (is_end_implied(open_.back().name, tag.name) || lost_its_end(tag.name, start))) {
      log_.add(Fault::kNotClosed, start);
      close_top();
    }
    if (!prefixes_.declare(attributes_).know(tag.name)) log_.add(Fault::kPrefix, start);
    const std::size_t begin = xml_.size();
    xml_.keep_to(at() + 1 + tag.name.size());
    for (const Attribute& attribute : attributes_) tags_.add_attribute(attribute);
    const bool early = open_.empty() && tag.end == TagEnd::kSelfClosed && holds_entries(tag);
    const bool closed = (tag.end == TagEnd::kSelfClosed || is_void_html(tag.name)) && !early;
    if (early) log_.add(Fault::kEarlyEnd, start);
    if (closed && tag.end != TagEnd::kSelfClosed) log_.add(Fault::kNotClosed, start);
    tags_.end(tag.position, closed ? "/>" : ">");
    if (closed) {
      note_entry({tag.name, begin});
    } else {
      push({tag.name, begin, tag.position});
    }
    done_ = open_.empty();
  }

  bool holds_entries(const StartTag& root) {
    return entry_tags_.begins_next(root.position, local_name(root.name) == "urlset");
  }

  /// True for an element in an entry that is no field, where one follows that belongs to the entry.
  bool lost_its_end(std::string_view next, std::size_t tag) {
    if (open_.size() < 2 || !is_field(next) || is_field(open_.back().name)) return false;
    return is_entry(open_[open_.size() - 2].name, of_sitemap()) &&
           entry_tags_.lacks_end(open_.back().name, tag, of_sitemap());
  }

  /// The innermost element is a field: it holds text, or HTML that was not escaped.
  bool in_text() const {
    const std::string_view name = open_.back().name;
    return !is_root(name, wanted_) && !is_entry(name, of_sitemap());
  }

  bool begins_document(std::string_view name) {
    if (is_root(name, wanted_)) return true;
    const bool alone = first_.empty() || is_field(first_);
    if (wanted_ == Wanted::kFeed && is_entry(name, false) && alone) {
      assume_root(text::equal_ignoring_case(local_name(name), "entry"));
      return true;
    }
    if (first_.empty()) first_ = std::string(name.substr(0, 40));
    const bool page = text::equal_ignoring_case(name, "html");
    if (page && !feed_follows_) feed_follows_ = wanted_ == Wanted::kFeed && holds_feed(in_, at());
    if (page && !*feed_follows_) {
      out_.problem = "an HTML page, not " + a_document();
    }
    return false;
  }

  /// Atom has documents of an entry alone (RFC 4287 §2); of others the beginning was cut off.
  void assume_root(bool atom) {
    if (!atom || !first_.empty()) log_.add(Fault::kNoRoot, at());
    xml_.add(atom ? "<feed>" : "<rss>");
    open_.push_back({atom ? "feed" : "rss", 0});
    root_assumed_ = true;
  }

  bool is_root_name(std::string_view name) const {
    return text::equal_ignoring_case(open_.front().name, name);
  }

  std::string a_document() const { return wanted_ == Wanted::kOpml ? "OPML" : "a feed"; }

  void count_markup(std::size_t more) {
    markup_ += more;
    if (markup_ > kMaxMarkup) {
      out_.problem = "more than " + std::to_string(kMaxMarkup) + " tags and attributes";
    }
  }

  void push(const Open& element) {
    if (open_.size() >= limits_.xml_depth) {
      out_.problem = "elements nested deeper than " + std::to_string(limits_.xml_depth);
      return;
    }
    open_.push_back(element);
  }

  /// Writes the end tag of the innermost open element.
  void close_top() {
    xml_.add("</");
    xml_.add(open_.back().name);
    xml_.add(">");
    pop();
  }

  void pop() {
    const Open element = open_.back();
    open_.pop_back();
    note_entry(element);
  }

  /// An element that has just ended, if it is where entries are and called as they are.
  void note_entry(const Open& element) {
    if (open_.empty()) return;
    if (open_.size() > kEntryDepth + (is_list(open_.back().name) ? 1U : 0U)) return;
    if (is_entry(element.name, of_sitemap())) {
      out_.entries.push_back({element.begin, xml_.size()});
    }
  }

  bool of_sitemap() const {
    return text::equal_ignoring_case(local_name(open_.front().name), "urlset");
  }

  void end_tag() {
    const std::string_view name = TagReader(in_, at() + 1).name();
    const std::size_t end = text::ByteSearch<text::Controls::kNone, '<', '>'>::find(in_, at() + 1);
    if (end == in_.size()) {
      xml_.drop_to(in_.size());
      return;
    }
    const std::size_t behind = in_[end] == '>' ? end + 1 : end;
    again_ = begins_again(name, behind);
    if (again_ || ends_early(name, behind) || is_stray_end(name, behind)) {
      log_.add(Fault::kEarlyEnd, at());
      while (again_ && open_.size() > 1) close_top();
      xml_.drop_to(behind);
      return;
    }
    const std::size_t name_end = at() + 2 + name.size();
    if (!open_.empty() && open_.back().name == name && behind > end &&
        is_xml_space(in_.substr(name_end, end - name_end))) {
      xml_.keep_to(behind);
      pop();
    } else {
      const std::size_t tag = at();
      xml_.drop_to(behind);
      close(name, tag);
    }
    done_ = open_.empty() && !xml_.empty();
  }

  /// How many elements are open with the innermost of that name.
  std::size_t open_with(std::string_view name) const {
    const auto found = std::find_if(open_.rbegin(), open_.rend(), [&](const Open& element) {
      return text::equal_ignoring_case(element.name, name);
    });
    return static_cast<std::size_t>(open_.rend() - found);
  }

  /// True for the end tag of the document if another one of its kind follows, as where a program
  /// wrote behind what was there.
  bool begins_again(std::string_view name, std::size_t behind) {
    constexpr int kMostLooks = 100;  // each may go to the end
    if (wanted_ != Wanted::kFeed || open_with(name) != 1 || ++looks_behind_ > kMostLooks)
      return false;
    std::size_t next = junk_behind(in_, behind);
    constexpr std::string_view kMark = "\uFEFF";
    if (in_.substr(next).starts_with(kMark)) next = junk_behind(in_, next + kMark.size());
    return next < in_.size() && in_[next] == '<' && is_root_name(TagReader(in_, next).name());
  }

  /// True for the end tag of the document, or of its channel in RSS, which holds all entries, if
  /// entries of it follow.
  bool ends_early(std::string_view name, std::size_t behind) {
    const std::size_t outer = open_with(name);
    const bool holds_all =
        outer == 1 || (outer == 2 && text::equal_ignoring_case(open_.front().name, "rss") &&
                       text::equal_ignoring_case(name, "channel"));
    return holds_all && entry_tags_.begins_next(behind, of_sitemap());
  }

  /// True for the end tag of the document or its channel inside an entry that has its own yet.
  bool is_stray_end(std::string_view name, std::size_t behind) {
    return is_root(name, wanted_) && has_open_entry() && !of_sitemap() &&
           entry_tags_.ends_next(behind);
  }

  bool has_open_entry() const {
    const bool sitemap = !open_.empty() && of_sitemap();
    return std::any_of(open_.begin(), open_.end(),
                       [&](const Open& element) { return is_entry(element.name, sitemap); });
  }

  /// Closes all that is open inside the element that holds entries, where one of them begins or
  /// ends: nothing else holds any, but content of Atom.
  void close_before_entry(std::size_t tag) {
    if (wanted_ != Wanted::kFeed || of_sitemap()) return;
    const auto first = std::find_if(open_.begin(), open_.end(), [&](const Open& element) {
      return !is_root(element.name, wanted_) && !is_list(element.name);
    });
    const auto content = std::find_if(first, open_.end(), [](const Open& element) {
      return text::equal_ignoring_case(element.name, "content");
    });
    if (content != open_.end() && may_hold_entry(content, tag)) return;
    for (auto above = open_.end() - first; above > 0; --above) {
      log_.add(Fault::kNotClosed, tag);
      close_top();
    }
  }

  /// Content that is a whole entry, or a feed, begins with it; other content has its end.
  bool may_hold_entry(std::vector<Open>::const_iterator content, std::size_t tag) {
    if (entry_tags_.ends_behind(content->name, tag)) return true;
    const auto inner = content + 1;
    if (inner != open_.end()) {
      return is_root(inner->name, wanted_) || is_entry(inner->name, of_sitemap());
    }
    return is_xml_space(in_.substr(content->content, tag - content->content));
  }

  /// An end tag without its element: that of an entry ends what is open in it, that of a field an
  /// element whose name nobody knows, because it was meant to be the field's.
  void close_nothing(std::string_view name, std::size_t tag) {
    if (!is_void_html(name)) log_.add(open_.empty() ? Fault::kBefore : Fault::kNotOpened, tag);
    if (open_.empty()) return;
    const std::string_view inner = open_.back().name;
    if (is_entry(name, of_sitemap())) {
      close_before_entry(tag);
    } else if (in_text() && is_field(name) && !is_field(inner) && !is_html_element(inner)) {
      close_top();
    }
  }

  /// Closes the innermost element of that name, and those inside it; nothing if there is none.
  void close(std::string_view name, std::size_t tag) {
    const auto found = std::find_if(open_.rbegin(), open_.rend(), [&](const Open& element) {
      return text::equal_ignoring_case(element.name, name);
    });
    if (found == open_.rend()) return close_nothing(name, tag);
    const auto above = static_cast<std::size_t>(found - open_.rbegin());
    log_.add(Fault::kNotClosed, tag, above);
    if (found->name != name) log_.add(Fault::kOtherCase, tag);
    for (std::size_t i = 0; i <= above; ++i) close_top();
  }

  void finish() {
    if (out_.problem.empty()) out_.problem = text_.entities().problem();
    if (out_.problem.empty() && xml_.empty()) out_.problem = no_document();
    if (!out_.problem.empty()) return;
    if (open_.size() > (root_assumed_ ? 1U : 0U)) {
      out_.cut = true;
      out_.entry_cut = has_open_entry();
      log_.add(Fault::kCut, in_.size());
    }
    while (!open_.empty()) close_top();
    std::sort(out_.entries.begin(), out_.entries.end(),
              [](const Range& a, const Range& b) { return a.begin < b.begin; });
    out_.warnings = log_.warnings();
  }

  std::string no_document() const {
    if (trim(in_).empty()) return "an empty document, not " + a_document();
    if (!first_.empty()) return "not " + a_document() + ": its first element is <" + first_ + ">";
    return wanted_ == Wanted::kOpml ? "no XML, so no OPML" : "neither XML nor JSON, so no feed";
  }

  std::string_view in_;
  const Limits& limits_;
  Wanted wanted_;
  Repaired out_;
  Splice& xml_;
  RepairLog log_;
  TextRepair text_;
  TagRepair tags_;
  SectionEnds cdata_;
  SectionEnds comments_;
  SectionEnds instructions_;
  EntryTags entry_tags_;
  Prefixes prefixes_;
  std::vector<Open> open_;
  std::vector<Attribute> attributes_;
  std::string first_;
  std::size_t markup_ = 0;
  int looks_behind_ = 0;              ///< of begins_again()
  std::optional<bool> feed_follows_;  ///< the first <html> before the document
  bool root_assumed_ = false;
  bool again_ = false;  ///< behind an end tag of the document that another one follows
  bool done_ = false;
};

}  // namespace

Repaired repair_xml(std::string_view utf8, const Limits& limits, Wanted wanted) {
  return Repairer(utf8, limits, wanted).run();
}

}  // namespace jianbao::feed
