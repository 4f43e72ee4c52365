#include "extract/page_language.h"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>

#include "jianbao/text/ascii.h"
#include "jianbao/text/language.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kFewestBytes = 60;    ///< of which words can be judged
constexpr std::size_t kMostBytes = 16'384;  ///< the beginning says it

std::string primary(std::string_view tag) {
  return text::ascii_lowered(tag.substr(0, tag.find_first_of("-_")));
}

/// True for the languages that are written in the script of `by_script`.
bool is_written_so(const std::string& language, const std::string& by_script) {
  constexpr std::array<std::string_view, 8> kChinese = {"zh",  "yue", "wuu", "nan",
                                                        "cmn", "hak", "lzh", "gan"};
  if (by_script != "zh") return language == by_script;
  // Japanese headlines may be all Han.
  return language == "ja" ||
         std::find(kChinese.begin(), kChinese.end(), language) != kChinese.end();
}

std::string by_words(std::string_view text) {
  const std::string_view head = text::first_bytes(text, kMostBytes);
  if (head.size() < kFewestBytes) return {};
  bool reliable = false;
  const CLD2::Language language =
      CLD2::DetectLanguage(head.data(), static_cast<int>(head.size()), true, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE || language == CLD2::TG_UNKNOWN_LANGUAGE)
    return {};
  const std::string code = CLD2::LanguageCode(language);
  return code == "iw" ? "he" : code;  // ISO 639's older code
}

}  // namespace

PageLanguage page_language(std::string_view declared, std::string_view text) {
  const std::string by_script = text::language_by_script(text);
  const std::string language = primary(declared);
  if (!by_script.empty()) {
    if (!language.empty() && is_written_so(language, by_script)) return {std::string(declared), {}};
    return {by_script, "script of the text"};
  }
  const bool denied = language == "zh" || language == "ja" || language == "ko";
  if (!language.empty() && !denied) return {std::string(declared), {}};
  std::string found = by_words(text);
  if (found.empty()) return {std::string(declared), {}};
  return {std::move(found), "words of the text"};
}

}  // namespace jianbao::extract
