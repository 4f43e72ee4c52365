#include "jianbao/text/unicode.h"

#include <unicode/bytestream.h>
#include <unicode/errorcode.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>

#include <limits>

#include "jianbao/core/error.h"
#include "text/fold_table.h"
#include "text/utf8_decode.h"

namespace jianbao::text {

namespace {

constexpr char32_t kDropped = 0xFFFFFFFF;

// What the archive keeps in place of a character: itself, a space, a line break, or kDropped.
char32_t cleaned(char32_t c) {
  switch (c) {
    case '\n':
      return c;
    case '\t':
    case '\v':
    case '\f':
      return ' ';
    case '\r':
    case 0x0085:
    case 0x2028:
    case 0x2029:
      return '\n';
    case 0x00AD:
    case 0x061C:
    case 0x200B:
    case 0x200E:
    case 0x200F:
    case 0x2060:
    case 0xFEFF:
      return kDropped;
    default:
      break;
  }
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return kDropped;
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return kDropped;
  return c;
}

// Length of the character that `lead` begins if no character under that lead is ever changed, else
// 0: look at the character.  C3..CB are U+00C0..02FF, E4..E9 U+4000..9FFF, EB and EC Hangul.
// Branches, not a table: the processor then runs ahead of the loads (half as fast otherwise).
std::size_t safe_length(unsigned lead) {
  if (lead >= 0xE4 && lead <= 0xEC) return lead == 0xEA ? 0 : 3;
  if ((lead >= 0x20 && lead < 0x7F) || lead == '\n') return 1;
  if (lead >= 0xC3 && lead <= 0xCB) return 2;
  return 0;
}

// What a look at the text found, up to the first character to replace or drop.
struct Scan {
  std::size_t end;     // that character, or the size
  bool maybe_not_nfc;  // before it
};

Scan scan(std::string_view utf8, std::size_t at) {
  bool maybe_not_nfc = false;
  while (at < utf8.size()) {
    const std::size_t safe = safe_length(static_cast<unsigned char>(utf8[at]));
    if (safe != 0) {
      at += safe;
      continue;
    }
    const std::size_t begin = at;
    const char32_t c = next_code_point(utf8, at);
    if (cleaned(c) != c) return {begin, maybe_not_nfc};
    maybe_not_nfc = maybe_not_nfc || fold_entry(c).maybe_not_nfc();
  }
  return {utf8.size(), maybe_not_nfc};
}

void append_cleaned(std::string& out, std::string_view utf8, std::size_t& at) {
  const char32_t c = next_code_point(utf8, at);
  if (c == '\r' && at < utf8.size() && utf8[at] == '\n') return;
  const char32_t kept = cleaned(c);
  if (kept != kDropped) append_utf8(out, kept);
}

std::string to_nfc(std::string_view utf8) {
  if (utf8.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
    throw Error(ErrorKind::kLimit, "text", "longer than 2 GiB cannot be normalised");
  }
  icu::ErrorCode status;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  std::string out;
  if (status.isSuccess()) {
    out.reserve(utf8.size());
    icu::StringByteSink<std::string> sink(&out);
    nfc->normalizeUTF8(0, icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())),
                       sink, nullptr, status);
  }
  // Only a broken installation of ICU gets here.
  if (status.isFailure()) throw Error(ErrorKind::kInput, "text", status.errorName());
  return out;
}

bool is_control(std::string_view bytes, std::size_t at) {
  const auto byte = static_cast<unsigned char>(bytes[at]);
  if (byte != 0xC2) return byte < 0x20;
  return at + 1 < bytes.size() && (static_cast<unsigned char>(bytes[at + 1]) & 0xE0U) == 0x80;
}

// One past the string that an OSC, DCS, SOS, PM or APC introducer opens; `at` itself if another
// control or the end of the text comes before its terminator, so that an unfinished sequence
// neither hides the rest of the text nor is looked for twice.
std::size_t skip_control_string(std::string_view bytes, std::size_t at) {
  std::size_t end = at;
  while (end < bytes.size() && !is_control(bytes, end)) ++end;
  if (end == bytes.size()) return at;
  if (bytes[end] == '\a') return end + 1;
  if (bytes.compare(end, 2, "\x1B\\") == 0 || bytes.compare(end, 2, "\xC2\x9C") == 0) {
    return end + 2;
  }
  return at;
}

// One past a control sequence's parameters, intermediates and final byte (ECMA-48 §5.4).
std::size_t skip_control_sequence(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && bytes[at] >= 0x20 && bytes[at] <= 0x3F) ++at;
  return at < bytes.size() && bytes[at] >= 0x40 && bytes[at] <= 0x7E ? at + 1 : at;
}

// One past the escape sequence whose introducer (7-bit form, without ESC) stands at `at`.
std::size_t skip_escape(std::string_view bytes, std::size_t at) {
  if (at == bytes.size()) return at;
  const char kind = bytes[at];
  if (kind == '[') return skip_control_sequence(bytes, at + 1);
  if (std::string_view("]PX^_").find(kind) != std::string_view::npos) {
    return skip_control_string(bytes, at + 1);
  }
  while (at < bytes.size() && bytes[at] >= 0x20 && bytes[at] <= 0x2F) ++at;
  return at < bytes.size() && bytes[at] >= 0x30 && bytes[at] <= 0x7E ? at + 1 : at;
}

// C1 controls that open a sequence, in UTF-8: the 7-bit letter after ESC, or 0.
char c1_introducer(std::string_view bytes, std::size_t at) {
  if (bytes.compare(at, 1, "\xC2") != 0 || at + 1 == bytes.size()) return 0;
  switch (static_cast<unsigned char>(bytes[at + 1])) {
    case 0x9B:
      return '[';
    case 0x90:
    case 0x98:
    case 0x9D:
    case 0x9E:
    case 0x9F:
      return ']';
    default:
      return 0;
  }
}

std::string without_escapes(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    if (bytes[at] == '\x1B') {
      at = skip_escape(bytes, at + 1);
      continue;
    }
    const char introducer = c1_introducer(bytes, at);
    if (introducer == '[') {
      at = skip_control_sequence(bytes, at + 2);
    } else if (introducer != 0) {
      at = skip_control_string(bytes, at + 2);
    } else {
      out.push_back(bytes[at++]);
    }
  }
  return out;
}

}  // namespace

bool is_space(char32_t c) {
  if (c <= 0x20) return c == 0x20 || (c >= 0x09 && c <= 0x0D);
  if (c >= 0x2000 && c <= 0x200A) return true;
  return c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

bool is_cjk(char32_t c) {
  if (c < 0x1100 || c > 0x10FFFF) return false;
  const CharClass kind = fold_entry(c).char_class();
  return kind == CharClass::kCjk || kind == CharClass::kJamo || kind == CharClass::kVoicing;
}

bool is_symbol(char32_t c) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_S_MASK) != 0;
}

std::string clean_text(std::string_view utf8) {
  std::string out;
  bool maybe_not_nfc = false;
  for (std::size_t at = 0;;) {
    const Scan found = scan(utf8, at);
    maybe_not_nfc = maybe_not_nfc || found.maybe_not_nfc;
    if (at == 0) out.reserve(utf8.size());
    out.append(utf8, at, found.end - at);
    at = found.end;
    if (at == utf8.size()) break;
    append_cleaned(out, utf8, at);
  }
  return maybe_not_nfc ? to_nfc(out) : out;
}

std::string one_line(std::string_view bytes) {
  if (!is_valid_utf8(bytes)) return one_line(make_valid_utf8(bytes));
  const std::string_view text = bytes;
  std::string out;
  out.reserve(text.size());
  bool space_due = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (is_space(c)) {
      space_due = !out.empty();
      continue;
    }
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) continue;
    if (space_due) out.push_back(' ');
    space_due = false;
    out.append(text, begin, at - begin);
  }
  return out;
}

std::string clean_line(std::string_view bytes) {
  return one_line(is_valid_utf8(bytes) ? clean_text(bytes) : clean_text(make_valid_utf8(bytes)));
}

std::string for_terminal(std::string_view bytes) {
  return clean_line(without_escapes(bytes));
}

}  // namespace jianbao::text
