#include "text/charset_detect.h"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <memory>
#include <string>
#include <type_traits>

namespace jianbao::text {

namespace {

// More tells uchardet nothing new, and it reads about 30 MB/s.
constexpr std::size_t kSample = std::size_t{256} << 10U;
// Statistics over fewer letters are chance: uchardet calls "naïve" IBM852.
constexpr std::size_t kFewestForSingleByte = 16;

struct DetectorClose {
  void operator()(uchardet_t detector) const noexcept { uchardet_delete(detector); }
};
using Detector = std::unique_ptr<std::remove_pointer_t<uchardet_t>, DetectorClose>;

bool is_high(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

/// From the first byte beyond ASCII.
std::string_view telling_part(std::string_view bytes) {
  const auto first = std::find_if(bytes.begin(), bytes.end(), is_high);
  return bytes.substr(static_cast<std::size_t>(first - bytes.begin()), kSample);
}

const Encoding* ask_uchardet(std::string_view sample) {
  const Detector detector(uchardet_new());
  if (!detector || uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) {
    return nullptr;
  }
  uchardet_data_end(detector.get());
  const std::string_view name = uchardet_get_charset(detector.get());
  if (name == "UHC") return find_encoding("euc-kr");
  if (name == "MAC-CYRILLIC") return find_encoding("x-mac-cyrillic");
  return find_encoding(name);
}

/// True if at least half of the runs of bytes beyond ASCII have a small Latin letter on either
/// side, as accents do: uchardet takes the "öß" of a short German page for a Chinese character.
bool stands_inside_words(std::string_view sample) {
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  std::size_t runs = 0;
  std::size_t inside = 0;
  for (std::size_t at = 0; at < sample.size(); ++at) {
    if (!is_high(sample[at])) continue;
    const std::size_t begin = at;
    while (at < sample.size() && is_high(sample[at])) ++at;
    ++runs;
    const bool in_word = begin > 0 && is_small(sample[begin - 1]) && at < sample.size();
    inside += in_word && is_small(sample[at]) ? 1U : 0U;
  }
  return inside * 2 >= runs;
}

/// A double-byte Chinese encoding by the ranges of its lead and trail bytes.
struct ByteRanges {
  const char* label;
  unsigned char common_first, common_last;  ///< lead bytes of the frequent characters
  unsigned char lead_first, lead_last;      ///< all lead bytes
  bool (*is_trail)(unsigned char);
};

bool is_gb2312_trail(unsigned char c) {
  return c >= 0xA1 && c <= 0xFE;
}
bool is_big5_trail(unsigned char c) {
  return (c >= 0x40 && c <= 0x7E) || c >= 0xA1;
}

// Level 1 of GB 2312 and of Big5 holds nearly all characters of running text.  Hong Kong's Big5 has
// characters of its own before and behind it.
constexpr ByteRanges kGb2312 = {"gb18030", 0xB0, 0xD7, 0xA1, 0xF7, is_gb2312_trail};
constexpr ByteRanges kBig5 = {"big5", 0xA4, 0xC6, 0x87, 0xFE, is_big5_trail};

/// uchardet needs a sentence; a title of four Chinese characters is told by structure: every high
/// byte begins a pair in range, most pairs are frequent characters, and pairs stand together.  In
/// more text a few may be broken, as where a piece was cut out.
bool has_structure(std::string_view sample, const ByteRanges& ranges) {
  constexpr std::size_t kRarelyBroken = 16;
  std::size_t pairs = 0;
  std::size_t common = 0;
  std::size_t joined = 0;
  std::size_t broken = 0;
  std::size_t last_end = std::string_view::npos;
  for (std::size_t at = 0; at < sample.size(); ++at) {
    const auto lead = static_cast<unsigned char>(sample[at]);
    if (lead < 0x80) continue;
    if (at + 1 == sample.size()) break;  // the sample's end may cut a pair
    if (lead < ranges.lead_first || lead > ranges.lead_last ||
        !ranges.is_trail(static_cast<unsigned char>(sample[at + 1]))) {
      ++broken;
      continue;
    }
    ++pairs;
    common += lead >= ranges.common_first && lead <= ranges.common_last ? 1U : 0U;
    joined += last_end == at ? 1U : 0U;
    last_end = at + 2;
    ++at;
  }
  return pairs >= 2 && broken * kRarelyBroken <= pairs && common * 4 >= pairs * 3 &&
         joined * 2 >= pairs;
}

/// No character is beyond U+10FFFF, so that of every four bytes one is NUL and its neighbour small.
const Encoding* utf32_by_nuls(std::string_view head) {
  if (head.size() < 8) return nullptr;
  bool little = true;
  bool big = true;
  for (std::size_t at = 0; at + 4 <= head.size(); at += 4) {
    constexpr char kLastPlane = 0x10;
    little = little && head[at + 3] == 0 && head[at + 2] >= 0 && head[at + 2] <= kLastPlane;
    big = big && head[at] == 0 && head[at + 1] >= 0 && head[at + 1] <= kLastPlane;
  }
  if (little == big) return nullptr;
  return little ? &utf32le_encoding() : &utf32be_encoding();
}

}  // namespace

const Encoding* chinese_by_structure(std::string_view bytes) {
  const auto sample = telling_part(bytes);
  for (const auto& ranges : {kGb2312, kBig5}) {
    if (has_structure(sample, ranges)) return find_encoding(ranges.label);
  }
  return nullptr;
}

bool is_gb2312_not_big5(std::string_view bytes) {
  const auto sample = telling_part(bytes);
  return has_structure(sample, kGb2312) && !has_structure(sample, kBig5);
}

const Encoding* detect_encoding(std::string_view bytes) {
  const auto sample = telling_part(bytes);
  const Encoding* guess = ask_uchardet(sample);
  const Encoding* chinese = chinese_by_structure(sample);
  if (guess != nullptr && guess->units == Units::kMulti) {
    // It calls some GB 2312 so in which a character is broken.
    const bool doubtful =
        guess == &utf8_encoding() || (guess == find_encoding("big5") && is_gb2312_not_big5(sample));
    if (doubtful && chinese != nullptr) return chinese;
    if (!stands_inside_words(sample)) return guess;
    guess = nullptr;
  }
  if (chinese != nullptr) return chinese;
  const auto high = std::count_if(sample.begin(), sample.end(), is_high);
  return static_cast<std::size_t>(high) >= kFewestForSingleByte ? guess : nullptr;
}

bool stands_in_runs(std::string_view bytes) {
  const auto sample = telling_part(bytes);
  std::size_t high = 0;
  std::size_t joined = 0;
  for (std::size_t at = 0; at < sample.size(); ++at) {
    if (!is_high(sample[at])) continue;
    ++high;
    const bool before = at > 0 && is_high(sample[at - 1]);
    const bool behind = at + 1 < sample.size() && is_high(sample[at + 1]);
    joined += before || behind ? 1U : 0U;
  }
  return high >= 4 && joined * 4 >= high * 3 && !stands_inside_words(sample);
}

const Encoding* wide_by_nuls(std::string_view bytes) {
  constexpr std::size_t kHead = 512;
  if (const auto* utf32 = utf32_by_nuls(bytes.substr(0, kHead))) return utf32;
  const auto head = bytes.substr(0, std::min(kHead, bytes.size() / 2 * 2));
  if (head.size() < 4 || head.find('\0') == std::string_view::npos) return nullptr;
  std::size_t nuls[2] = {0, 0};
  for (std::size_t at = 0; at < head.size(); ++at) nuls[at % 2] += head[at] == '\0' ? 1U : 0U;
  const std::size_t enough = std::max<std::size_t>(2, head.size() / 8);
  if (nuls[0] == 0 && nuls[1] >= enough) return &utf16le_encoding();
  if (nuls[1] == 0 && nuls[0] >= enough) return &utf16be_encoding();
  return nullptr;
}

}  // namespace jianbao::text
