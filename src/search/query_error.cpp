#include <string>
#include <utility>

#include "jianbao/search/query.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::search {

namespace {

/// Columns shown before and after the place.
constexpr std::size_t kBefore = 40;
constexpr std::size_t kAfter = 36;

/// One character of a query as it may be printed: never a control character, never nothing.
std::string printable(std::string_view character, char32_t c) {
  if (text::is_space(c)) return " ";
  std::string safe = text::for_terminal(character);
  return safe.empty() ? "\uFFFD" : safe;
}

struct Shown {
  std::string text;
  bool cut = false;
};

/// Measured as a whole, because a selector after an emoji widens what stands before it.  Characters
/// without width are bounded too.
bool fits(const std::string& shown, std::size_t max) {
  return shown.size() <= 16 * max && text::columns(shown) <= max;
}

/// The characters from the beginning on, to at most `max` columns.
Shown shown_after(std::string_view utf8, std::size_t max) {
  Shown shown;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(utf8, at);
    const std::string character = printable(utf8.substr(begin, at - begin), c);
    if (!fits(shown.text + character, max)) {
      shown.cut = true;
      break;
    }
    shown.text += character;
  }
  return shown;
}

/// The characters up to the end of `utf8`, the last `max` columns of them.
Shown shown_before(std::string_view utf8, std::size_t max) {
  Shown shown;
  for (std::size_t end = utf8.size(); end > 0;) {
    const std::size_t begin = text::code_point_begin(utf8, end - 1);
    std::size_t at = begin;
    const char32_t c = text::next_code_point(utf8, at);
    const std::string character = printable(utf8.substr(begin, end - begin), c);
    if (!fits(character + shown.text, max)) {
      shown.cut = true;
      break;
    }
    shown.text.insert(0, character);
    end = begin;
  }
  return shown;
}

}  // namespace

QueryError::QueryError(std::string query, std::size_t offset, const std::string& problem,
                       const std::string& hint)
    : Error(ErrorKind::kUsage, "query", problem, hint), query_(std::move(query)), offset_(offset) {}

std::string QueryError::pointed() const {
  const std::string_view query = query_;
  const std::string left = text::make_valid_utf8(query.substr(0, offset_));
  const std::string right = text::make_valid_utf8(query.substr(offset_));
  const Shown before = shown_before(left, kBefore);
  const Shown after = shown_after(right, kAfter);
  const std::string lead = (before.cut ? "…" : "") + before.text;
  return lead + after.text + (after.cut ? "…" : "") + "\n" + std::string(text::columns(lead), ' ') +
         "^";
}

}  // namespace jianbao::search
