#include "query_classes.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

#include "database.h"
#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
#include "timing.h"

namespace jianbao::bench {

namespace {

constexpr std::int64_t kSampled = 2000;

/// How many of the sampled articles hold each word, and which words come into question.
class Candidates {
 public:
  /// Counts one article: Han substrings of one, two and four characters, pairs across a comma,
  /// Latin words, and titles of works in their brackets.
  void add(const std::string& folded) {
    std::unordered_set<std::string> seen;
    std::vector<std::size_t> run;  // where each character of the Han run begins
    std::string latin;
    std::string before_comma;  // the last two characters, while those after it are awaited
    std::size_t at = 0;
    while (at < folded.size()) {
      const std::size_t begin = at;
      const char32_t c = text::next_code_point(folded, at);
      if (c == U',') before_comma = run.size() < 2 ? "" : folded.substr(run[run.size() - 2], 6);
      if (!is_han(c)) run.clear();
      if (c >= U'a' && c <= U'z') {
        latin += static_cast<char>(c);
      } else {
        if (latin.size() >= 4) seen.insert(latin);
        latin.clear();
      }
      if (c == U'《') add_bracketed(folded, begin, seen);
      if (!is_han(c)) continue;
      run.push_back(begin);
      if (run.size() == 2 && !before_comma.empty()) {
        seen.insert(before_comma + " " + folded.substr(run[0], 6));
        before_comma.clear();
      }
      for (const std::size_t length : {1U, 2U, 4U}) {
        if (run.size() < length) continue;
        const std::size_t first = run[run.size() - length];
        seen.insert(folded.substr(first, at - first));
      }
    }
    for (const std::string& word : seen) ++counts_[word];
    ++articles_;
  }

  /// Words of this shape, those whose share of the sample is nearest to `share` first.
  std::vector<std::string> near(double share, bool (*shape)(const std::string&),
                                std::size_t most) const {
    const double wanted = share * static_cast<double>(articles_);
    std::vector<std::pair<double, std::string>> found;
    for (const auto& [word, count] : counts_) {
      if (shape(word)) found.emplace_back(std::abs(std::log(count / wanted)), word);
    }
    most = std::min(most, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(most),
                      found.end());
    std::vector<std::string> words;
    for (std::size_t i = 0; i < most; ++i) words.push_back(found[i].second);
    return words;
  }

 private:
  static bool is_han(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

  static void add_bracketed(const std::string& folded, std::size_t begin,
                            std::unordered_set<std::string>& seen) {
    static const std::string kClose = "》";
    const std::size_t end = folded.find(kClose, begin);
    if (end == std::string::npos || end - begin < 9 || end - begin > 24) return;
    const std::string name = folded.substr(begin, end + kClose.size() - begin);
    if (name.find_first_of(" \"\n") == std::string::npos) seen.insert(name);
  }

  std::unordered_map<std::string, int> counts_;
  std::size_t articles_ = 0;
};

bool is_character(const std::string& word) {
  return word.size() == 3;
}
bool is_pair(const std::string& word) {
  return word.size() == 6 && static_cast<unsigned char>(word[0]) >= 0x80;
}
bool is_four(const std::string& word) {
  return word.size() == 12 && static_cast<unsigned char>(word[0]) >= 0x80 &&
         !word.starts_with("《");
}
bool is_bracketed(const std::string& word) {
  return word.starts_with("《");
}
/// "ab cd", where the texts hold ab，cd.
bool is_across(const std::string& word) {
  return word.size() == 13 && word[6] == ' ';
}
bool is_latin(const std::string& word) {
  return static_cast<unsigned char>(word[0]) < 0x80;
}

Candidates sample(const std::string& file) {
  Database database(file, Database::Open::kRead);
  const std::int64_t articles = database.integer("SELECT count(*) FROM article");
  const std::string step = std::to_string(std::max<std::int64_t>(1, articles / kSampled));
  Candidates candidates;
  // By id and not by sort_key, so that whole texts are read of the sampled rows alone.
  database.query(
      "SELECT title, text FROM article WHERE id % " + step + " = 0", {}, [&](const Row& row) {
        candidates.add(text::fold_text(row.text(0)) + "\n" + text::fold_text(row.text(1)));
      });
  return candidates;
}

/// Chooses words by exact counts.
class Chooser {
 public:
  Chooser(const std::string& file, const store::Archive& archive)
      : candidates_(sample(file)),
        archive_(archive),
        articles_(static_cast<double>(archive.count({}))) {}

  /// The word of this shape that is nearest to being in `share` of all articles, chosen from the
  /// `most` likeliest ones; none twice.
  std::string word(double share, bool (*shape)(const std::string&), std::size_t most = 12) {
    std::string best;
    double least = INFINITY;
    for (const std::string& word : candidates_.near(share, shape, most)) {
      if (taken_.contains(word)) continue;
      const std::string query = is_bracketed(word) || is_across(word) ? "\"" + word + "\"" : word;
      const double hits = static_cast<double>(count(archive_, query));
      const double distance = std::abs(std::log((hits + 0.01) / (share * articles_)));
      if (distance < least) {
        least = distance;
        best = word;
      }
    }
    if (best.empty()) throw std::runtime_error("the archive is too small to choose words from");
    taken_.insert(best);
    return best;
  }

  /// In about five articles.  The sample shows such words only by chance, so more are counted.
  std::string rare() { return word(5 / articles_, is_pair, 400); }

 private:
  Candidates candidates_;
  const store::Archive& archive_;
  double articles_;
  std::set<std::string> taken_;
};

std::string largest_source(const store::Archive& archive) {
  std::string name;
  std::int64_t most = -1;
  for (const store::CountRow& row : archive.stats({}, store::Period::kNone)) {
    if (row.articles > most) name = row.source;
    most = std::max(most, row.articles);
  }
  return name;
}

}  // namespace

std::vector<QueryClass> choose_classes(const std::string& file, const store::Archive& archive) {
  Chooser chooser(file, archive);
  const std::string half = chooser.word(0.5, is_pair);
  const std::string third = chooser.word(0.33, is_pair);
  const std::string twentieth = chooser.word(0.05, is_pair);
  const std::string seldom = chooser.word(0.005, is_pair);
  const std::string rare = chooser.rare();
  const std::string everywhere = chooser.word(0.95, is_character);
  const std::string seldom_character = chooser.word(0.005, is_character);
  const std::string four = chooser.word(0.02, is_four);
  const std::string work = chooser.word(0.005, is_bracketed);
  const std::string across = chooser.word(0.001, is_across);
  const std::string latin = chooser.word(0.03, is_latin);
  return {
      {kHalf, half, half},
      {"in 5 %", twentieth, twentieth},
      {"in 0.5 %", seldom, seldom},
      {kRare, rare, rare},
      {"one character, 95 %", everywhere, everywhere},
      {"one character, 0.5 %", seldom_character, seldom_character},
      {"four characters, 2 %", four, four},
      {"Latin word, 3 %", latin, latin},
      {"two words", half + " " + twentieth, {}},
      {"two frequent words", half + " " + third, {}},
      {"frequent and seldom", half + " " + seldom, {}},
      {"OR of frequent words", half + " OR " + third, {}},
      {"NOT", half + " -" + twentieth, {}},
      {"phrase across a comma", "\"" + across + "\"", {}},
      {"phrase with brackets", "\"" + work + "\"", work},
      {"frequent with comma", "\"" + half + "，\"", half + "，"},
      {"symbol alone", "\"！\"", {}},
      {"NEAR", "NEAR(" + half + " " + twentieth + ", 10)", {}},
      {"prefix of three letters", latin.substr(0, 3) + "*", {}},
      {"prefix of one letter", latin.substr(0, 1) + "*", {}},
      {"in the title", "title:" + everywhere, {}},
      {"in one source", half + " source:\"" + largest_source(archive) + "\"", {}},
  };
}

std::vector<QueryClass> read_classes(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(file + ": cannot be read");
  std::vector<QueryClass> classes;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    const std::size_t tab = line.find('\t');
    const std::string query = tab == std::string::npos ? line : line.substr(tab + 1);
    const bool word = query.find_first_of(" \"()*:-") == std::string::npos;
    classes.push_back(
        {tab == std::string::npos ? query : line.substr(0, tab), query, word ? query : ""});
  }
  return classes;
}

}  // namespace jianbao::bench
