#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace jianbao::feed {

constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
std::string_view trim(std::string_view text);

/// ASCII letters and '_': what a tag's name begins with in feeds.  A '<' before anything else is
/// text, so that titles like "<专访>" survive.
constexpr bool is_name_start(char c) {
  const auto folded = static_cast<unsigned char>(static_cast<unsigned char>(c) | 0x20U);
  return (folded >= 'a' && folded <= 'z') || c == '_';
}
/// Those, digits, "-.:" and all that is not ASCII.  A table: this is asked of every byte of names.
inline constexpr auto kNameBytes = [] {
  std::array<bool, 256> bytes{};
  for (std::size_t byte = 0; byte < bytes.size(); ++byte) {
    const char c = static_cast<char>(byte);
    bytes.at(byte) = is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                     c == ':' || byte >= 0x80;
  }
  return bytes;
}();
constexpr bool is_name_byte(char c) {
  return kNameBytes[static_cast<unsigned char>(c)];
}

/// One attribute as it stands in a start tag.
struct Attribute {
  std::string_view name;
  std::string_view value;  ///< as written, references not decoded; empty if it has none
  char quote = '\0';       ///< '"', '\'' or none
};

enum class TagEnd { kOpen, kSelfClosed, kCutOff };

/// Reads a start tag's attributes, as browsers would: quoted, unquoted or without values.
class TagReader {
 public:
  /// `at` is the offset of the '<' of a start tag.
  TagReader(std::string_view document, std::size_t at);

  std::string_view name() const { return name_; }
  /// The next attribute; false at the tag's end, or if the document ends inside its value, which
  /// then is all that follows.
  bool next(Attribute& attribute);
  /// After next() gave false: how the tag ended, and the offset behind it.
  TagEnd end() const { return end_; }
  std::size_t position() const { return at_; }

 private:
  bool finish(TagEnd end, std::size_t at);
  bool read_value(Attribute& attribute);

  std::string_view document_;
  std::string_view name_;
  std::size_t at_;
  TagEnd end_ = TagEnd::kCutOff;
};

/// The offset behind the comment that begins at `tag`, or behind the content of the script or style
/// element `name` whose start tag ends before or at `tag`; npos if the rest of the document belongs
/// to it.
std::size_t end_of_opaque(std::string_view html, std::size_t tag, std::string_view name);

/// True for br, img and the other HTML elements without content that do not share their name with
/// an element of a feed format (link and source do).
bool is_void_html(std::string_view name);

/// True for names of HTML elements that authors use inside titles and texts.
bool is_html_element(std::string_view name);

/// True for script and style, whose content is no text.
bool is_opaque_html(std::string_view name);

/// True for the HTML elements that do not break a word: b, i, span …
bool is_inline_html(std::string_view name);

}  // namespace jianbao::feed
