#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jianbao::feed {

/// The character of an HTML 4 entity, by its exact name, as UTF-8; empty if there is none.
std::string named_entity(std::string_view name);

/// What a C1 control (0x80 to 0x9F) stands for when a windows-1252 byte was taken for a character.
char32_t windows_1252(unsigned char c1);

/// The character that "&#233;" or "&#xE9;" means, given what stands between "&#" and ";".  As
/// browsers read it: 128…159 are windows-1252, impossible code points U+FFFD.  Nothing if
/// malformed.
std::optional<char32_t> numeric_reference(std::string_view digits);

/// How many bytes the character reference has that `text` begins with ('&' and ';' included, known
/// or not); 0 if it begins with none.
std::size_t reference_size(std::string_view text);

/// The character of a whole reference such as "&eacute;" or "&#233;"; empty if unknown.
std::string decode_reference(std::string_view reference);

/// Replaces every known character reference, once.
std::string decode_references(std::string_view text);

/// A character and the size of the reference to it; 0 if there is none.
struct Reference {
  char32_t character = U'\0';
  std::size_t size = 0;
};

/// The reference that `text` begins with, if it is to one of XML's own five entities.
Reference xml_entity(std::string_view text);

/// The reference that `text` begins with, if it is a numeric one and every parser of XML reads it
/// as the same printable character.
Reference xml_character(std::string_view text);

/// The character and size of two references in a row that are the halves of UTF-16, as programs
/// write that escape each half by itself: "&#55357;&#56832;".
Reference surrogate_pair(std::string_view text);

/// Appends a text with the references to XML's own entities and characters replaced, once.
void append_without_xml_references(std::string& out, std::string_view text);

/// Plain text as HTML: & < > escaped.
std::string escape_text(std::string_view text);

/// escape_text() of several lines, trimmed, with a <br> at each line's end.
std::string escape_lines(std::string_view text);

}  // namespace jianbao::feed
