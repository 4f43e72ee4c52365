#include "extract/author_names.h"

#include <algorithm>
#include <array>
#include <span>

#include "jianbao/text/ascii.h"
#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxBylineBytes = 1000;
constexpr std::size_t kMaxNameColumns = 60;
constexpr std::size_t kMaxHanName = 4;

// Before a name, a colon or space behind it; longer ones first where one begins with another.
constexpr std::string_view kPrefixes[] = {"written by",
                                          "posted by",
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
                                          "interview",
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
    "本报记者", "本報記者", "本台记者", "特约记者", "实习记者", "见习记者", "特派记者",
    "作者",     "記者",     "记者",     "撰稿人",   "撰文",     "撰稿",     "采写",
    "執筆",     "文字",     "编译",     "編譯",     "責任編輯", "责任编辑", "责编",
    "編輯",     "编辑",     "文",       "글",       "기자"};
constexpr std::string_view kHanMarks[] = {"：", ":", "/", "／", "｜", "|", "丨", " ", "∕"};
constexpr std::string_view kSuffixes[] = {" 기자", " 특파원",   " 記者",   "記者",
                                          " 记者", "报道",      "報導",    " 报道",
                                          " 撰",   " 編集委員", " 編集長", "编辑"};
// Roles that come behind a name and begin another list: what follows is no author.
constexpr std::string_view kOtherRoles[] = {"责任编辑", "責任編輯", "责编",   "校对",   "摄影",
                                            "攝影",     "来源：",   "來源：", "编辑：", "編輯："};

constexpr std::string_view kSeparators[] = {
    " and ", " und ", " et ", " y ", " och ", " og ", " & ", " with ", ",",   ";", "、",
    "，",    "；",    " | ",  " / ", "·by ",  " • ",  " – ", " — ",    " - ", "\t"};

// Lower-case words that no name holds.
constexpr std::string_view kJobWords[] = {"reporter",
                                          "reporters",
                                          "correspondent",
                                          "correspondents",
                                          "editor",
                                          "editors",
                                          "journalist",
                                          "journalists",
                                          "writer",
                                          "writers",
                                          "staff",
                                          "columnist",
                                          "contributor",
                                          "producer",
                                          "photographer",
                                          "redakteur",
                                          "redakteurin",
                                          "redacteur",
                                          "redactrice",
                                          "korrespondent",
                                          "korrespondentin",
                                          "journaliste",
                                          "periodista",
                                          "redactor",
                                          "redactora",
                                          "giornalista",
                                          "chef",
                                          "bureau",
                                          "freelance",
                                          "minutes",
                                          "updated",
                                          "published",
                                          "posted",
                                          "uhr",
                                          "read",
                                          "http",
                                          "https",
                                          "www",
                                          "copyright",
                                          "reserved",
                                          "gmbh",
                                          "editorial",
                                          "senior",
                                          "chief"};
constexpr std::string_view kNobody[] = {
    "admin",     "administrator", "super user", "superuser", "root",      "webmaster",
    "publisher", "editor",        "user",       "guest",     "anonymous", "wordpressadmin",
    "null",      "undefined",     "none",       "unknown",   "n/a",       "author",
    "autor",     "redakteur",     "about",      "more",      "weiter",    "staff"};

bool starts_with_folded(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (text::ascii_lower(text[i]) != lower[i]) return false;
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kAround = " \t'\"[](){}<>:,;|/*-\u00b7";
  const auto is_around = [&](char c) {
    return static_cast<unsigned char>(c) < 0x80 && kAround.find(c) != std::string_view::npos;
  };
  while (!text.empty() && is_around(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_around(text.back())) text.remove_suffix(1);
  for (const std::string_view sign : {"（", "【", "：", "／", "→", "»", "）", "】", "·"}) {
    if (text.starts_with(sign)) return trimmed(text.substr(sign.size()));
    if (text.ends_with(sign)) return trimmed(text.substr(0, text.size() - sign.size()));
  }
  return text;
}

/// Takes "记者：", "文/" and the like off; false if the text does not begin so.
bool drop_han_prefix(std::string_view& text) {
  for (const std::string_view word : kHanPrefixes) {
    if (text.empty() || text.front() != word.front() || !text.starts_with(word)) continue;
    const std::string_view rest = text.substr(word.size());
    // "记者张三" and "记者 张三", but 文 begins other words.
    const bool is_word = text::count_code_points(word) > 1;
    for (const std::string_view mark : kHanMarks) {
      if (!rest.starts_with(mark) || (mark == " " && !is_word)) continue;
      text = trimmed(rest);
      return true;
    }
    std::size_t at = 0;
    if (is_word && !rest.empty() && text::is_cjk(text::next_code_point(rest, at))) {
      text = rest;
      return true;
    }
  }
  return false;
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

std::string_view without_prefixes(std::string_view text) {
  constexpr int kMostPrefixes = 3;
  for (int i = 0; i < kMostPrefixes; ++i) {
    text = trimmed(text);
    if (!drop_prefix(text) && !drop_han_prefix(text)) break;
  }
  for (const std::string_view suffix : kSuffixes) {
    if (text.size() > suffix.size() && text.ends_with(suffix)) text.remove_suffix(suffix.size());
  }
  return trimmed(text);
}

std::string_view without_other_roles(std::string_view text) {
  for (const std::string_view role : kOtherRoles) {
    const std::size_t at = text.find(role);
    if (at != std::string_view::npos && at > 0) text = text.substr(0, at);
  }
  return text;
}

bool is_address(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.find('@') != std::string_view::npos ||
         text.find('\\') != std::string_view::npos || text.starts_with("#");
}

bool holds_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return text::is_ascii_digit(c); });
}

/// "3 May", "12:30", not "BR24 Redaktion": digits that no letter stands before in their word.
bool holds_number(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (holds_digit(word) && !text::is_ascii_letter(word.front())) return true;
    at = end + 1;
  }
  return false;
}

bool holds_job_word(const std::string& folded) {
  std::size_t at = 0;
  while (at < folded.size()) {
    const std::size_t end = std::min(folded.find_first_of(" .-/'", at), folded.size());
    const std::string_view word = std::string_view(folded).substr(at, end - at);
    if (std::find(std::begin(kJobWords), std::end(kJobWords), word) != std::end(kJobWords))
      return true;
    at = end + 1;
  }
  return false;
}

/// "Quelle: dpa".
bool names_source(const std::string& folded) {
  constexpr std::array<std::string_view, 6> kWords = {
      "quelle:", "source:", "fuente:", "fonte:", "来源", "bild:"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return folded.starts_with(word); });
}

bool is_nobody(const std::string& folded) {
  return std::find(std::begin(kNobody), std::end(kNobody), folded) != std::end(kNobody);
}

/// How names are compared: "sophie-foster" is "Sophie Foster".
std::string key_of(std::string_view name) {
  std::string key = text::fold_text(name);
  std::replace(key.begin(), key.end(), '-', ' ');
  std::erase(key, '.');
  return key;
}

bool is_han_name(std::string_view word) {
  if (text::count_code_points(word) > kMaxHanName || text::count_code_points(word) < 2)
    return false;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = text::next_code_point(word, at);
    if (!text::is_cjk(c) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x3041 && c <= 0x30FF)) {
      return false;
    }
  }
  return true;
}

/// "张三 李四": two names, where every word could be one and none is a single character.
std::vector<std::string_view> han_names(std::string_view text) {
  std::vector<std::string_view> names;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (!is_han_name(text.substr(0, end))) return {};
    names.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return names;
}

class Names {
 public:
  void add_byline(std::string_view byline) {
    byline = text::first_bytes(byline, kMaxBylineBytes);
    byline = without_other_roles(without_prefixes(byline));
    first_ = true;
    while (!byline.empty()) {
      std::size_t end = byline.size();
      std::size_t next = byline.size();
      for (const std::string_view separator : kSeparators) {
        const std::size_t at = byline.find(separator);
        if (at < end) {
          end = at;
          next = at + separator.size();
        }
      }
      if (!add_part(without_prefixes(byline.substr(0, end)))) return;
      byline.remove_prefix(next);
    }
  }

  std::vector<std::string> take() { return std::move(names_); }

 private:
  /// False where the rest of the byline is no list of names any more.
  bool add_part(std::string_view part) {
    const auto several = han_names(part);
    if (several.size() > 1) {
      for (const std::string_view name : several) add(name);
      return true;
    }
    if (part.empty()) return true;
    if (holds_number(part) && part.find(' ') != std::string_view::npos) return false;
    add(part);
    return true;
  }

  void add(std::string_view part) {
    const std::string name = text::clean_line(part);
    const std::string key = key_of(name);
    const bool behind_name = !first_;
    if (key.empty() || is_address(name) || is_nobody(key) || is_byline_word(name)) return;
    if (text::columns(name) > kMaxNameColumns || names_source(key)) return;
    // "Ann Lee, Staff Writer", "Ann Lee, in Paris".
    if (behind_name && (holds_job_word(key) || (name[0] >= 'a' && name[0] <= 'z'))) return;
    first_ = false;
    if (names_.size() >= kMaxAuthors) return;
    const auto is_known = [&](const std::string& other) { return key_of(other) == key; };
    if (std::none_of(names_.begin(), names_.end(), is_known)) names_.push_back(name);
  }

  std::vector<std::string> names_;
  bool first_ = true;
};

}  // namespace

std::vector<std::string> author_names(std::string_view byline) {
  Names names;
  names.add_byline(byline);
  return names.take();
}

std::vector<std::string> author_names(const std::vector<std::string>& bylines) {
  Names names;
  for (const std::string& byline : bylines) names.add_byline(byline);
  return names.take();
}

bool looks_like_name(std::string_view name) {
  constexpr std::size_t kMostWords = 5;
  constexpr std::array<std::string_view, 16> kParticles = {"de",  "da",  "do",  "dos", "di", "del",
                                                           "van", "von", "der", "den", "la", "le",
                                                           "el",  "bin", "al",  "ter"};
  if (holds_digit(name) || name.find_first_of(":!?") != std::string_view::npos) return false;
  std::size_t words = 0;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find(' ', at), name.size());
    const std::string_view word = name.substr(at, end - at);
    const bool lower = !word.empty() && word[0] >= 'a' && word[0] <= 'z';
    if (lower && std::find(kParticles.begin(), kParticles.end(), word) == kParticles.end()) {
      return false;
    }
    ++words;
    at = end + 1;
  }
  return words > 0 && words <= kMostWords;
}

bool begins_as_byline(std::string_view text) {
  return drop_han_prefix(text) && !text.empty();
}

bool is_full_name(std::string_view name) {
  name = trimmed(name);
  return name.find(' ') != std::string_view::npos && looks_like_name(name);
}

std::string fuller_name(std::string name, const std::vector<std::string>& others) {
  if (name.find(' ') != std::string::npos) return name;
  const std::string key = text::fold_text(name);
  for (const std::string& other : others) {
    if (!is_full_name(other)) continue;
    std::string whole = text::fold_text(other);
    if (whole.starts_with(key + ' ')) return other;
    std::erase(whole, ' ');
    if (whole == key) return other;
  }
  return name;
}

bool is_byline(std::string_view text) {
  constexpr std::array<std::string_view, 4> kWords = {"by ", "von ", "par ", "por "};
  text = trimmed(text);
  const bool begins = std::any_of(kWords.begin(), kWords.end(), [text](std::string_view word) {
    return starts_with_folded(text, word);
  });
  if (!begins || holds_digit(text)) return false;
  const std::vector<std::string> names = author_names(text);
  return !names.empty() && std::all_of(names.begin(), names.end(), is_full_name);
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
  constexpr std::array<std::string_view, 9> kWords = {"by", "von", "par",  "por", "door",
                                                      "di", "av",  "作者", "记者"};
  text = trimmed(text);
  return std::any_of(kWords.begin(), kWords.end(), [text](std::string_view word) {
    return text.size() == word.size() && starts_with_folded(text, word);
  });
}

}  // namespace jianbao::extract
