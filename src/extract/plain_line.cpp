#include "extract/plain_line.h"

#include "extract/body.h"
#include "jianbao/core/error.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxValueBytes = 2000;

bool is_name_byte(char c) {
  return text::is_ascii_letter(c) || text::is_ascii_digit(c) || c == '#';
}

/// "&amp;", "&#8217;" and "<b>", "</i>".
bool holds_markup(std::string_view value) {
  for (std::size_t at = value.find_first_of("&<"); at != std::string_view::npos;
       at = value.find_first_of("&<", at + 1)) {
    std::size_t end = at + 1;
    if (value[at] == '<') {
      const bool closing = end < value.size() && value[end] == '/';
      end += closing ? 1 : 0;
      if (end < value.size() && text::is_ascii_letter(value[end])) return true;
      continue;
    }
    while (end < value.size() && is_name_byte(value[end])) ++end;
    if (end > at + 2 && end < value.size() && value[end] == ';') return true;
  }
  return false;
}

}  // namespace

std::string PlainLine::of(std::string_view html) {
  if (html.find_first_of("<&") == std::string_view::npos) return text::clean_line(html);
  return text::clean_line(read_text(parser_.parse(html), builder_, stack_));
}

std::string PlainLine::of_value(std::string_view value) {
  value = text::first_bytes(value, kMaxValueBytes);
  if (!holds_markup(value)) return text::clean_line(value);
  try {
    return of(value);
  } catch (const Error&) {
    return text::clean_line(value);
  }
}

}  // namespace jianbao::extract
