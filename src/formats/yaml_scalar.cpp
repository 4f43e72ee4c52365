#include "formats/yaml_scalar.h"

#include <charconv>
#include <cstdint>

#include "formats/lines.h"
#include "jianbao/text/unicode.h"

namespace jianbao::formats {
namespace {

/// The length of the quoted scalar that begins `raw`, both quotes included; npos if it never ends.
std::size_t quoted_length(std::string_view raw) {
  const char quote = raw.front();
  for (std::size_t at = 1; at < raw.size(); ++at) {
    if (quote == '"' && raw[at] == '\\') {
      ++at;
    } else if (raw[at] == quote) {
      const bool doubled = quote == '\'' && at + 1 < raw.size() && raw[at + 1] == quote;
      if (!doubled) return at + 1;
      ++at;
    }
  }
  return std::string_view::npos;
}

bool is_nothing_or_comment(std::string_view after) {
  const std::string_view text = trim(after);
  return text.empty() || (text.starts_with('#') && text.data() != after.data());
}

std::optional<std::uint32_t> hex(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  std::uint32_t value = 0;
  const char* first = text.data() + at;
  const auto [end, error] = std::from_chars(first, first + digits, value, 16);
  if (error != std::errc() || end != first + digits) return std::nullopt;
  return value;
}

bool is_high_surrogate(std::uint32_t value) {
  return value >= 0xD800 && value <= 0xDBFF;
}
bool is_low_surrogate(std::uint32_t value) {
  return value >= 0xDC00 && value <= 0xDFFF;
}

/// Decodes \xXX, \uXXXX or \UXXXXXXXX at text[at] == '\\'; returns how many bytes it took, 0 if it
/// is none.  Pairs of surrogates, which JSON writers leave in YAML, are joined.
std::size_t decode_hex_escape(std::string_view text, std::size_t at, std::string& out) {
  const char kind = text[at + 1];
  const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
  if (digits == 0) return 0;
  auto value = hex(text, at + 2, digits);
  if (!value) return 0;
  std::size_t taken = 2 + digits;
  if (is_high_surrogate(*value) && text.substr(at + taken, 2) == "\\u") {
    const auto low = hex(text, at + taken + 2, 4);
    if (low && is_low_surrogate(*low)) {
      value = 0x10000 + ((*value - 0xD800) << 10U) + (*low - 0xDC00);
      taken += 6;
    }
  }
  const bool valid = *value <= 0x10FFFF && !(*value >= 0xD800 && *value <= 0xDFFF);
  text::append_utf8(out, valid ? static_cast<char32_t>(*value) : U'\uFFFD');
  return taken;
}

std::optional<std::string_view> simple_escape(char c) {
  switch (c) {
    case '"':
      return "\"";
    case '\\':
      return "\\";
    case '/':
      return "/";
    case ' ':
      return " ";
    case 'n':
    case 'r':
    case 'L':
    case 'P':
    case 'N':
      return "\n";
    case 't':
      return "\t";
    case '_':
      return "\u00a0";
    default:
      return std::nullopt;
  }
}

std::string unescape_double(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out += text[at++];
    } else if (const auto simple = simple_escape(text[at + 1])) {
      out += *simple;
      at += 2;
    } else if (const auto taken = decode_hex_escape(text, at, out)) {
      at += taken;
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::string unescape_single(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    out += text[at];
    if (text[at] == '\'' && at + 1 < text.size() && text[at + 1] == '\'') ++at;
  }
  return out;
}

Scalar read_quoted(std::string_view raw) {
  const char quote = raw.front();
  const std::size_t length = quoted_length(raw);
  Scalar scalar;
  std::string_view inside;
  if (length != std::string_view::npos && is_nothing_or_comment(raw.substr(length))) {
    inside = raw.substr(1, length - 2);
  } else {
    scalar.clean = false;
    const auto last = raw.rfind(quote);
    inside = last == 0 ? raw.substr(1) : raw.substr(1, last - 1);
  }
  scalar.text = quote == '"' ? unescape_double(inside) : unescape_single(inside);
  return scalar;
}

}  // namespace

Scalar read_scalar(std::string_view raw) {
  raw = trim(raw);
  if (raw.starts_with('"') || raw.starts_with('\'')) return read_quoted(raw);
  if (raw.starts_with('#')) return {};
  raw = trim(raw.substr(0, raw.find(" #")));
  if (raw == "~" || raw == "null") return {};
  return {std::string(raw)};
}

std::optional<std::vector<Scalar>> read_flow_list(std::string_view raw) {
  raw = trim(raw);
  if (!raw.starts_with('[')) return std::nullopt;
  std::vector<Scalar> items;
  std::size_t at = 1;
  while (at < raw.size()) {
    at = raw.find_first_not_of(kBlanks, at);
    if (at == std::string_view::npos) return std::nullopt;
    const bool quoted = raw[at] == '"' || raw[at] == '\'';
    const std::size_t skipped = quoted ? quoted_length(raw.substr(at)) : 0;
    if (skipped == std::string_view::npos) return std::nullopt;
    const std::size_t end = raw.find_first_of(",[]{}", at + skipped);
    if (end == std::string_view::npos || (raw[end] != ',' && raw[end] != ']')) return std::nullopt;
    Scalar item = read_scalar(raw.substr(at, end - at));
    if (!item.text.empty()) items.push_back(std::move(item));
    at = end + 1;
    if (raw[end] != ']') continue;
    if (!is_nothing_or_comment(raw.substr(at))) return std::nullopt;
    return items;
  }
  return std::nullopt;
}

}  // namespace jianbao::formats
