#include "extract/yearless_time.h"

#include <cstddef>

#include "jianbao/text/ascii.h"

namespace jianbao::extract {
namespace {

constexpr std::string_view kOpenings[] = {"（", "(", "：", ":", " "};

/// Reads from the left; what it read ends at `end`.
struct Reader {
  std::string_view text;
  std::size_t end = 0;

  /// A number of one or two digits.
  bool number() {
    const std::size_t begin = end;
    while (end < text.size() && text::is_ascii_digit(text[end])) ++end;
    return end - begin == 1 || end - begin == 2;
  }
  bool sign(std::string_view wanted) {
    if (!text.substr(end).starts_with(wanted)) return false;
    end += wanted.size();
    return true;
  }
  bool space() {
    const std::size_t begin = end;
    while (sign(" ")) {
    }
    return end > begin;
  }
};

std::string_view behind_openings(std::string_view words) {
  for (bool dropped = true; dropped;) {
    dropped = false;
    for (const std::string_view opening : kOpenings) {
      if (!words.starts_with(opening)) continue;
      words.remove_prefix(opening.size());
      dropped = true;
    }
  }
  return words;
}

}  // namespace

std::string_view yearless_time(std::string_view words) {
  Reader reader{behind_openings(words)};
  if (!reader.number()) return {};
  const bool in_words = reader.sign("月");
  if (!in_words && !reader.sign("/")) return {};
  if (!reader.number() || (in_words && !reader.sign("日"))) return {};
  if (!reader.space() && !in_words) return {};
  if (!reader.number() || !reader.sign(":") || !reader.number()) return {};
  return reader.text.substr(0, reader.end);
}

std::string with_year(std::string_view yearless, int year) {
  const bool in_words = yearless.find("月") != std::string_view::npos;
  return std::to_string(year) + (in_words ? "年" : "/") + std::string(yearless);
}

}  // namespace jianbao::extract
