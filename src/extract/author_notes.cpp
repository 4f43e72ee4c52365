#include "extract/author_notes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "extract/author_names.h"
#include "extract/block_model.h"
#include "extract/dom.h"
#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

/// Behind a name that begins a sentence about whose it is, in lower case.
constexpr std::array<std::string_view, 12> kVerbs = {
    " is ",     " was ", " has ", " ist ", " arbeitet ", " schreibt ",
    " writes ", " est ", " es ",  " è ",   "是",         "系"};

bool tells_about(std::string_view words, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [words](const std::string& name) {
    if (!words.starts_with(name)) return false;
    const std::string_view rest = words.substr(name.size());
    return std::any_of(kVerbs.begin(), kVerbs.end(),
                       [rest](std::string_view verb) { return rest.starts_with(verb); });
  });
}

}  // namespace

void settle_author_notes(const std::vector<Block>& blocks, std::span<const std::string> authors,
                         std::vector<float>& likely) {
  constexpr std::size_t kLastParagraphs = 3;
  constexpr std::size_t kOpeningBytes = 200;
  constexpr float kAboveThem = 400;
  std::vector<std::string> names;
  for (const std::string& author : authors) {
    if (is_full_name(author)) names.push_back(text::fold_text(author));
  }
  if (names.empty()) return;
  float rest = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (likely[i] >= kSurely) rest += blocks[i].length();
  }
  std::size_t seen = 0;
  for (std::size_t i = blocks.size(); i-- > 0 && seen < kLastParagraphs;) {
    if (likely[i] < kSurely || blocks[i].is_heading()) continue;
    ++seen;
    rest -= blocks[i].length();
    if (rest < kAboveThem) return;
    const std::string words =
        text::fold_text(text::clean_line(short_text(*blocks[i].entry->node, kOpeningBytes)));
    if (tells_about(words, names)) likely[i] = kUnlikely;
  }
}

}  // namespace jianbao::extract
