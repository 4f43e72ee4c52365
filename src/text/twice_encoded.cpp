#include "jianbao/text/twice_encoded.h"

#include "jianbao/text/unicode.h"
#include "text/charset_utf8.h"

namespace jianbao::text {

namespace {

/// What leads U+00C0 to U+00FF in UTF-8, the characters that lead bytes were taken for.
constexpr char kLeadOfLeads = '\xC3';
constexpr unsigned kNoByte = 0x100;

/// The byte that windows-1252, or Latin-1 where that has nothing, reads as this character.
unsigned byte_of(char32_t character) {
  if (character <= 0xFF) return static_cast<unsigned>(character);
  for (unsigned byte = 0x80; byte <= 0x9F; ++byte) {
    if (windows1252_character(byte) == character) return byte;
  }
  return kNoByte;
}

/// How many bytes follow a byte that leads Cyrillic, CJK, quotation marks or wide punctuation.
std::size_t followers_of(unsigned lead) {
  if (lead == 0xD0 || lead == 0xD1) return 1;
  return (lead >= 0xE2 && lead <= 0xE9) || lead == 0xEF ? 2 : 0;
}

/// A run of characters that stand for UTF-8: how many lead bytes, and how many of the bytes behind
/// them, some of which may have been lost.
struct Run {
  std::size_t leads = 0;
  std::size_t followers = 0;
  bool quotes = false;  ///< "â€": nobody writes that
  std::size_t end = 0;
};

Run run_at(std::string_view utf8, std::size_t at) {
  Run run{.end = at};
  while (run.end < utf8.size() && utf8[run.end] == kLeadOfLeads) {
    std::size_t next = run.end;
    const unsigned lead = byte_of(next_code_point(utf8, next));
    const std::size_t most = followers_of(lead);
    std::size_t count = 0;
    while (count < most && next < utf8.size()) {
      std::size_t behind = next;
      const char32_t character = next_code_point(utf8, behind);
      const unsigned byte = byte_of(character);
      if (byte < 0x80 || byte > 0xBF) break;
      run.quotes = run.quotes || (lead == 0xE2 && count == 0 && character == U'€');
      next = behind;
      ++count;
    }
    if (count == 0) break;
    ++run.leads;
    run.followers += count;
    run.end = next;
  }
  return run;
}

}  // namespace

TwiceEncoded find_twice_encoded(std::string_view utf8) {
  TwiceEncoded found;
  for (std::size_t at = utf8.find(kLeadOfLeads); at != std::string_view::npos;) {
    const Run run = run_at(utf8, at);
    // "é»" and "é…" are French; nothing but UTF-8 has several of them in a row.
    if (run.quotes || (run.leads >= 2 && run.followers >= 3)) {
      if (found.count == 0) found.first = at;
      ++found.count;
    }
    at = utf8.find(kLeadOfLeads, run.end > at ? run.end : at + 1);
  }
  return found;
}

std::optional<std::string> undo_twice_encoded(std::string_view utf8) {
  std::string once;
  once.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const unsigned byte = byte_of(next_code_point(utf8, at));
    if (byte == kNoByte) return std::nullopt;
    once += static_cast<char>(byte);
  }
  if (!is_valid_utf8(once)) return std::nullopt;
  return once;
}

std::size_t twice_encoded_offset(std::string_view utf8, std::size_t offset) {
  std::size_t at = 0;
  for (; offset > 0 && at < utf8.size(); --offset) next_code_point(utf8, at);
  return at;
}

}  // namespace jianbao::text
