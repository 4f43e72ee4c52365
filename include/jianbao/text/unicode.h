#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jianbao::text {

/// True if `bytes` is well-formed UTF-8 (RFC 3629: no surrogates, nothing beyond U+10FFFF).
bool is_valid_utf8(std::string_view bytes);

/// Replaces each maximal malformed sequence by U+FFFD; adds their number to *replaced if given.
std::string make_valid_utf8(std::string_view bytes, std::size_t* replaced = nullptr);

/// The code point that begins at `at`, which moves past it.  `utf8` must be valid and at < size.
char32_t next_code_point(std::string_view utf8, std::size_t& at);
/// Where the code point begins that the byte at `at` is part of; `at` itself at the end.  Of
/// malformed text: some byte that is no continuation, or 0.
std::size_t code_point_begin(std::string_view utf8, std::size_t at);
/// The beginning of a text: whole code points of at most `most` bytes.
std::string_view first_bytes(std::string_view utf8, std::size_t most);
/// The code point that ends at `end`.  `utf8` must be valid and end > 0.
char32_t code_point_before(std::string_view utf8, std::size_t end);
void append_utf8(std::string& out, char32_t code_point);
std::size_t count_code_points(std::string_view utf8);

/// White space of any script, the no-break and ideographic spaces included; not U+200B.
bool is_space(char32_t c);
/// Han, Kana, Bopomofo or Hangul: the scripts written without spaces between words.  Includes 々 〇
/// ー, half-width forms, compatibility ideographs, planes 2 and 3.
bool is_cjk(char32_t c);
/// General category S: signs of money and mathematics, emoji and other symbols; not punctuation.
bool is_symbol(char32_t c);

/// Text as the archive stores it: NFC; without control characters but '\n', without U+200B, U+FEFF,
/// U+2060, U+00AD and bidi controls; joiners U+200C and U+200D stay; U+2028/2029 become '\n'.
/// `utf8` must be valid.  White space is left alone.  Cost: one pass where nothing changes.
std::string clean_text(std::string_view utf8);

/// Text on one line: every run of white space, line breaks included, becomes one space; none at the
/// ends; no control characters.  All else stays as the source has it.  Malformed UTF-8 is allowed.
std::string one_line(std::string_view bytes);

/// clean_text on one line: every run of white space, line breaks included, becomes one space; none
/// at the ends.  For titles, names and captions.  Malformed UTF-8 is allowed here.
std::string clean_line(std::string_view bytes);

/// clean_line without control characters that a terminal would act on (ESC sequences whole, C0, C1,
/// bidi controls).  For printing a stranger's words in messages and tables.
std::string for_terminal(std::string_view bytes);

}  // namespace jianbao::text
