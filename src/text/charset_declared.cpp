#include <algorithm>

#include "jianbao/text/ascii.h"
#include "jianbao/text/charset.h"

namespace jianbao::text {

namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::size_t kScanned = 4096;

bool begins_with(std::string_view text, std::string_view prefix) {
  return equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

struct Attribute {
  std::string_view name;  ///< empty: the tag is at its end
  std::string_view value;
};

/// Reads the attributes of one tag (HTML Standard §13.2.3.2, "get an attribute").
class TagReader {
 public:
  explicit TagReader(std::string_view behind_name) : rest_(behind_name) {}

  Attribute next() {
    while (!rest_.empty() && (is_ascii_space(rest_.front()) || rest_.front() == '/')) skip(1);
    if (rest_.empty() || rest_.front() == '>') return {};
    Attribute attribute;
    attribute.name = take_until(" \t\n\v\f\r/>=");
    if (attribute.name.empty()) attribute.name = take(1);  // a stray '='
    skip_space();
    if (rest_.empty() || rest_.front() != '=') return attribute;
    skip(1);
    skip_space();
    attribute.value = value();
    return attribute;
  }

  std::string_view rest() const { return rest_; }

 private:
  std::string_view take(std::size_t count) {
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view take_until(std::string_view stops) { return take(rest_.find_first_of(stops)); }
  void skip(std::size_t count) { rest_.remove_prefix(std::min(count, rest_.size())); }
  void skip_space() {
    while (!rest_.empty() && is_ascii_space(rest_.front())) skip(1);
  }

  std::string_view value() {
    if (rest_.empty()) return {};
    const char quote = rest_.front();
    if (quote != '"' && quote != '\'') return take_until(" \t\n\v\f\r>");
    skip(1);
    const auto quoted = take(rest_.find(quote));
    skip(1);
    return quoted;
  }

  std::string_view rest_;
};

/// "text/html; charset=gb2312" (HTML Standard §2.6.5).
std::string_view charset_in_content(std::string_view content) {
  constexpr std::string_view kWord = "charset";
  for (; content.size() > kWord.size(); content.remove_prefix(1)) {
    if (!begins_with(content, kWord)) continue;
    const auto behind = trimmed(content.substr(kWord.size()));
    if (behind.empty() || behind.front() != '=') continue;
    auto label = trimmed(behind.substr(1));
    if (!label.empty() && (label.front() == '"' || label.front() == '\'')) {
      const char quote = label.front();
      label.remove_prefix(1);
      return label.substr(0, label.find(quote));
    }
    return label.substr(0, label.find_first_of("; \t\n\v\f\r"));
  }
  return {};
}

/// Both kinds of <meta>.
std::string_view charset_in_meta(TagReader& tag) {
  std::string_view charset;
  std::string_view content;
  bool about_type = false;
  for (auto attribute = tag.next(); !attribute.name.empty(); attribute = tag.next()) {
    if (equal_ignoring_case(attribute.name, "charset") && charset.empty())
      charset = attribute.value;
    if (equal_ignoring_case(attribute.name, "content") && content.empty())
      content = attribute.value;
    if (equal_ignoring_case(attribute.name, "http-equiv"))
      about_type = equal_ignoring_case(attribute.value, "content-type");
  }
  if (charset.empty() && about_type) charset = charset_in_content(content);
  return trimmed(charset);
}

std::string_view encoding_in_xml_declaration(TagReader& tag) {
  std::string_view encoding;
  for (auto part = tag.next(); !part.name.empty(); part = tag.next()) {
    if (equal_ignoring_case(part.name, "encoding") && encoding.empty()) encoding = part.value;
  }
  return trimmed(encoding);
}

bool is_tag(std::string_view text, std::string_view name) {
  return begins_with(text, name) && text.size() > name.size() &&
         (is_ascii_space(text[name.size()]) || text[name.size()] == '/');
}

/// Reads what begins with the '<' at the front, leaves what follows it, and returns the charset it
/// names, if it does.
std::string_view read_markup(std::string_view& rest) {
  constexpr std::string_view kXml = "<?xml";
  constexpr std::string_view kMeta = "<meta";
  if (begins_with(rest, "<!--")) {
    // The dashes that open a comment can close it too: "<!-->".
    const auto end = rest.find("-->", 2);
    rest = end == kNone ? std::string_view() : rest.substr(end + 3);
    return {};
  }
  const bool is_xml = is_tag(rest, kXml);
  const bool is_meta = is_tag(rest, kMeta);
  const bool is_other = rest.size() > 1 && is_ascii_letter(rest[1]);
  rest.remove_prefix(is_xml || is_meta ? kMeta.size() : 1);
  if (!is_xml && !is_meta && !is_other) return {};
  TagReader tag(rest);
  std::string_view charset;
  if (is_xml) charset = encoding_in_xml_declaration(tag);
  if (is_meta) charset = charset_in_meta(tag);
  // Attributes of other tags are read so that a "<meta" inside a value is none.
  while (is_other && !is_meta && !tag.next().name.empty()) continue;
  rest = tag.rest();
  return charset;
}

}  // namespace

std::string declared_charset(std::string_view bytes) {
  auto rest = bytes.substr(0, kScanned);
  for (auto at = rest.find('<'); at != kNone; at = rest.find('<')) {
    rest.remove_prefix(at);
    if (const auto charset = read_markup(rest); !charset.empty()) return std::string(charset);
  }
  return {};
}

}  // namespace jianbao::text
