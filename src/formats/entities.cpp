#include "formats/entities.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include "jianbao/text/unicode.h"

namespace jianbao::formats {
namespace {

/// U+00A0 to U+00FF in order.
constexpr std::array<std::string_view, 96> kLatin1 = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

struct Named {
  std::string_view name;
  char32_t code_point;
};

constexpr Named kOthers[] = {
    {"amp", U'&'},         {"lt", U'<'},          {"gt", U'>'},          {"quot", U'"'},
    {"apos", U'\''},       {"ndash", U'\u2013'},  {"mdash", U'\u2014'},  {"lsquo", U'\u2018'},
    {"rsquo", U'\u2019'},  {"sbquo", U'\u201a'},  {"ldquo", U'\u201c'},  {"rdquo", U'\u201d'},
    {"bdquo", U'\u201e'},  {"hellip", U'\u2026'}, {"bull", U'\u2022'},   {"prime", U'\u2032'},
    {"Prime", U'\u2033'},  {"lsaquo", U'\u2039'}, {"rsaquo", U'\u203a'}, {"euro", U'\u20ac'},
    {"trade", U'\u2122'},  {"ensp", U'\u2002'},   {"emsp", U'\u2003'},   {"thinsp", U'\u2009'},
    {"zwnj", U'\u200c'},   {"zwj", U'\u200d'},    {"lrm", U'\u200e'},    {"rlm", U'\u200f'},
    {"larr", U'\u2190'},   {"rarr", U'\u2192'},   {"OElig", U'\u0152'},  {"oelig", U'\u0153'},
    {"Scaron", U'\u0160'}, {"scaron", U'\u0161'}, {"minus", U'\u2212'},  {"num", U'#'},
    {"lbrack", U'['},      {"rbrack", U']'},      {"lpar", U'('},        {"rpar", U')'},
    {"colon", U':'},       {"excl", U'!'},        {"quest", U'?'},       {"sol", U'/'}};

/// What HTML makes of &#128; to &#159;.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

constexpr std::size_t kLongestReference = 32;

std::optional<char32_t> numeric(std::string_view digits) {
  int base = 10;
  if (digits.starts_with('x') || digits.starts_with('X')) {
    base = 16;
    digits.remove_prefix(1);
  }
  std::uint32_t value = 0;
  const char* last = digits.data() + digits.size();
  const auto [end, error] = std::from_chars(digits.data(), last, value, base);
  if (end != last || digits.empty()) return std::nullopt;
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (error != std::errc() || value == 0 || value > 0x10FFFF || surrogate) return U'\uFFFD';
  if (value >= 0x80 && value <= 0x9F) return kWindows1252[value - 0x80];
  return static_cast<char32_t>(value);
}

std::optional<char32_t> named(std::string_view name) {
  for (const Named& entity : kOthers) {
    if (entity.name == name) return entity.code_point;
  }
  for (std::size_t i = 0; i < kLatin1.size(); ++i) {
    if (kLatin1[i] == name) return static_cast<char32_t>(0xA0 + i);
  }
  return std::nullopt;
}

}  // namespace

std::string decode_entities(std::string_view text) {
  std::string out;
  std::size_t done = 0;
  for (auto at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    const std::string_view after = text.substr(at + 1, kLongestReference);
    const auto length = after.find(';');
    if (length == std::string_view::npos) continue;
    const std::string_view name = after.substr(0, length);
    const auto code_point = name.starts_with('#') ? numeric(name.substr(1)) : named(name);
    if (!code_point) continue;
    out += text.substr(done, at - done);
    text::append_utf8(out, *code_point);
    done = at + length + 2;
    at = done - 1;
  }
  return out.append(text.substr(done));
}

}  // namespace jianbao::formats
