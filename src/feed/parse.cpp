#include "jianbao/feed/parse.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "feed/json_feed.h"
#include "feed/markup.h"
#include "feed/other_document.h"
#include "feed/xml_feed.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/charset.h"
#include "jianbao/text/twice_encoded.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::feed {
namespace {

/// The charset parameter of a Content-Type, as text::decode takes it.
std::string_view charset_of(const std::string& content_type, const std::string& folded) {
  constexpr std::string_view kName = "charset=";
  const std::size_t at = folded.find(kName);
  if (at == std::string::npos) return {};
  std::string_view value = std::string_view(content_type).substr(at + kName.size());
  value = trim(value.substr(0, value.find(';')));
  while (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == '"' || value.back() == '\'')) value.remove_suffix(1);
  return value;
}

void read_text(std::string_view utf8, const ParseOptions& options, const TakeEntry& take,
               const Limits& limits, ParseResult& result) {
  if (trim(utf8).starts_with('{')) {
    read_json_feed(utf8, options, take, limits, result);
  } else {
    read_xml_feed(utf8, options, take, limits, result);
    if (!result.problem.empty()) explain_other_document(utf8, options, result);
  }
}

/// Without the UTF-8 character that the end of a document cuts: for its sake the rest would not
/// count as UTF-8.
std::string_view without_cut_character(std::string_view bytes) {
  for (std::size_t length = 1; length < 4 && length <= bytes.size(); ++length) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - length]);
    const std::size_t whole = byte >= 0xF0 ? 4U : byte >= 0xE0 ? 3U : byte >= 0xC0 ? 2U : 0U;
    if (whole > length) return bytes.substr(0, bytes.size() - length);
    if (byte < 0x80 || whole != 0) break;
  }
  return bytes;
}

/// As much of a label from a stranger as a line can hold.
std::string shown(std::string_view label) {
  constexpr std::size_t kColumns = 40;
  return text::fit(text::for_terminal(label.substr(0, 200)), kColumns);
}

/// What was wrong with the document's charset.  `utf8` is its text: a declaration in UTF-16 can be
/// found only there.
void add_charset_warnings(std::string_view utf8, std::string_view label, ParseResult& result) {
  const bool wide = result.charset.starts_with("UTF-16") || result.charset.starts_with("UTF-32");
  const std::string own = text::declared_charset(utf8);
  std::string declared = text::charset_name(own);
  if (declared.empty()) declared = text::charset_name(label);
  if (text::charset_name(label) == result.charset) return;
  if (wide && (declared.empty() || declared.starts_with("UTF-16"))) return;
  if (!declared.empty()) {
    if (declared == result.charset) return;
    result.warnings.push_back({"declared as " + declared + ", read as " + result.charset, 1, 0});
  } else if (const std::string_view unknown = own.empty() ? label : std::string_view(own);
             !unknown.empty()) {
    result.warnings.push_back(
        {"unknown charset \"" + shown(unknown) + "\", read as " + result.charset, 1, 0});
  } else if (result.charset != "UTF-8") {
    result.warnings.push_back({"no charset is declared, read as " + result.charset, 1, 0});
  }
}

/// What its text had to be mended with.
void add_byte_warnings(const text::Decoded& decoded, ParseResult& result) {
  if (decoded.replaced > 0) {
    result.warnings.push_back({"malformed bytes of " + decoded.charset + ", read as U+FFFD",
                               decoded.replaced,
                               std::min(decoded.utf8.find("\uFFFD"), decoded.utf8.size())});
  }
  if (decoded.strays > 0) {
    result.warnings.push_back({"bytes of windows-1252 among " + decoded.charset + ", read as such",
                               decoded.strays, decoded.first_stray});
  }
  if (decoded.halved > 0) {
    result.warnings.push_back({"characters of UTF-8 in two halves (CESU-8), read as such",
                               decoded.halved, decoded.first_halved});
  }
  if (decoded.mixed_pieces > 0) {
    result.warnings.push_back(
        {"text of " + decoded.mixed_in + " among " + decoded.charset + ", read as such",
         decoded.mixed_pieces, decoded.first_mixed});
  }
}

/// Tells of text that was encoded as UTF-8 twice, which was undone or is left.
void add_twice_encoded_warning(const text::TwiceEncoded& twice, bool undone, ParseResult& result) {
  if (twice.count == 0) return;
  Warning& warning = result.warnings.emplace_back();
  warning.message = undone ? "encoded as UTF-8 twice, undone"
                           : "text that looks as if it was encoded as UTF-8 twice, left as it is";
  warning.count = twice.count;
  if (undone) warning.offset = twice.first;
}

/// Reads a document of UTF-8; offsets are those into `utf8`.
void read_utf8(std::string_view utf8, const ParseOptions& options, const TakeEntry& take,
               const Limits& limits, ParseResult& result) {
  const text::TwiceEncoded twice = text::find_twice_encoded(utf8);
  const std::optional<std::string> once =
      twice.count > 0 ? text::undo_twice_encoded(utf8) : std::nullopt;
  read_text(once ? std::string_view(*once) : utf8, options, take, limits, result);
  for (Warning& warning : result.warnings) {
    if (once && warning.offset) {
      warning.offset = text::twice_encoded_offset(utf8, *warning.offset);
    }
  }
  add_twice_encoded_warning(twice, once.has_value(), result);
}

/// Offsets into the UTF-8 text become offsets into the bytes.
void move_to_bytes(std::vector<Warning>& warnings, std::string_view bytes,
                   const text::Decoded& decoded) {
  for (Warning& warning : warnings) {
    if (warning.offset) *warning.offset = text::source_offset(bytes, decoded, *warning.offset);
  }
}

}  // namespace

ParseResult parse(std::string_view bytes, const ParseOptions& options, const Limits& limits) {
  std::vector<FeedEntry> entries;
  const TakeEntry keep = [&entries](const ParseResult&, FeedEntry&& entry) {
    entries.push_back(std::move(entry));
  };
  ParseResult result = parse(bytes, options, keep, limits);
  result.feed.entries = std::move(entries);
  return result;
}

ParseResult parse(std::string_view bytes, const ParseOptions& options, const TakeEntry& take,
                  const Limits& limits) {
  ParseResult result;
  if (bytes.size() > limits.item_bytes) {
    result.problem = "larger than " + std::to_string(limits.item_bytes >> 20U) + " MiB";
    return result;
  }
  const std::string label(
      charset_of(options.content_type, text::ascii_lowered(options.content_type)));
  if (const auto utf8 = text::as_utf8(without_cut_character(bytes), label)) {
    result.charset = "UTF-8";
    read_utf8(*utf8, options, take, limits, result);
    add_charset_warnings(bytes, label, result);
    const auto bom = static_cast<std::size_t>(utf8->data() - bytes.data());
    for (Warning& warning : result.warnings) {
      if (warning.offset) *warning.offset += bom;
    }
    return result;
  }
  const text::Decoded decoded = text::decode(bytes, label);
  result.charset = decoded.charset;
  result.replaced = decoded.replaced;
  read_text(decoded.utf8, options, take, limits, result);
  add_charset_warnings(decoded.utf8, label, result);
  add_byte_warnings(decoded, result);
  move_to_bytes(result.warnings, bytes, decoded);
  return result;
}

}  // namespace jianbao::feed
