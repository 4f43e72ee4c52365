#include "extract/author_names.h"

#include <algorithm>
#include <array>
#include <span>

#include "extract/byline_words.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxBylineBytes = 1000;
constexpr std::size_t kMaxNameColumns = 60;
constexpr std::size_t kMaxHanName = 4;

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
    byline = author_statement(byline);
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
      if (!add_part(without_byline_words(byline.substr(0, end)))) return;
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

bool is_full_name(std::string_view name) {
  name = trimmed_name(name);
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
  text = trimmed_name(text);
  const bool begins = std::any_of(kWords.begin(), kWords.end(), [text](std::string_view word) {
    return starts_with_folded(text, word);
  });
  if (!begins || holds_digit(text)) return false;
  const std::vector<std::string> names = author_names(text);
  return !names.empty() && std::all_of(names.begin(), names.end(), is_full_name);
}

}  // namespace jianbao::extract
