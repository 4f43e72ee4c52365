#include "feed/repair.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>

#include "feed/entities.h"
#include "feed/markup.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"

namespace jianbao::feed {
namespace {

/// pugixml spends up to 64 bytes on each: bounds the memory a hostile document can claim.
constexpr std::size_t kMaxMarkup = 2'000'000;
constexpr std::size_t kMaxDeclaredEntities = 256;
constexpr std::size_t kMaxEntityValue = 256;

bool is_xml_entity(std::string_view reference) {
  return reference == "&amp;" || reference == "&lt;" || reference == "&gt;" ||
         reference == "&quot;" || reference == "&apos;";
}

bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

/// True for what add_clean() looks at; 0xC2 leads the C1 controls and some letters.
bool is_suspect(char c) {
  return is_forbidden(c) || c == '\xC2';
}

bool is_root(std::string_view name, Wanted wanted) {
  const std::string local = text::ascii_lowered(local_name(name));
  if (wanted == Wanted::kOpml) return local == "opml";
  return local == "rss" || local == "rdf" || local == "feed" || local == "urlset";
}

bool is_entry(std::string_view name, bool of_sitemap) {
  const std::string_view local = local_name(name);
  if (of_sitemap) return text::equal_ignoring_case(local, "url");
  return text::equal_ignoring_case(local, "item") || text::equal_ignoring_case(local, "entry");
}

class Repairer {
 public:
  Repairer(std::string_view in, const Limits& limits, Wanted wanted)
      : in_(in), limits_(limits), wanted_(wanted) {
    out_.xml.reserve(in.size() + in.size() / 16);
  }

  Repaired run() {
    while (at_ < in_.size() && !done_ && out_.problem.empty()) {
      const std::size_t tag = std::min(in_.find('<', at_), in_.size());
      if (!open_.empty()) add_text(in_.substr(at_, tag - at_));
      at_ = tag;
      if (at_ < in_.size()) markup();
    }
    finish();
    return std::move(out_);
  }

 private:
  bool at(std::string_view text) const { return in_.substr(at_).starts_with(text); }

  void markup() {
    if (at("<!--")) {
      skip_past("-->", 4);
    } else if (at("<![CDATA[")) {
      cdata();
    } else if (at("<!")) {
      declaration();
    } else if (at("<?")) {
      skip_past("?>", 2);
    } else if (at("</") && at_ + 2 < in_.size() && is_name_start(in_[at_ + 2])) {
      end_tag();
    } else if (at_ + 1 < in_.size() && is_name_start(in_[at_ + 1])) {
      start_tag();
    } else {
      if (!open_.empty()) out_.xml += "&lt;";
      ++at_;
    }
  }

  void skip_past(std::string_view closing, std::size_t opening_size) {
    const std::size_t end = in_.find(closing, at_ + opening_size);
    cut_ = cut_ || end == std::string_view::npos;
    at_ = end == std::string_view::npos ? in_.size() : end + closing.size();
  }

  void cdata() {
    constexpr std::size_t kOpening = 9;
    const std::size_t begin = at_ + kOpening;
    skip_past("]]>", kOpening);
    if (open_.empty()) return;
    const std::size_t end = cut_ ? at_ : at_ - 3;
    if (end <= begin) return;
    out_.xml += "<![CDATA[";
    add_clean(in_.substr(begin, end - begin));
    // A cut can leave "]" or "]]" at the end, which would run into the closing mark.
    while (cut_ && out_.xml.back() == ']') out_.xml.pop_back();
    out_.xml += "]]>";
  }

  /// A DOCTYPE, whose internal subset may declare entities.
  void declaration() {
    std::size_t end = in_.find_first_of("[>", at_);
    if (end != std::string_view::npos && in_[end] == '[') {
      const std::size_t subset = end + 1;
      end = in_.find("]>", subset);
      if (end != std::string_view::npos) {
        declare_entities(in_.substr(subset, end - subset));
        ++end;
      }
    }
    at_ = end == std::string_view::npos ? in_.size() : end + 1;
  }

  void declare_entities(std::string_view subset) {
    constexpr std::string_view kDeclaration = "<!ENTITY";
    std::size_t at = subset.find(kDeclaration);
    while (at != std::string_view::npos && entities_.size() < kMaxDeclaredEntities) {
      subset.remove_prefix(at + kDeclaration.size());
      const std::string_view rest = trim(subset.substr(0, subset.find('>')));
      const std::size_t name_end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
      const std::string_view value = trim(rest.substr(name_end));
      if (value.size() >= 2 && value.size() <= kMaxEntityValue && value.front() == value.back() &&
          (value.front() == '"' || value.front() == '\'')) {
        declare_entity(rest.substr(0, name_end), value.substr(1, value.size() - 2));
      }
      at = subset.find(kDeclaration);
    }
  }

  /// Only text: a value with markup or entities of its own stays unknown, so nothing can unfold.
  void declare_entity(std::string_view name, std::string_view value) {
    const std::string decoded = decode_references(value);
    if (decoded.find('<') != std::string::npos) return;
    entities_.emplace(name, escape_text(decoded));
  }

  void add_text(std::string_view text) {
    while (!text.empty()) {
      const std::size_t ampersand = std::min(text.find('&'), text.size());
      add_clean(text.substr(0, ampersand));
      text.remove_prefix(ampersand);
      if (!text.empty()) text.remove_prefix(add_reference(text));
    }
  }

  /// Copies all but control characters.  C1 controls stand for windows-1252 characters.
  void add_clean(std::string_view text) {
    while (!text.empty()) {
      const auto* found = std::find_if(text.begin(), text.end(), is_suspect);
      const auto good = static_cast<std::size_t>(found - text.begin());
      out_.xml.append(text.substr(0, good));
      text.remove_prefix(good);
      if (!text.empty()) text.remove_prefix(add_suspect(text));
    }
  }

  std::size_t add_suspect(std::string_view text) {
    if (is_forbidden(text.front())) {
      ++controls_;
      return 1;
    }
    const auto second = static_cast<unsigned char>(text.size() > 1 ? text[1] : '\0');
    if (second < 0x80 || second > 0x9F) {
      out_.xml += text.front();
      return 1;
    }
    ++controls_;
    text::append_utf8(out_.xml, windows_1252(second));
    return 2;
  }

  /// Writes what the '&' that `text` begins with stands for; returns how many bytes it took.
  std::size_t add_reference(std::string_view text) {
    const std::size_t size = reference_size(text);
    const std::string_view reference = text.substr(0, size);
    if (is_xml_entity(reference)) {
      out_.xml.append(reference);
      return size;
    }
    if (size > 0) {
      const auto declared = entities_.find(reference.substr(1, size - 2));
      if (declared != entities_.end() && unfolded_ <= in_.size()) {
        unfolded_ += declared->second.size();
        out_.xml += declared->second;
        return size;
      }
      const std::string decoded = decode_reference(reference);
      if (!decoded.empty()) {
        if (!is_forbidden(decoded.front())) out_.xml += escape_text(decoded);
        return size;
      }
    }
    ++bare_;
    out_.xml += "&amp;";
    return 1;
  }

  void start_tag() {
    TagReader tag(in_, at_);
    if (open_.empty() && !begins_document(tag.name())) {
      at_ += 1 + tag.name().size();
      return;
    }
    if (!open_.empty() && closes_itself(tag.name())) close_top();
    const std::size_t mark = out_.xml.size();
    out_.xml += '<';
    out_.xml += tag.name();
    for (Attribute attribute; tag.next(attribute);) add_attribute(attribute);
    at_ = tag.position();
    if (tag.end() == TagEnd::kCutOff) {
      out_.xml.resize(mark);
      cut_ = true;
      return;
    }
    count_markup();
    const bool closed = tag.end() == TagEnd::kSelfClosed || is_void_html(tag.name());
    out_.xml += closed ? "/>" : ">";
    if (!closed) push(tag.name());
    done_ = open_.empty();
  }

  bool begins_document(std::string_view name) {
    if (is_root(name, wanted_)) return true;
    if (first_.empty()) first_ = std::string(name.substr(0, 40));
    if (text::equal_ignoring_case(name, "html")) out_.problem = "an HTML page, not " + a_document();
    return false;
  }

  std::string a_document() const { return wanted_ == Wanted::kOpml ? "OPML" : "a feed"; }

  /// Unescaped HTML leaves these open: <p>one<p>two.
  bool closes_itself(std::string_view name) const {
    return text::equal_ignoring_case(name, open_.back()) &&
           (text::equal_ignoring_case(name, "p") || text::equal_ignoring_case(name, "li"));
  }

  void add_attribute(const Attribute& attribute) {
    count_markup();
    const char quote = attribute.quote == '\0' ? '"' : attribute.quote;
    out_.xml += ' ';
    out_.xml += attribute.name;
    out_.xml += '=';
    out_.xml += quote;
    if (attribute.quote != '\0') {
      add_text(attribute.value);
    } else {
      std::string bare(attribute.value);
      bare.erase(std::remove(bare.begin(), bare.end(), quote), bare.end());
      add_text(bare);
    }
    out_.xml += quote;
  }

  void count_markup() {
    if (++markup_ > kMaxMarkup) {
      out_.problem = "more than " + std::to_string(kMaxMarkup) + " tags and attributes";
    }
  }

  void push(std::string_view name) {
    if (open_.size() >= limits_.xml_depth) {
      out_.problem = "elements nested deeper than " + std::to_string(limits_.xml_depth);
      return;
    }
    open_.push_back(name);
  }

  void close_top() {
    out_.xml += "</";
    out_.xml += open_.back();
    out_.xml += '>';
    open_.pop_back();
  }

  void end_tag() {
    const TagReader tag(in_, at_ + 1);
    const std::size_t end = in_.find_first_of("<>", at_ + 1);
    const std::string_view name = tag.name();
    if (end == std::string_view::npos) {
      cut_ = true;
      at_ = in_.size();
      return;
    }
    at_ = in_[end] == '>' ? end + 1 : end;
    const auto found = std::find_if(open_.rbegin(), open_.rend(), [&](std::string_view opened) {
      return text::equal_ignoring_case(opened, name);
    });
    if (found == open_.rend()) {
      if (!open_.empty() && !is_void_html(name)) ++unbalanced_;
      return;
    }
    const auto above = static_cast<std::size_t>(found - open_.rbegin());
    unbalanced_ += above;
    for (std::size_t i = 0; i <= above; ++i) close_top();
    done_ = open_.empty();
  }

  void finish() {
    if (out_.problem.empty() && out_.xml.empty()) out_.problem = no_document();
    if (!out_.problem.empty()) return;
    if (!open_.empty()) {
      const bool of_sitemap = text::equal_ignoring_case(local_name(open_.front()), "urlset");
      out_.entry_cut = std::any_of(open_.begin(), open_.end(), [&](std::string_view name) {
        return is_entry(name, of_sitemap);
      });
      out_.warnings.emplace_back("the document is cut off at its end");
    }
    while (!open_.empty()) close_top();
    if (bare_ > 0) warn(bare_, "bare '&' or unknown entity");
    if (controls_ > 0) warn(controls_, "control character");
    if (unbalanced_ > 0) warn(unbalanced_, "tag without its counterpart");
  }

  void warn(std::size_t count, std::string_view what) {
    out_.warnings.push_back("repaired: " + std::string(what) + ", " + std::to_string(count) +
                            (count == 1 ? " time" : " times"));
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
  std::size_t at_ = 0;
  std::vector<std::string_view> open_;
  std::map<std::string, std::string, std::less<>> entities_;
  std::string first_;
  std::size_t unfolded_ = 0;
  std::size_t markup_ = 0;
  std::size_t bare_ = 0;
  std::size_t controls_ = 0;
  std::size_t unbalanced_ = 0;
  bool done_ = false;
  bool cut_ = false;
};

}  // namespace

std::string_view local_name(std::string_view qualified) {
  const std::size_t colon = qualified.rfind(':');
  return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

Repaired repair_xml(std::string_view utf8, const Limits& limits, Wanted wanted) {
  return Repairer(utf8, limits, wanted).run();
}

}  // namespace jianbao::feed
