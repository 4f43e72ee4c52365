#include "jianbao/text/language.h"

#include <cstddef>

#include "jianbao/text/unicode.h"

namespace jianbao::text {

namespace {

constexpr std::size_t kLookedAt = 4096;

struct ScriptCounts {
  std::size_t letters = 0;  ///< everything but white space and ASCII punctuation
  std::size_t han = 0;
  std::size_t kana = 0;
  std::size_t hangul = 0;
};

void count(ScriptCounts& counts, char32_t c) {
  const bool ascii_letter = (c | 0x20U) >= U'a' && (c | 0x20U) <= U'z';
  if (c < 0x80 && !ascii_letter) return;
  ++counts.letters;
  if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c >= 0x20000)
    ++counts.han;
  else if (c >= 0x3041 && c <= 0x30FA)
    ++counts.kana;
  else if (c >= 0xAC00 && c <= 0xD7A3)
    ++counts.hangul;
}

}  // namespace

std::string language_by_script(std::string_view utf8) {
  ScriptCounts counts;
  for (std::size_t at = 0; at < utf8.size() && at < kLookedAt;)
    count(counts, next_code_point(utf8, at));
  // A third, because names, links and code in Latin letters stand in many Chinese articles.
  const auto dominant = [&counts](std::size_t n) { return n > 0 && n * 3 >= counts.letters; };
  if (dominant(counts.hangul)) return "ko";
  if (!dominant(counts.han + counts.kana)) return {};
  // Japanese prose is a third Kana and more; Chinese may quote a name.
  return counts.kana * 8 > counts.han ? "ja" : "zh";
}

}  // namespace jianbao::text
