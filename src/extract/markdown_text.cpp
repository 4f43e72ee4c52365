#include "extract/markdown_text.h"

#include <algorithm>
#include <array>

#include "extract/page_outline.h"
#include "jianbao/extract/body_markup.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word(char c) {
  return text::is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

bool is_punctuation(char32_t c) {
  const bool is_wide =
      (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65);
  return is_wide || (!is_letter(c) && !text::is_space(c));
}

/// Markup wherever it stands.
bool is_special(char c) {
  constexpr std::string_view kSpecial = "\\`*[]<~";
  return kSpecial.find(c) != std::string_view::npos;
}

/// Headings, quotes, lists, rules, rows of tables and fences begin with these.
bool begins_block(char c) {
  constexpr std::string_view kMarks = "#>+-=:|";
  return kMarks.find(c) != std::string_view::npos;
}

/// What the line has so far, or so much of its end that it can begin nothing any more.
std::string_view present_line(std::string_view text) {
  constexpr std::size_t kLongestNumber = 9;
  text.remove_prefix(text.size() - std::min(text.size(), kLongestNumber + 1));
  const std::size_t end = text.rfind('\n');
  return end == std::string_view::npos ? text : text.substr(end + 1);
}

/// "2024" of "2024. was": a dot or bracket behind it would begin a list.
bool is_number(std::string_view line) {
  return !line.empty() && line.size() <= 9 && std::all_of(line.begin(), line.end(), is_ascii_digit);
}

bool needs_escape(std::string_view line, std::string_view words, std::size_t at, bool in_table) {
  const char c = words[at];
  if (is_special(c)) return true;
  const char next = at + 1 < words.size() ? words[at + 1] : '\0';
  if (c == '&') return text::is_ascii_letter(next) || next == '#';
  if (c == '|' && in_table) return true;
  if (c == '_') return line.empty() || !is_word(line.back()) || !is_word(next);
  if (line.empty()) return begins_block(c);
  return (c == '.' || c == ')') && is_number(line);
}

}  // namespace

void append_escaped(std::string& out, std::string_view words, bool in_table) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (needs_escape(present_line(out), words, i, in_table)) out += '\\';
    out += words[i];
  }
}

std::size_t longest_ticks(std::string_view words) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : words) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

std::string code_span(std::string_view words) {
  const std::string ticks(longest_ticks(words) + 1, '`');
  const bool pads = words.starts_with('`') || words.ends_with('`');
  const std::string pad = pads ? " " : "";
  return ticks + pad + std::string(words) + pad + ticks;
}

std::string link_destination(std::string_view address) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kUnsafe = " ()<>\\\"`|";
  const bool may_hold_entity = address.find(';') != std::string_view::npos;
  std::string out;
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || kUnsafe.find(c) != std::string_view::npos) {
      out += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    } else {
      if (c == '&' && may_hold_entity) out += '\\';
      out += c;
    }
  }
  return out;
}

bool can_delimit(char32_t before, char32_t first, char32_t last, char32_t after) {
  const auto is_outside = [](char32_t c) {
    return c == 0 || text::is_space(c) || is_punctuation(c);
  };
  if (text::is_space(first) || text::is_space(last)) return false;
  return (!is_punctuation(first) || is_outside(before)) &&
         (!is_punctuation(last) || is_outside(after));
}

std::string markdown_line(std::string_view words) {
  std::string line;
  append_escaped(line, text::clean_line(words), false);
  return line;
}

std::string markdown_link(std::string_view address) {
  const std::string clean = text::clean_line(address);
  return '[' + markdown_line(clean) + "](" + link_destination(clean) + ')';
}

}  // namespace jianbao::extract
