#include "extract/author_names.h"

#include <algorithm>
#include <array>
#include <span>

#include "extract/byline_words.h"
#include "extract/han_dateline.h"
#include "extract/han_names.h"
#include "extract/name_tail.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxBylineBytes = 1000;
constexpr std::size_t kMaxNameColumns = 60;

constexpr std::string_view kSeparators[] = {
    " and ",  " und ", " et ", " y ", " och ", " og ", " & ",    " with ", " avec ", " mit ",
    ",",      ";",     "、",   "，",  "；",    "／",   "通讯员", "通訊員", "实习生", "實習生",
    "整理：", " | ",   "｜",   " / ", "·by ",  " • ",  " – ",    " — ",    " - ",    "\t"};
constexpr std::string_view kItalianAnd = " e ";
// Behind a name, in lower case and without dots.
constexpr std::string_view kDegrees[] = {
    "md",  "do",  "dds", "dvm", "phd", "drph", "edd", "psyd", "jd",  "llm", "ma", "ms", "msc",
    "mba", "mph", "bsc", "rn",  "rd",  "rdn",  "np",  "cpa",  "cfa", "jr",  "sr", "esq"};
constexpr std::string_view kOrganizationWords[] = {
    "news",    "media",      "magazine",    "agency",          "agencies", "newsroom",
    "network", "university", "universität", "institute",       "institut", "times",
    "inc",     "llc",        "ltd",         "associated press"};

constexpr std::string_view kNobody[] = {
    "admin",     "administrator", "super user", "superuser", "root",      "webmaster",
    "publisher", "editor",        "user",       "guest",     "anonymous", "wordpressadmin",
    "null",      "undefined",     "none",       "unknown",   "n/a",       "author",
    "autor",     "redakteur",     "about",      "more",      "weiter",    "staff",
    "stand",     "佚名",          "匿名",       "未知",      "网络",      "小编",
    "管理员",    "本站"};

/// "105": an account, or a page's number.
bool holds_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return text::is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
  });
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

bool is_among(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// "AFP", "dpa".
bool is_initials(std::string_view name) {
  constexpr std::size_t kMostInitials = 5;
  return name.size() <= kMostInitials && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || c == '.';
         });
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

class Names {
 public:
  void add_byline(std::string_view byline) {
    byline = author_statement(text::first_bytes(byline, kMaxBylineBytes));
    first_ = true;
    behind_employer_ = false;
    separator_ = {};
    while (!byline.empty()) {
      std::size_t end = byline.size();
      std::string_view next;
      for (const std::string_view separator : kSeparators) {
        const std::size_t at = byline.find(separator);
        if (at >= end) continue;
        end = at;
        next = separator;
      }
      if (const std::size_t slash = han_slash(byline); slash < end) {
        end = slash;
        next = "/";
      }
      if (const std::size_t joint = italian_and(byline.substr(0, end)); joint < end) {
        end = joint;
        next = kItalianAnd;
      }
      if (!add_part(without_byline_words(byline.substr(0, end)))) return;
      separator_ = next;
      byline.remove_prefix(std::min(end + next.size(), byline.size()));
    }
  }

  /// Roles and newsrooms are authors where nobody stands beside them.
  std::vector<std::string> take() {
    const auto role = [](const std::string& name) { return is_han_role(name); };
    if (!std::all_of(names_.begin(), names_.end(), role)) std::erase_if(names_, role);
    return std::move(names_);
  }

 private:
  /// The first '/' behind a character that is not ASCII: "王小明/李华", but "Ann Lee/AP".
  static std::size_t han_slash(std::string_view text) {
    for (std::size_t at = text.find('/'); at != std::string_view::npos;
         at = text.find('/', at + 1)) {
      if (at > 0 && static_cast<unsigned char>(text[at - 1]) >= 0x80) return at;
    }
    return std::string_view::npos;
  }

  /// Between two full names; "Duarte e Silva" is one family's.
  static std::size_t italian_and(std::string_view text) {
    const std::size_t at = text.find(kItalianAnd);
    if (at == std::string_view::npos) return at;
    const bool parts = is_full_name(without_byline_words(text.substr(0, at))) &&
                       is_full_name(text.substr(at + kItalianAnd.size()));
    return parts ? at : std::string_view::npos;
  }

  /// False where the rest of the byline is no list of names any more.
  bool add_part(std::string_view part) {
    const auto several = han_names(part);
    if (!several.empty() && part.find(' ') != std::string_view::npos) {
      for (const std::string_view name : several) add(name);
      return true;
    }
    const std::string_view whole = part;
    part = without_dateline(part);
    if (part.empty()) return true;
    const bool behind_slash = separator_ == "/" || separator_ == "／";
    if (part.size() < whole.size() && behind_slash && !is_common_han_name(part)) return true;
    part = without_tail(part);
    if (part.starts_with("the ")) part.remove_prefix(std::string_view("the ").size());
    if (holds_number(part) && part.find(' ') != std::string_view::npos) return false;
    add(part);
    return true;
  }

  /// "Ann Lee, Staff Writer", "Ann Lee, in Paris", "Ann Lee, MD", "Ann Lee, BBC News, London".
  bool is_no_name_behind_one(const std::string& name, const std::string& key) const {
    if (names_job(key) || (name[0] >= 'a' && name[0] <= 'z')) return true;
    if (name.starts_with("à ") || text::is_ascii_digit(name[0])) return true;
    if (is_among(key, kDegrees)) return true;
    const bool is_helper =
        separator_ == " avec " || separator_ == " mit " || separator_ == " with ";
    if (is_helper && is_initials(name)) return true;
    // What stands behind an employer is its place.
    return names_employer(key) || (behind_employer_ && key.find(' ') == std::string::npos);
  }

  static bool names_employer(std::string_view key) {
    if (key.starts_with("the ")) key.remove_prefix(std::string_view("the ").size());
    const std::size_t last = key.rfind(' ');
    return is_among(key, kOrganizationWords) ||
           (last != std::string::npos && is_among(key.substr(last + 1), kOrganizationWords));
  }

  void add(std::string_view part) {
    const std::string name = text::clean_line(part);
    const std::string key = key_of(name);
    if (!holds_letter(key) || is_address(name) || is_nobody(key) || is_byline_word(name)) return;
    if (text::columns(name) > kMaxNameColumns || names_source(key)) return;
    const bool is_none = !first_ && !names_.empty() && is_no_name_behind_one(name, key);
    behind_employer_ = is_none && names_employer(key);
    if (is_none) return;
    first_ = false;
    if (names_.size() >= kMaxAuthors) return;
    const auto is_known = [&](const std::string& other) { return key_of(other) == key; };
    if (std::none_of(names_.begin(), names_.end(), is_known)) names_.push_back(name);
  }

  std::vector<std::string> names_;
  std::string_view separator_;  ///< before the part that is read
  bool behind_employer_ = false;
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
  if (holds_digit(name) || name.find_first_of(":!?<>") != std::string_view::npos) return false;
  for (const std::string_view sign : {"。", "！", "？"}) {
    if (name.find(sign) != std::string_view::npos) return false;
  }
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

bool is_full_name(std::string_view name) {
  name = trimmed_name(name);
  if (is_han_name(name)) return true;
  return name.find(' ') != std::string_view::npos && looks_like_name(name);
}

std::string with_given_names_first(std::string_view names) {
  constexpr std::ptrdiff_t kMostSpaces = 2;
  std::string out;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(';'), names.size());
    const std::string_view name = trimmed_name(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
    const std::size_t comma = name.find(", ");
    const std::string_view family = name.substr(0, comma);
    const std::string_view given = comma == std::string_view::npos ? "" : name.substr(comma + 2);
    const auto spaces = std::count(given.begin(), given.end(), ' ');
    // "Ann Lee, Bo Chen" are two; "van Dam, Bo" is one.
    const bool is_family = family.find(' ') == std::string_view::npos ||
                           (family[0] >= 'a' && family[0] <= 'z' && spaces == 0);
    const bool is_one = !given.empty() && given.find(',') == std::string_view::npos &&
                        spaces <= kMostSpaces && is_family && !holds_digit(name);
    if (!out.empty()) out += "; ";
    out += is_one ? std::string(given) + ' ' + std::string(family) : std::string(name);
  }
  return out;
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
  text = trimmed_name(text);
  const bool begins = std::any_of(kWords.begin(), kWords.end(), [text](std::string_view word) {
    return starts_with_folded(text, word);
  });
  if (!begins || holds_digit(text)) return false;
  const std::vector<std::string> names = author_names(text);
  return !names.empty() && std::all_of(names.begin(), names.end(), is_full_name);
}

}  // namespace jianbao::extract
