#pragma once

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jianbao::extract {

/// A start or end tag as it stands in the source.
struct SourceTag {
  std::size_t begin = 0;  ///< offsets of the '<' and of what follows the '>'
  std::size_t end = 0;
  bool is_end = false;
  bool self_closing = false;  ///< ends in "/>"
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  std::uint32_t name_hash = 0;  ///< of the name in lower case
  std::string_view attributes;  ///< source between the name and the '>'
  std::size_t attribute_count = 0;
  bool styles_font = false;  ///< a <font> with color, face or size
  /// Whether an <annotation-xml> says that it holds HTML; it can say so in ways not worth reading.
  enum class Holds : std::uint8_t { kUnsaid, kOther, kHtml, kUnclear } holds = Holds::kUnsaid;
};

/// How the content of an element is read.
enum class Content : std::uint8_t {
  kMarkup,
  kRaw,     ///< up to the end tag of the same name: <style>, <textarea>
  kScript,  ///< the same, but "<!--" and a nested "<script>" can hide the end tag
  kRest,    ///< to the end of the document: <plaintext>
};

/// Finds the tags of a document the way the HTML Standard's tokenizer does (§13.2.5), without
/// building anything: comments, raw text and '>' in attribute values mislead neither.  One pass.
class TagScanner {
 public:
  explicit TagScanner(std::string_view html) : html_(html) {}

  /// Moves to the next tag.  @param in_foreign  whether a CDATA section can stand here.
  /// @return false at the end; text_bytes() and text_is_blank() then tell of the last text.
  bool next(bool in_foreign);

  const SourceTag& tag() const { return tag_; }

  /// The text between the tag before and this one; comments left out.
  std::size_t text_bytes() const { return text_bytes_; }
  bool text_is_blank() const { return text_is_blank_; }

  /// To be called after a start tag, for content that holds no tags.  Its end tag is the next tag.
  void skip(Content content);

 private:
  bool at_end() const { return at_ >= html_.size(); }
  void add_text(std::string_view text);
  void skip_past(char c);
  void skip_comment();
  void skip_declaration(bool in_foreign);
  bool read_tag();
  void read_name();
  bool read_attributes();
  void read_attribute();
  std::string_view read_value();
  void note_attribute(std::string_view name, std::string_view value);
  void skip_spaces();
  bool name_at(std::size_t at, std::string_view name) const;
  void skip_raw();
  void skip_script();

  std::string_view html_;
  std::size_t at_ = 0;
  SourceTag tag_;
  std::string_view name_;
  std::size_t text_bytes_ = 0;
  bool text_is_blank_ = true;
};

}  // namespace jianbao::extract
