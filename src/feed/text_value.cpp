#include "feed/text_value.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "feed/entities.h"
#include "feed/markup.h"
#include "feed/names.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"

namespace jianbao::feed {
namespace {

enum class Kind { kText, kHtml, kXhtml, kBase64 };

bool has_elements(const pugi::xml_node& element) {
  return element.find_child(
      [](const pugi::xml_node& child) { return child.type() == pugi::node_element; });
}

Kind kind_of_type(const std::string& type) {
  if (type.empty() || type == "text" || type == "text/plain") return Kind::kText;
  if (type == "html" || type == "text/html") return Kind::kHtml;
  if (type == "xhtml" || type.ends_with("+xml") || type.ends_with("/xml")) return Kind::kXhtml;
  // RFC 4287 §4.1.3.3: content of any other media type is base64.
  return type.starts_with("text/") || type.find('/') == std::string::npos ? Kind::kText
                                                                          : Kind::kBase64;
}

bool is_html_type(std::string_view type) {
  return type.find("html") != std::string_view::npos;
}

/// In lower case, without parameters.
std::string type_of(const pugi::xml_node& element) {
  std::string type = text::ascii_lowered(trim(attribute_of(element, "type").value()));
  type.resize(std::min(type.find(';'), type.size()));
  return type;
}

Kind kind_of(const pugi::xml_node& element, Format format) {
  const std::string mode = text::ascii_lowered(trim(attribute_of(element, "mode").value()));
  if (mode == "base64") return Kind::kBase64;
  if (has_elements(element)) return Kind::kXhtml;
  const std::string type = type_of(element);
  const Kind kind = kind_of_type(type);
  // Escaped markup whatever the type says; and in RSS there is no `type`, all of it is HTML.
  if (mode == "escaped" && is_html_type(type)) return Kind::kHtml;
  if (format != Format::kAtom && kind != Kind::kXhtml) return Kind::kHtml;
  return kind;
}

void append_attribute_value(std::string& out, std::string_view value) {
  for (const char c : value) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
}

/// Writes XML as HTML: no namespaces, void elements without an end, nothing self-closed.
class HtmlWriter {
 public:
  HtmlWriter(Scope scope, std::string base, Links& links)
      : scope_(std::move(scope)), links_(links), bases_{{0, std::move(base)}} {}

  std::string write(const pugi::xml_node& root) {
    scope_.declare(root, UnknownDefault::kIsOther);
    pugi::xml_node node = root.first_child();
    std::size_t depth = 1;
    while (node) {
      const bool element = node.type() == pugi::node_element;
      if (element) {
        open(node, depth);
      } else {
        out_ += escape_text(node.value());
      }
      if (element && node.first_child()) {
        node = node.first_child();
        ++depth;
        continue;
      }
      if (element) close(node, depth);
      while (!node.next_sibling() && node.parent() != root) {
        node = node.parent();
        close(node, --depth);
      }
      node = node.next_sibling();
    }
    return std::move(out_);
  }

 private:
  std::string tag_name(const pugi::xml_node& node) const {
    Name name = scope_.resolve(node.name());
    return name.space == Space::kXhtml ? std::move(name.local) : std::string(node.name());
  }

  void open(const pugi::xml_node& node, std::size_t depth) {
    // Never taken back at the element's end: only prefixes for XHTML matter here.
    scope_.declare(node, UnknownDefault::kIsOther);
    std::string base = base_of(node, bases_.back().second, links_);
    if (base != bases_.back().second) bases_.emplace_back(depth, std::move(base));
    out_ += '<';
    out_ += tag_name(node);
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (name.starts_with("xmlns") || name.starts_with("xml:")) continue;
      out_ += ' ';
      out_ += name;
      out_ += "=\"";
      const Attribute local{.name = name.substr(name.rfind(':') + 1), .value = attribute.value()};
      append_attribute_value(out_, links_.resolve_in(bases_.back().second, local));
      out_ += '"';
    }
    out_ += '>';
  }

  void close(const pugi::xml_node& node, std::size_t depth) {
    if (bases_.back().first == depth) bases_.pop_back();
    const std::string name = tag_name(node);
    if (is_void_html(name)) return;
    out_ += "</";
    out_ += name;
    out_ += '>';
  }

  Scope scope_;
  Links& links_;
  std::vector<std::pair<std::size_t, std::string>> bases_;  ///< with the depth that set each
  std::string out_;
};

/// Without the marks of a CDATA section that were escaped with its text: HTML takes all of it for a
/// comment.
std::string_view without_cdata_marks(std::string_view text) {
  constexpr std::string_view kOpening = "<![CDATA[";
  constexpr std::string_view kClosing = "]]>";
  text = trim(text);
  if (!text.starts_with(kOpening) || !text.ends_with(kClosing)) return text;
  if (text.find(kClosing) != text.size() - kClosing.size()) return text;
  text.remove_prefix(kOpening.size());
  text.remove_suffix(kClosing.size());
  return trim(text);
}

/// Atom's xhtml wraps its content into one div that is no part of it (RFC 4287 §3.1.1.3).
pugi::xml_node without_wrapper(const pugi::xml_node& element) {
  pugi::xml_node only;
  for (const pugi::xml_node& child : element.children()) {
    if (child.type() != pugi::node_element) {
      if (!trim(child.value()).empty()) return element;
      continue;
    }
    const std::string_view name = child.name();
    if (only || !text::equal_ignoring_case(name.substr(name.rfind(':') + 1), "div")) return element;
    only = child;
  }
  return only ? only : element;
}

}  // namespace

ElementText::ElementText(const pugi::xml_node& element) {
  pugi::xml_node node = element.first_child();
  if (!node) return;
  if (node.type() != pugi::node_element && !node.next_sibling()) {
    text_ = node.value();
    return;
  }
  while (node) {
    if (node.type() != pugi::node_element) joined_ += node.value();
    if (text::equal_ignoring_case(node.name(), "br")) joined_ += '\n';
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (!node.next_sibling() && node.parent() != element) node = node.parent();
    node = node.next_sibling();
  }
  text_ = joined_;
}

std::string base_of(const pugi::xml_node& element, const std::string& outer, Links& links) {
  const std::string_view own = trim(attribute_of(element, "xml:base").value());
  if (own.empty() || own.size() > Links::kMaxBase) return outer;
  std::string base = links.resolve(outer, own);
  return base.size() > Links::kMaxBase ? outer : base;
}

std::string html_value(const pugi::xml_node& element, Format format, const Scope& scope,
                       const std::string& outer_base, Links& links, Base64Faults& faults) {
  std::string base = base_of(element, outer_base, links);
  switch (kind_of(element, format)) {
    case Kind::kText:
      return escape_lines(text_of(element));
    case Kind::kHtml:
      return links.rewrite(base, without_cdata_marks(text_of(element)));
    case Kind::kXhtml: {
      const pugi::xml_node content = without_wrapper(element);
      if (content != element) base = base_of(content, base, links);
      return std::string(trim(HtmlWriter(scope, std::move(base), links).write(content)));
    }
    case Kind::kBase64: {
      const std::string type = type_of(element);
      const std::string decoded = read_base64(text_of(element), type, faults);
      return is_html_type(type) ? links.rewrite(base, decoded) : escape_lines(decoded);
    }
  }
  return {};
}

std::string line_value(const pugi::xml_node& element, Format format) {
  const ElementText text = text_of(element);
  const Kind kind = kind_of(element, format);
  std::string_view value = text;
  std::string decoded;
  const std::string type = type_of(element);
  Base64Faults untold;
  if (kind == Kind::kBase64) value = decoded = read_base64(text, type, untold);
  if (kind == Kind::kHtml || (kind == Kind::kBase64 && is_html_type(type))) {
    return line_from_html(without_cdata_marks(value), format != Format::kAtom);
  }
  return text::one_line(value);
}

std::string line_from_html(std::string_view html, bool only_known) {
  if (html.find_first_of("<&") == std::string_view::npos) return text::one_line(html);
  std::string kept;
  std::size_t at = 0;
  while (at < html.size()) {
    const std::size_t tag = std::min(html.find('<', at), html.size());
    kept.append(html.substr(at, tag - at));
    at = tag;
    const bool closing = html.substr(tag).starts_with("</");
    const std::size_t begin = tag + (closing ? 1 : 0);
    if (begin + 1 >= html.size() || !is_name_start(html[begin + 1])) {
      if (tag < html.size()) kept += html[at++];
      continue;
    }
    TagReader reader(html, begin);
    const std::string_view name = reader.name();
    Attribute ignored;
    while (reader.next(ignored)) {
    }
    if (reader.end() == TagEnd::kCutOff || (only_known && !is_html_element(name))) {
      kept += html[at++];
      continue;
    }
    if (!is_inline_html(name)) kept += ' ';
    at = reader.position();
    if (!closing && is_opaque_html(name)) at = std::min(end_of_opaque(html, at, name), html.size());
  }
  return text::one_line(decode_references(kept));
}

}  // namespace jianbao::feed
