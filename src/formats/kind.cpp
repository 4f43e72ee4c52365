#include "jianbao/formats/kind.h"

#include <algorithm>
#include <array>
#include <string>

#include "formats/article_parts.h"
#include "formats/front_matter.h"
#include "formats/lines.h"
#include "jianbao/text/ascii.h"

namespace jianbao::formats {
namespace {

constexpr std::size_t kWindow = 4096;

/// UTF-16 as one byte a unit, '?' for what is not ASCII: enough to see markup.
std::string narrow(std::string_view bytes, std::size_t low) {
  std::string out;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    const char high = bytes[at + 1 - low];
    const char c = bytes[at + low];
    out += high == '\0' && static_cast<unsigned char>(c) < 0x80 ? c : '?';
  }
  return out;
}

/// The beginning of a document in an encoding that holds ASCII.
std::string readable_beginning(std::string_view bytes) {
  // Pages of some servers begin with screens of empty lines.
  bytes.remove_prefix(std::min(bytes.find_first_not_of(kBlanks), bytes.size()));
  bytes = bytes.substr(0, kWindow);
  const auto begins = [bytes](std::string_view prefix) { return bytes.starts_with(prefix); };
  if (begins("\xff\xfe")) return narrow(bytes.substr(2), 0);
  if (begins("\xfe\xff")) return narrow(bytes.substr(2), 1);
  if (bytes.size() >= 4 && bytes[0] == '<' && bytes[1] == '\0' && bytes[3] == '\0') {
    return narrow(bytes, 0);
  }
  if (bytes.size() >= 4 && bytes[0] == '\0' && bytes[1] == '<' && bytes[2] == '\0') {
    return narrow(bytes, 1);
  }
  skip_byte_order_mark(bytes);
  return std::string(bytes);
}

bool is_article_file(std::string_view text, Closing closing) {
  if (const auto front = read_front_matter(text, closing)) {
    if (!front->value("title").empty()) return true;
    if (!front->closed) return false;
    text = front->rest;
  }
  skip_empty_lines(text, 8);
  std::string_view below = text;
  if (parse_header_line(take_line(below))) return true;
  // "[![" begins the badges of a README, which a rule may follow too.
  return !text.starts_with("[![") && find_title_block(text, false).has_value();
}

struct Skipper {
  std::string_view begin;
  std::string_view end;
};
constexpr std::array<Skipper, 2> kSkippers = {{{"<!--", "-->"}, {"<?", "?>"}}};

/// What markup begins with, once comments, processing instructions and the DOCTYPE are skipped.
struct Markup {
  bool is_markup = false;  ///< begins with a tag, a comment or a declaration
  bool xml_declaration = false;
  std::string doctype;  ///< its name in lower case
  std::string root;     ///< name of the first tag in lower case, without prefix
};

bool is_name_character(char c) {
  return text::is_ascii_letter(c) || text::is_ascii_digit(c) || c == ':' || c == '-' || c == '_';
}

std::string name_at(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_name_character);
  return text::ascii_lowered(text.substr(0, static_cast<std::size_t>(end - text.begin())));
}

/// Moves past a DOCTYPE with its internal subset.
std::string_view after_doctype(std::string_view text) {
  const auto end = text.find('>');
  const auto subset = text.find('[');
  if (subset < end) {
    const auto subset_end = text.find(']', subset);
    const auto close = text.find('>', subset_end);
    return close == std::string_view::npos ? std::string_view() : text.substr(close + 1);
  }
  return end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
}

Markup read_markup(std::string_view text) {
  Markup markup;
  for (text = trim(text); text.starts_with('<'); text = trim(text)) {
    markup.is_markup = markup.is_markup || (text.size() > 1 && text[1] != ' ');
    if (text.starts_with("<?xml")) markup.xml_declaration = true;
    const auto skipper = std::find_if(kSkippers.begin(), kSkippers.end(),
                                      [text](const auto& s) { return text.starts_with(s.begin); });
    if (skipper != kSkippers.end()) {
      const auto end = text.find(skipper->end, skipper->begin.size());
      if (end == std::string_view::npos) return markup;
      text.remove_prefix(end + skipper->end.size());
    } else if (text::ascii_lowered(text.substr(0, 9)) == "<!doctype") {
      markup.doctype = name_at(trim(text.substr(9)));
      text = after_doctype(text);
    } else {
      const std::string name = name_at(text.substr(1));
      markup.root = name.substr(name.find(':') + 1);
      markup.is_markup = !name.empty();
      return markup;
    }
  }
  return markup;
}

bool one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool has_html_name(std::string_view name) {
  const std::string end = text::ascii_lowered(name);
  return end.ends_with(".html") || end.ends_with(".htm") || end.ends_with(".xhtml");
}

bool is_json_feed(std::string_view text) {
  return trim(text).starts_with('{') && text.find("\"version\"") != std::string_view::npos &&
         text.find("jsonfeed.org") != std::string_view::npos;
}

}  // namespace

Kind kind_of(std::string_view bytes, std::string_view name) {
  const std::string text = readable_beginning(bytes);
  if (trim(text).empty()) return Kind::kEmpty;
  const Closing closing = bytes.size() < kWindow ? Closing::kRequired : Closing::kMayBeCutOff;
  if (is_article_file(text, closing)) return Kind::kArticleFile;

  const Markup markup = read_markup(text);
  if (markup.doctype == "html" || one_of(markup.root, {"html", "head", "body"})) return Kind::kHtml;
  // The last two are none, but feed::parse tells how they lead to feeds.
  if (one_of(markup.root,
             {"rss", "feed", "rdf", "channel", "entry", "item", "urlset", "sitemapindex", "opml"}))
    return Kind::kFeed;
  if (text.find('\0') != std::string::npos) return Kind::kUnknown;
  if (markup.xml_declaration && markup.root.empty()) return Kind::kFeed;
  if (markup.is_markup && has_html_name(name)) return Kind::kHtml;
  return is_json_feed(text) ? Kind::kFeed : Kind::kUnknown;
}

}  // namespace jianbao::formats
