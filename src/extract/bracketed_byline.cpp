#include "extract/bracketed_byline.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "extract/author_names.h"
#include "extract/byline_words.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxEndBytes = 300;
/// "江城社华盛顿5月15日电 ", or the name of a medium in brackets of its own.
constexpr std::size_t kMaxOpeningBytes = 75;

struct Brackets {
  std::string_view open;
  std::string_view close;
};
constexpr Brackets kBrackets[] = {{"（", "）"}, {"(", ")"}, {"〔", "〕"},
                                  {"［", "］"}, {"[", "]"}, {"【", "】"}};

struct Bracketed {
  std::size_t begin;  ///< of the opening bracket
  std::size_t end;    ///< behind the closing one
  std::string_view words;
};

std::vector<Bracketed> bracketed(std::string_view line) {
  std::vector<Bracketed> found;
  for (const auto& [open, close] : kBrackets) {
    for (std::size_t at = line.find(open); at != std::string_view::npos;
         at = line.find(open, at + 1)) {
      const std::size_t end = line.find(close, at);
      if (end == std::string_view::npos) break;
      found.push_back(
          {at, end + close.size(), line.substr(at + open.size(), end - at - open.size())});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Bracketed& a, const Bracketed& b) { return a.begin < b.begin; });
  return found;
}

bool names_people(std::string_view words) {
  const std::vector<std::string> names = author_names(words);
  return !names.empty() && std::all_of(names.begin(), names.end(), is_full_name);
}

/// "王小明摄" is who took the picture.
bool is_byline_in_brackets(const Bracketed& part, std::string_view line) {
  if (part.words.ends_with("摄") || part.words.ends_with("攝")) return false;
  const std::string_view before = trimmed_name(line.substr(0, part.begin));
  const bool behind_dateline = before.ends_with("日电") || before.ends_with("日電");
  return (behind_dateline || begins_as_byline(part.words)) && names_people(part.words);
}

/// Most texts have none, and need not be cleaned.
bool holds_bracket(std::string_view text) {
  return std::any_of(std::begin(kBrackets), std::end(kBrackets), [text](const Brackets& kind) {
    return text.find(kind.open) != std::string_view::npos;
  });
}

std::string_view last_bytes(std::string_view text, std::size_t count) {
  std::size_t at = text.size() > count ? text.size() - count : 0;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) ++at;
  return text.substr(at);
}

}  // namespace

std::string bracketed_byline(std::string_view paragraph) {
  if (!holds_bracket(paragraph)) return {};
  const std::string opening = text::clean_line(text::first_bytes(paragraph, kMaxEndBytes));
  for (const Bracketed& part : bracketed(opening)) {
    if (part.begin > kMaxOpeningBytes) break;
    if (is_byline_in_brackets(part, opening)) return std::string(part.words);
  }
  const std::string ending = text::clean_line(last_bytes(paragraph, kMaxEndBytes));
  for (const Bracketed& part : bracketed(ending)) {
    if (part.end == ending.size() && is_byline_in_brackets(part, ending)) {
      return std::string(part.words);
    }
  }
  return {};
}

}  // namespace jianbao::extract
