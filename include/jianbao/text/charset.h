#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace jianbao::text {

/// Bytes turned into valid UTF-8.
struct Decoded {
  std::string utf8;          ///< without BOM
  std::string charset;       ///< the one used, by its WHATWG name: "UTF-8", "gb18030", "Big5" …
  std::size_t replaced = 0;  ///< how many malformed sequences became U+FFFD
  /// Lone bytes of windows-1252 in text that is otherwise UTF-8 ("\x93"), read as what they mean
  /// there, and where in `utf8` the first of them stands.
  std::size_t strays = 0;
  std::size_t first_stray = 0;
  /// Characters of UTF-8 that were encoded as two halves (CESU-8), read as what they are, and where
  /// in `utf8` the first of them stands.
  std::size_t halved = 0;
  std::size_t first_halved = 0;
  /// Texts in another encoding that stand among the others, each read as what it is: the name of
  /// that encoding, empty if there are none; how many pieces the others part them into; and where
  /// in `utf8` the first of these is, or the text before it that tells.
  std::string mixed_in{};
  std::size_t mixed_pieces = 0;
  std::size_t first_mixed = 0;
};

/// The encoding's WHATWG name for a label such as "gb2312", "utf8" or " GBK " (Encoding Standard
/// §4.2, and some such as "cp936" besides; GB2312 and GBK are read as gb18030, Latin-1 as
/// windows-1252); empty if unknown.
std::string charset_name(std::string_view label);

/// The charset that a document names in its own first 4096 bytes, as it writes the name: an XML
/// declaration's `encoding`, a `<meta charset>` or `<meta http-equiv content="…charset=…">`.  Empty
/// if none.
std::string declared_charset(std::string_view bytes);

/// Decodes a document.  Order: BOM (UTF-8, UTF-16, UTF-32; not that of UTF-8 before what can only
/// be GB 18030 or Big5); UTF-16 and UTF-32 told by their NULs; valid UTF-8 whatever the labels say,
/// or UTF-8 with pieces of another encoding in it, which are told text by text where it is one that
/// a label or detection names; `http_label` (the charset parameter of Content-Type); the document's
/// own declaration; damaged UTF-8; detection (uchardet); windows-1252.  A label under which bytes
/// are malformed gives way to a later candidate that decodes with fewer replacements; a single-byte
/// charset, which can read anything, only takes over from one that is mostly malformed, and a label
/// that means windows-1252 is not believed of Chinese, nor of words in another script that
/// detection can tell (Cyrillic, Greek, Hebrew, Arabic, Thai).  A lone byte of windows-1252 (0x80
/// to 0x9F) beside ASCII in damaged UTF-8 is read as such.  Never fails. O(bytes); bytes that are
/// valid UTF-8 already cost one validation.
Decoded decode(std::string_view bytes, std::string_view http_label = {});

/// Where in `bytes` that stands which decode() put at `offset` of its text, given what it made of
/// them (charset and mixed_in are looked at); near it inside malformed bytes.  O(offset), of mixed
/// bytes O(bytes).
std::size_t source_offset(std::string_view bytes, const Decoded& decoded, std::size_t offset);

/// The text, where decode() would do no more than cut off a BOM: of bytes that are UTF-8 already.
/// Nothing for all others.  Saves a copy of a large document.
std::optional<std::string_view> as_utf8(std::string_view bytes, std::string_view http_label = {});

}  // namespace jianbao::text
