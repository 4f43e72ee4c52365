#include "extract/korean_byline.h"

#include <cstddef>

#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

constexpr std::string_view kReporter = " 기자";
constexpr std::size_t kOpeningBytes = 160;

bool is_hangul_name(std::string_view word) {
  constexpr std::size_t kFewest = 2;
  constexpr std::size_t kMost = 4;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size(); ++letters) {
    const char32_t c = text::next_code_point(word, at);
    if (c < 0xAC00 || c > 0xD7A3) return false;
  }
  return letters >= kFewest && letters <= kMost;
}

/// Behind the byline: its sign, its bracket, the reporter's address, or nothing.
bool ends_byline(std::string_view rest) {
  const std::size_t words = rest.find_first_not_of(' ');
  if (words == std::string_view::npos) return true;
  rest.remove_prefix(words);
  const std::size_t space = rest.find(' ');
  const std::string_view word = rest.substr(0, space);
  return rest.front() == '=' || rest.front() == ']' ||
         (space == std::string_view::npos && word.find('@') != std::string_view::npos);
}

}  // namespace

std::string korean_byline(std::string_view paragraph) {
  if (paragraph.find(kReporter) >= kOpeningBytes) return {};
  const std::string opening = text::clean_line(text::first_bytes(paragraph, kOpeningBytes));
  for (std::size_t at = opening.find(kReporter); at != std::string::npos;
       at = opening.find(kReporter, at + 1)) {
    const std::size_t before = opening.find_last_of(" )[", at - 1);
    const std::size_t begin = at == 0 || before == std::string::npos ? 0 : before + 1;
    const std::string_view name = std::string_view(opening).substr(begin, at - begin);
    if (is_hangul_name(name) &&
        ends_byline(std::string_view(opening).substr(at + kReporter.size()))) {
      return std::string(name);
    }
  }
  return {};
}

}  // namespace jianbao::extract
