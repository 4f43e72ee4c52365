#include "extract/byline_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "extract/han_names.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

// Before a name, a colon or space behind it; longer ones first where one begins with another.
constexpr std::string_view kPrefixes[] = {"written by",
                                          "posted by",
                                          "post by",
                                          "submitted by",
                                          "reported by",
                                          "story by",
                                          "words by",
                                          "text by",
                                          "article by",
                                          "published by",
                                          "by",
                                          "authors",
                                          "author",
                                          "text",
                                          "autorin",
                                          "autoren",
                                          "autor*in",
                                          "autores",
                                          "autor",
                                          "verfasst von",
                                          "geschrieben von",
                                          "zeige alle beitr\u00e4ge von",
                                          "alle beitr\u00e4ge von",
                                          "alle artikel von",
                                          "ein artikel von",
                                          "ein beitrag von",
                                          "ein gastbeitrag von",
                                          "eingestellt von",
                                          "ver\u00f6ffentlicht von",
                                          "interview von",
                                          "interview",
                                          "ein kommentar von",
                                          "kommentar von",
                                          "eine analyse von",
                                          "eine kolumne von",
                                          "eine reportage von",
                                          "propos recueillis par",
                                          "автор",
                                          "Автор",
                                          "Авторы",
                                          "текст",
                                          "Текст",
                                          "بقلم",
                                          "yazan",
                                          "oleh",
                                          "von",
                                          "redaktion",
                                          "publi\u00e9 par",
                                          "par",
                                          "auteur",
                                          "escrito por",
                                          "por",
                                          "a cura di",
                                          "autore",
                                          "di",
                                          "door",
                                          "skrevet av",
                                          "av",
                                          "af",
                                          "tekst",
                                          "foto",
                                          "show all articles of",
                                          "view all posts by",
                                          "all posts by",
                                          "more from",
                                          "posts by"};
constexpr std::string_view kHanPrefixes[] = {
    "特约记者",   "特約記者",   "实习记者", "實習記者", "见习记者", "特派记者", "特派記者",
    "特约撰稿人", "特約撰稿人", "特约撰稿", "作者",     "記者",     "记者",     "撰稿人",
    "撰文",       "撰稿",       "采写",     "採寫",     "執筆",     "执笔",     "文字",
    "编译",       "編譯",       "文",       "글",       "기자"};
// Before a name only with a mark behind them: they begin other texts as well.
constexpr std::string_view kHanLabels[] = {
    "特约评论员", "特約評論員", "评论员", "評論員", "主笔",  "主筆",  "口述",   "整理",
    "图文",       "圖文",       "文图",   "文圖",   "文/图", "文/圖", "文、图", "文、圖"};
// An editor is no author; where a field for authors names one, the word is left out all the same.
constexpr std::string_view kEditors[] = {"責任編輯", "责任编辑", "責編", "责编", "編輯", "编辑"};
// Those that also stand within a line, behind its date or source.
constexpr std::string_view kHanAuthors[] = {"作者", "记者", "記者", "撰文",
                                            "撰稿", "采写", "採寫", "文"};
constexpr std::string_view kHanMarks[] = {"：", ":", "/", "／", "｜", "|", "丨", " ", "∕"};
constexpr std::string_view kHanSigns[] = {" ", "|", "（", "(", "〔", "［", "["};
constexpr std::string_view kSuffixes[] = {" 기자", " 특파원",   " 記者",   "記者", " 记者",
                                          " 撰",   " 編集委員", " 編集長", "编辑"};
// Behind 编辑 and 记者: departments and people, not a name.
constexpr std::string_view kNotName[] = {"部", "室", "组", "組", "们", "們", "团", "團", "会", "會",
                                         "系", "为", "為", "是", "从", "從", "在", "获", "獲", "了",
                                         "手", "调", "調", "发", "發", "看", "采", "採", "问", "問",
                                         "节", "節", "证", "證", "注", "观", "觀", "探"};
// What begins another statement than who wrote: in lower case, longer ones before what they hold.
constexpr std::string_view kOtherStatements[] = {
    "责任编辑",   "責任編輯",    "责编",       "責編",    "校对",         "校對",       "摄影",
    "攝影",       "来源：",      "來源：",     "来源:",   "來源:",        "编辑：",     "編輯：",
    "编辑:",      "編輯:",       " 编辑",      " 編輯",   " 图 ",         " 圖 ",       " 图：",
    "图/",        "圖/",         "时间：",     "時間：",  "时间:",        "時間:",      "日期：",
    "发布",       "發布",        "更新",       "来自：",  "字号",         "字號",       " 举报",
    " 分享",      " 评论",       " 收藏",      " 订阅",   " 阅读",        "浏览",       " (",
    "（",         " updated",    " published", " posted", " photo:",      " photos:",   " photo by",
    " photos by", " photograph", " fotos:",    " foto:",  " pictures by", " illustrat", " 文/图",
    " 文/圖",     " 文／图",     " 文图",      " 图文",   " 文并摄",      " 文/摄"};

bool begins_as_han_name(std::string_view text) {
  if (text.empty()) return false;
  const auto begins = [text](std::string_view word) { return text.starts_with(word); };
  if (std::any_of(std::begin(kNotName), std::end(kNotName), begins)) return false;
  std::size_t at = 0;
  return text::is_cjk(text::next_code_point(text, at));
}

/// Takes "记者：", "文/" and the like off; false if the text does not begin so.
bool drop_han_prefix(std::string_view& text, std::span<const std::string_view> words) {
  for (const std::string_view word : words) {
    if (text.empty() || text.front() != word.front() || !text.starts_with(word)) continue;
    const std::string_view rest = text.substr(word.size());
    // "记者张三" and "记者 张三", but 文 begins other words.
    const bool is_word = text::count_code_points(word) > 1;
    for (const std::string_view mark : kHanMarks) {
      if (!is_word && rest.starts_with(' ') && rest.substr(1).starts_with(mark)) {
        text = trimmed_name(rest);  // "文 / 张三"
        return true;
      }
      if (!rest.starts_with(mark) || (mark == " " && !is_word)) continue;
      text = trimmed_name(rest);
      return true;
    }
    if (is_word && begins_as_han_name(rest)) {
      text = rest;
      return true;
    }
  }
  return false;
}

/// Takes "评论员：", "文/图 " and "粤语组：" off; false if the text does not begin so.
bool drop_han_label(std::string_view& text) {
  constexpr std::size_t kLongestGroup = 18;
  std::size_t end = 0;
  for (const std::string_view label : kHanLabels) {
    if (text.starts_with(label)) end = std::max(end, label.size());
  }
  for (const std::string_view group : {"组", "組"}) {
    const std::size_t at = text.substr(0, kLongestGroup).find(group);
    if (end == 0 && at != std::string_view::npos && at > 0) end = at + group.size();
  }
  const std::string_view rest = text.substr(end);
  const bool is_marked =
      end > 0 && std::any_of(std::begin(kHanMarks), std::end(kHanMarks),
                             [rest](std::string_view mark) { return rest.starts_with(mark); });
  if (!is_marked || trimmed_name(rest).empty()) return false;
  text = trimmed_name(rest);
  return true;
}

/// Takes "By " or "Autor: " off; false if the text does not begin so.
bool drop_prefix(std::string_view& text) {
  for (const std::string_view prefix : kPrefixes) {
    if (!starts_with_folded(text, prefix) || text.size() == prefix.size()) continue;
    const char behind = text[prefix.size()];
    if (behind != ' ' && behind != ':') continue;
    text.remove_prefix(prefix.size());
    return true;
  }
  return false;
}

/// How long the name of a newsroom before 记者 is: "新华社" of "新华社记者王小明".
std::size_t newsroom_before(std::string_view text, std::size_t reporter) {
  constexpr std::string_view kNewsrooms[] = {"社",   "报",   "報",   "网",   "網",  "台", "臺",
                                             "视",   "視",   "刊",   "闻",   "聞",  "媒", "體",
                                             "之音", "周末", "週末", "纪元", "紀元"};
  constexpr std::size_t kLongest = 10;
  const std::string_view before = text.substr(0, reporter);
  const auto ends = [before](std::string_view word) { return before.ends_with(word); };
  if (std::none_of(std::begin(kNewsrooms), std::end(kNewsrooms), ends)) return 0;
  std::size_t length = 0;
  for (std::size_t at = 0; at < before.size(); ++length) {
    if (!text::is_cjk(text::next_code_point(before, at))) return 0;
  }
  return length <= kLongest ? reporter : 0;
}

/// Before a word that is apart: a space, a bar, a bracket.
bool ends_in_sign(std::string_view before) {
  return std::any_of(std::begin(kHanSigns), std::end(kHanSigns),
                     [before](std::string_view sign) { return before.ends_with(sign); });
}

/// Where "作者：" or "记者 " stands within a line; npos if nowhere.
std::size_t author_word_at(std::string_view line) {
  std::size_t first = std::string_view::npos;
  for (const std::string_view word : kHanAuthors) {
    const bool is_word = text::count_code_points(word) > 1;
    for (std::size_t at = line.find(word); at < first; at = line.find(word, at + 1)) {
      const std::string_view rest = line.substr(at + word.size());
      const bool is_label = rest.starts_with("：") || rest.starts_with(":");
      const bool is_apart =
          at == 0 || ends_in_sign(line.substr(0, at)) || newsroom_before(line, at) > 0;
      std::string_view words = line.substr(at);
      if (!(is_apart || (is_word && is_label)) || !drop_han_prefix(words, kHanPrefixes)) continue;
      first = at;
    }
  }
  return first;
}

/// "来源：" and "本文来源：": the name behind is a medium's.
bool begins_as_source(std::string_view text) {
  constexpr std::string_view kWords[] = {"本文", "文章", "稿件", "新闻", "新聞", "信息", "内容"};
  for (const std::string_view word : kWords) {
    if (text.starts_with(word)) text.remove_prefix(word.size());
  }
  return text.starts_with("来源") || text.starts_with("來源");
}

std::string_view until_other_statement(std::string_view text) {
  if (begins_as_source(text)) return {};
  const std::string lowered = text::ascii_lowered(text);
  std::size_t end = text.size();
  for (const std::string_view word : kOtherStatements) {
    const std::size_t at = lowered.find(word);
    if (at != std::string::npos && at > 0) end = std::min(end, at);
  }
  return text.substr(0, end);
}

}  // namespace

bool starts_with_folded(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (text::ascii_lower(text[i]) != lower[i]) return false;
  }
  return true;
}

std::string_view trimmed_name(std::string_view text) {
  constexpr std::string_view kAround = " \t'\"[](){}<>:,;|/*-\u00b7";
  constexpr std::string_view kSigns[] = {"（", "）", "【", "】", "［", "］", "〔", "〕", "「",
                                         "」", "：", "／", "｜", "丨", "→",  "»",  "·"};
  const auto is_around = [&](char c) {
    return static_cast<unsigned char>(c) < 0x80 && kAround.find(c) != std::string_view::npos;
  };
  while (!text.empty() && is_around(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_around(text.back())) text.remove_suffix(1);
  for (const std::string_view sign : kSigns) {
    if (text.starts_with(sign)) return trimmed_name(text.substr(sign.size()));
    if (text.ends_with(sign)) return trimmed_name(text.substr(0, text.size() - sign.size()));
  }
  return text;
}

std::string_view author_statement(std::string_view line) {
  line = trimmed_name(line);
  const std::size_t at = author_word_at(line);
  if (at != std::string_view::npos) line.remove_prefix(at);
  return until_other_statement(without_byline_words(line));
}

std::string_view without_byline_words(std::string_view text) {
  constexpr int kMostPrefixes = 3;
  for (int i = 0; i < kMostPrefixes; ++i) {
    text = trimmed_name(text);
    if (!drop_prefix(text) && !drop_han_label(text) && !drop_han_prefix(text, kHanPrefixes) &&
        !drop_han_prefix(text, kEditors)) {
      break;
    }
  }
  for (const std::string_view suffix : kSuffixes) {
    if (text.size() > suffix.size() && text.ends_with(suffix)) text.remove_suffix(suffix.size());
  }
  return trimmed_name(text);
}

namespace {

/// "财新记者 张三 李四": somebody of a newsroom, then nothing but names.
bool is_role_with_names(std::string_view text) {
  const std::size_t space = text.find(' ');
  const std::string_view role = text.substr(0, space);
  if (space == std::string_view::npos || !(role.ends_with("记者") || role.ends_with("記者"))) {
    return false;
  }
  return is_han_role(role) && !han_names(text.substr(space + 1)).empty();
}

}  // namespace

bool begins_as_byline(std::string_view text) {
  text = trimmed_name(text);
  if (is_role_with_names(text)) return true;
  return author_word_at(text) != std::string_view::npos ||
         (drop_han_prefix(text, kHanPrefixes) && !text.empty()) ||
         (drop_han_label(text) && is_han_name(text));
}

bool ends_in_byline_word(std::string_view text) {
  constexpr std::array<std::string_view, 6> kLabels = {
      "autor:", "autorin:", "author:", "auteur:", "autore:", "authors:"};
  const auto is_text = [text](std::string_view words) {
    return text.size() == words.size() && starts_with_folded(text, words);
  };
  if (is_byline_word(text) || std::any_of(kLabels.begin(), kLabels.end(), is_text)) return true;
  const std::size_t space = text.rfind(' ');
  return space != std::string_view::npos && is_byline_word(text.substr(space + 1)) &&
         std::any_of(std::begin(kPrefixes), std::end(kPrefixes), is_text);
}

bool is_byline_word(std::string_view text) {
  constexpr std::string_view kWords[] = {"by",   "von",  "par",  "por",  "door", "di",
                                         "av",   "作者", "记者", "記者", "撰文", "撰稿",
                                         "采写", "採寫", "编译", "編譯"};
  // 文 alone may be any word.
  if (text == "文：" || text == "文/" || text == "文／" || text == "文｜") return true;
  text = trimmed_name(text);
  return std::any_of(std::begin(kWords), std::end(kWords), [text](std::string_view word) {
    return text.size() == word.size() && starts_with_folded(text, word);
  });
}

bool begins_as_editor(std::string_view text) {
  text = trimmed_name(text);
  return drop_han_prefix(text, kEditors);
}

bool is_report_word(std::string_view text) {
  constexpr std::string_view kWords[] = {"报道", "報導", "報道", "报导"};
  return std::find(std::begin(kWords), std::end(kWords), text) != std::end(kWords);
}

bool joins_names(std::string_view text) {
  constexpr std::string_view kWords[] = {"and", "und", "et", "y",  "e",  "och", "og",
                                         "&",   ",",   "、", "，", "和", "與",  "与"};
  return std::find(std::begin(kWords), std::end(kWords), text) != std::end(kWords);
}

}  // namespace jianbao::extract
