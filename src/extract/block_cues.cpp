#include "extract/block_cues.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "extract/dom.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

constexpr std::string_view kBoilerplateCues[] = {"copyright",
                                                 "©",
                                                 "ⓒ",
                                                 "저작권자",
                                                 "무단 전재",
                                                 "무단전재",
                                                 "all rights reserved",
                                                 "advertisement",
                                                 "anzeige",
                                                 "werbung",
                                                 "publicidad",
                                                 "subscribe",
                                                 "sign up",
                                                 "newsletter",
                                                 "follow us",
                                                 "follow ",
                                                 "share this",
                                                 "click here",
                                                 "tags:",
                                                 "tags",
                                                 "filed under",
                                                 "topics",
                                                 "comments",
                                                 "leave a comment",
                                                 "please enable",
                                                 "javascript",
                                                 "cookie",
                                                 "we use cookies",
                                                 "log in",
                                                 "login",
                                                 "register",
                                                 "your email",
                                                 "get the latest",
                                                 "this article was",
                                                 "please read our",
                                                 "report a typo",
                                                 "contact ",
                                                 "don't miss",
                                                 "view comments",
                                                 "join the conversation",
                                                 "kommentar",
                                                 "teilen",
                                                 "quelle:",
                                                 "source:",
                                                 "责任编辑",
                                                 "编辑：",
                                                 "版权",
                                                 "来源：",
                                                 "声明：",
                                                 "扫码",
                                                 "关注",
                                                 "分享到",
                                                 "广告",
                                                 "点击",
                                                 "微信",
                                                 "免责声明",
                                                 "責任編輯",
                                                 "記者",
                                                 "転載",
                                                 "著作権",
                                                 "partager",
                                                 "compartir",
                                                 "condividi",
                                                 "bloggern gefällt",
                                                 "kommentieren",
                                                 "drucken",
                                                 "newsletter",
                                                 "impressum",
                                                 "datenschutz",
                                                 "print",
                                                 "dieser eintrag",
                                                 "veröffentlicht",
                                                 "posted in",
                                                 "posted by",
                                                 "gefällt",
                                                 "abonnieren",
                                                 "zurück",
                                                 "stand:",
                                                 "autor:",
                                                 "über den autor",
                                                 "about the author",
                                                 "相关标签",
                                                 "标签",
                                                 "上一篇",
                                                 "下一篇",
                                                 "打印",
                                                 "收藏",
                                                 "举报",
                                                 "投稿",
                                                 "原标题",
                                                 "シェア",
                                                 "ログイン",
                                                 "구독",
                                                 "로그인",
                                                 "شارك",
                                                 "поделиться"};
constexpr std::string_view kReadMoreCues[] = {"read more",
                                              "read also",
                                              "also read",
                                              "read:",
                                              "see also",
                                              "related",
                                              "more:",
                                              "more on",
                                              "more from",
                                              "recommended",
                                              "watch:",
                                              "watch ",
                                              "listen",
                                              "you may also",
                                              "up next",
                                              "most read",
                                              "lesen sie",
                                              "lesen sie auch",
                                              "mehr zum thema",
                                              "mehr:",
                                              "lire aussi",
                                              "à lire",
                                              "lee también",
                                              "leer más",
                                              "leia também",
                                              "leia mais",
                                              "leggi anche",
                                              "читайте",
                                              "相关阅读",
                                              "相关新闻",
                                              "延伸阅读",
                                              "推荐阅读",
                                              "更多",
                                              "相關",
                                              "推薦",
                                              "関連",
                                              "lees ook",
                                              "les også",
                                              "läs mer",
                                              "läs också",
                                              "przeczytaj",
                                              "zobacz",
                                              "more stories",
                                              "trending",
                                              "latest",
                                              "what to read",
                                              "don’t miss",
                                              "popular",
                                              "bekijk",
                                              "oku",
                                              "ilgili haber",
                                              "관련",
                                              "ähnliche",
                                              "das könnte",
                                              "weitere",
                                              "auch interessant",
                                              "vorheriger",
                                              "nächster",
                                              "previous",
                                              "next ",
                                              "articles similaires",
                                              "te puede interesar",
                                              "artículos relacionados",
                                              "ver también",
                                              "potrebbe",
                                              "voir aussi",
                                              "sur le même",
                                              "neueste",
                                              "meistgelesen",
                                              "aktuelle",
                                              "more news",
                                              "you might",
                                              "热门",
                                              "最新",
                                              "猜你喜欢",
                                              "人気",
                                              "ランキング",
                                              "اقرأ",
                                              "الأكثر",
                                              "по теме",
                                              "ещё",
                                              "weiterlesen"};

constexpr std::string_view kCreditCues[] = {
    "photo:",  "photo by", "photo ",    "image:", "image source", "image credit",
    "foto:",   "foto ",    "bild:",     "credit", "picture:",     "getty",
    "reuters", "(photo",   "(ap",       "©",      "photograph",   "图片",
    "圖片",    "图：",     "图/",       "写真",   "사진",         "fotografie",
    "图为",    "圖為",     "abbildung", "abb. ",  "fig. "};

/// Buttons, where nothing else stands in the block: "share prices" begins a sentence.
constexpr std::string_view kButtons[] = {"share",     "listen", "save",   "tweet", "email",
                                         "copy link", "like",   "follow", "reply", "分享",
                                         "收听",      "点赞",   "评论"};

template <std::size_t kCount>
bool begins_with_any(std::string_view text, const std::string_view (&cues)[kCount]) {
  if (text.empty()) return false;
  return std::any_of(std::begin(cues), std::end(cues), [text](std::string_view cue) {
    // Hardly any cue gets further, and a call for each would take a sixth of a page's time.
    return cue.front() == text.front() && text.starts_with(cue);
  });
}

}  // namespace

Cue cue_of(const OutlineEntry& entry) {
  constexpr std::size_t kLookedAt = 40;
  constexpr std::uint32_t kLongestButton = 12;
  constexpr char32_t kCircledC = 0x24D2;  // how Koreans write ©
  if (entry.first_text == nullptr) return Cue::kNone;
  std::string_view words = text_of(*entry.first_text);
  while (!words.empty()) {
    std::size_t at = 0;
    const char32_t c = text::next_code_point(words, at);
    if (c == 0xA9 || c == kCircledC || is_letter(c) || c == '(') break;
    words.remove_prefix(at);
  }
  const std::string lower = text::ascii_lowered(words.substr(0, kLookedAt));
  if (entry.own_length <= kLongestButton &&
      std::find(std::begin(kButtons), std::end(kButtons), text::clean_line(lower)) !=
          std::end(kButtons)) {
    return Cue::kBoilerplate;
  }
  if (begins_with_any(lower, kReadMoreCues)) return Cue::kReadMore;
  if (begins_with_any(lower, kCreditCues)) return Cue::kCredit;
  if (begins_with_any(lower, kBoilerplateCues)) return Cue::kBoilerplate;
  return Cue::kNone;
}

}  // namespace jianbao::extract
