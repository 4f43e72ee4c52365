#include "extract/page_notices.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "extract/dom.h"
#include "extract/info_line.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

/// What else must hold where a paragraph begins as a notice does.
enum class Also : std::uint8_t {
  kNothing,
  kSign,  ///< a sign, a space or the end stands behind the words: 免责声明 is also a subject
  kNoSentence,  ///< the last sign ends no sentence
  kRights,      ///< it speaks of copying
};

/// What a notice begins with, as fold_text() writes it, and how long it is at most, in columns:
/// the shorter the words, the sooner a paragraph begins with them too.
struct Opening {
  std::string_view words;
  std::uint32_t longest;
  Also also = Also::kNothing;
};

constexpr Opening kOpenings[] = {
    {"打开微信,点击底部", 300},
    {"打开微信,使用", 300},
    {"打开微信扫一扫", 300},
    {"使用微信扫", 300},
    {"微信扫一扫", 120},
    {"微信扫码", 120},
    {"请用微信扫", 120},
    {"扫码关注", 120},
    {"扫一扫", 80, Also::kNoSentence},
    {"扫描二维码", 120, Also::kNoSentence},
    {"扫描下方二维码", 120},
    {"扫描上方二维码", 120},
    {"长按二维码", 120},
    {"长按识别", 120},
    {"分享至", 60, Also::kNoSentence},
    {"分享到", 60, Also::kNoSentence},
    {"点击上方", 80, Also::kNoSentence},
    {"点击蓝字", 80, Also::kNoSentence},
    {"点击阅读原文", 80},
    {"阅读原文", 40},
    {"免责声明", 1200, Also::kSign},
    {"版权声明", 1200, Also::kSign},
    {"版权与免责声明", 1200, Also::kSign},
    {"特别声明:", 1200},
    {"郑重声明:", 1200},
    {"本文仅代表作者", 400},
    {"文章仅代表作者", 400},
    {"以上内容仅代表", 400},
    {"以上言论仅代表", 400},
    {"本文为作者个人观点", 400},
    {"本文只代表作者", 400},
    {"本文内容仅代表", 400},
    {"凡本网注明", 1200},
    {"凡注明来源", 1200},
    {"未经授权不得", 200, Also::kRights},
    {"未经授权,", 200, Also::kRights},
    {"未经许可,不得", 200, Also::kRights},
    {"未经许可不得", 200, Also::kRights},
    {"转载请注明", 200},
    {"如需转载", 200},
    {"版权所有", 200},
    {"作者系", 160},
    {"本文作者:", 200},
    {"本文作者系", 200},
    {"本文作者为", 200},
    {"本文作者是", 200},
    {"我要纠错", 80},
    {"责任编辑:", 80},
    {"责任编辑 ", 80},
    {"责编:", 80},
    {"编辑:", 60},
    {"本文来源:", 120},
    {"文章来源:", 120},
    {"稿件来源:", 120},
    {"来源:", 60},
    {"原标题:", 160},
    {"上一篇:", 160},
    {"下一篇:", 160},
    {"关闭窗口", 60, Also::kSign},
    {"打印本页", 60, Also::kSign},
    {"加入收藏", 60, Also::kSign},
    {"返回目录", 60, Also::kSign},
    {"返回首页", 60, Also::kSign},
    {"返回列表", 60, Also::kSign},
    {"返回顶部", 60, Also::kSign},
    {"上一页", 60, Also::kSign},
    {"下一页", 60, Also::kSign},
    {"上一章", 60, Also::kSign},
    {"下一章", 60, Also::kSign},
    {"字号:", 60},
    {"字体:", 60},
};

/// As much as the longest of them needs, and the signs before it.
constexpr std::size_t kLookedAt = 60;

/// The words of a block that holds no other: all that are its own.
std::string words_of(const Block& block, std::size_t most) {
  const OutlineEntry& entry = *block.entry;
  if (entry.blocks == 1) return text::clean_line(short_text(*entry.node, most));
  return text::clean_line(text::first_bytes(text_of(*entry.first_text), most));
}

bool is_sign(char32_t c) {
  return std::u32string_view(U" 【】[](（）{}<>《》「」『』*＊※■●▲▼◆·|-–—#“”\"").find(c) !=
         std::u32string_view::npos;
}

/// Without the brackets around the first words: "【免责声明】本文…".
std::string opening_of(std::string_view words) {
  const std::string folded = text::fold_text(text::first_bytes(words, kLookedAt));
  std::string opening;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(folded, at);
    if (opening.empty() && is_sign(c)) continue;
    opening.append(folded, begin, at - begin);
  }
  return opening;
}

bool holds_han(std::string_view words) {
  return std::any_of(words.begin(), words.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

bool ends_sentence(char32_t last) {
  return std::u32string_view(U".!?。！？…").find(last) != std::u32string_view::npos;
}

bool is_apart(std::string_view rest) {
  std::size_t at = 0;
  return rest.empty() || is_sign(text::next_code_point(rest, at)) || rest.starts_with(':');
}

bool speaks_of_copying(std::string_view words) {
  constexpr std::string_view kCopying[] = {"转载", "摘编", "复制",   "转贴",
                                           "刊载", "镜像", "使用本", "使用上述"};
  const std::string folded = text::fold_text(words);
  return std::any_of(std::begin(kCopying), std::end(kCopying), [&folded](std::string_view word) {
    return folded.find(word) != std::string::npos;
  });
}

bool holds(Also also, const Block& block, std::string_view rest, std::string_view words) {
  switch (also) {
    case Also::kSign:
      return is_apart(rest);
    case Also::kNoSentence:
      return !ends_sentence(block.entry->last_character);
    case Also::kRights:
      return speaks_of_copying(words);
    case Also::kNothing:
      break;
  }
  return true;
}

bool begins_as_notice(const Block& block, std::string_view words) {
  const std::string opening = opening_of(words);
  return std::any_of(std::begin(kOpenings), std::end(kOpenings), [&](const Opening& known) {
    return block.entry->own_length <= known.longest && opening.starts_with(known.words) &&
           holds(known.also, block, std::string_view(opening).substr(known.words.size()), words);
  });
}

/// "2024-05-15 08:48 来源：新华网", "发布时间：… | 更新时间：… | 字号 大 中 小".
bool is_line_of_facts(const Block& block, const std::string& words) {
  constexpr std::uint32_t kLongest = 160;
  if (block.entry->own_length > kLongest || ends_sentence(block.entry->last_character))
    return false;
  if (block.entry->own_digits < 4 || line_dates(words).empty()) return false;
  if (is_info_line(words)) return true;
  const std::string folded = text::fold_text(words);
  constexpr std::string_view kFacts[] = {"来源:", "点击:", "浏览:", "阅读:", "人气:"};
  return std::any_of(std::begin(kFacts), std::end(kFacts), [&folded](std::string_view fact) {
    return folded.find(fact) != std::string::npos;
  });
}

/// As licences, registrations and telephones have them.
bool holds_long_number(std::string_view words) {
  constexpr std::size_t kDigits = 6;
  std::size_t run = 0;
  return std::any_of(words.begin(), words.end(), [&run](char c) {
    run = text::is_ascii_digit(c) ? run + 1 : 0;
    return run == kDigits;
  });
}

/// What the law makes sites of the mainland say at the foot of each page, with its number.
bool is_legal_footer(std::string_view words) {
  if (!holds_long_number(words)) return false;
  constexpr std::string_view kNumbers[] = {"icp备", "icp证", "公网安备", "信息服务许可证",
                                           "不良信息举报"};
  const std::string folded = text::fold_text(words);
  return std::any_of(std::begin(kNumbers), std::end(kNumbers), [&folded](std::string_view word) {
    return folded.find(word) != std::string::npos;
  });
}

}  // namespace

bool is_page_notice(const Block& block) {
  constexpr std::uint32_t kLongest = 1200;
  constexpr std::size_t kMostBytes = 400;
  constexpr float kFoot = 0.5F;
  if (block.entry->own_length > kLongest || block.is_heading()) return false;
  const std::string words = words_of(block, kMostBytes);
  return holds_han(words) && (begins_as_notice(block, words) || is_line_of_facts(block, words) ||
                              (block.position > kFoot && is_legal_footer(words)));
}

}  // namespace jianbao::extract
