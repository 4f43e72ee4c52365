// Searches compared with plain oracles over a whole archive: a real one where there is one, and a
// made-up one.  The oracles share text::fold_text with the program and nothing else.
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "jianbao/app/ingest.h"
#include "jianbao/core/clock.h"
#include "jianbao/search/search.h"
#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
#include "support/archive_generator.h"
#include "support/fixture.h"

using namespace jianbao;

namespace {

constexpr unsigned kSeed = 20240515;

bool is_of(char32_t c, std::uint32_t categories) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & categories) != 0;
}

/// Letters and numbers of every kind: 〇 is one of a run, and the word in "x²" is not x.
bool is_letter_or_number(char32_t c) {
  return is_of(c, U_GC_L_MASK | U_GC_N_MASK);
}

bool is_word_part(char32_t c) {
  return is_letter_or_number(c) || is_of(c, U_GC_M_MASK);
}

/// Written without spaces between words; by Unicode's scripts, where the program has a table.
bool is_east_asian(char32_t c) {
  static const UScriptCode kScripts[] = {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA,
                                         USCRIPT_BOPOMOFO, USCRIPT_HANGUL};
  if (!is_letter_or_number(c)) return false;
  for (const UScriptCode script : kScripts) {
    if (uscript_hasScript(static_cast<UChar32>(c), script)) return true;
  }
  return false;
}

std::vector<char32_t> code_points(std::string_view utf8) {
  std::vector<char32_t> all;
  for (std::size_t at = 0; at < utf8.size();) all.push_back(text::next_code_point(utf8, at));
  return all;
}

std::string utf8_of(const std::vector<char32_t>& code_points) {
  std::string utf8;
  for (const char32_t c : code_points) text::append_utf8(utf8, c);
  return utf8;
}

/// Runs of folded text in their order, each between marks of its kind, punctuation and spaces gone.
/// A phrase then matches where its own runs are a substring: the outer marks are left off where it
/// begins or ends with a run of the kind that is found by parts.
class Runs {
 public:
  explicit Runs(std::string_view folded) {
    for (const char32_t c : code_points(folded)) add(c);
    close();
  }

  bool empty() const { return marked_.empty(); }
  const std::string& whole() const { return marked_; }
  std::string as_phrase() const {
    std::string_view phrase = marked_;
    if (phrase.starts_with(kOpenRun)) phrase.remove_prefix(1);
    if (phrase.ends_with(kCloseRun)) phrase.remove_suffix(1);
    return std::string(phrase);
  }

 private:
  static constexpr char kOpenRun = '\x01', kCloseRun = '\x02';
  static constexpr char kOpenWord = '\x03', kCloseWord = '\x04';

  void add(char32_t c) {
    const bool run = is_east_asian(c);
    if (!run && !is_word_part(c)) return close();
    if (last_ != (run ? kCloseRun : kCloseWord)) {
      close();
      marked_ += run ? kOpenRun : kOpenWord;
      last_ = run ? kCloseRun : kCloseWord;
    }
    text::append_utf8(marked_, c);
  }

  void close() {
    if (last_ != 0) marked_ += last_;
    last_ = 0;
  }

  std::string marked_;
  char last_ = 0;  ///< what will close the open run; 0: none is open
};

bool is_blank(char32_t c) {
  return is_of(c, U_GC_Z_MASK | U_GC_CC_MASK);
}

/// White space made single spaces, and one at each end, so that no place is the text's edge.
std::string squeezed(std::string_view folded) {
  std::string all = " ";
  for (const char32_t c : code_points(folded)) {
    if (!is_blank(c)) {
      text::append_utf8(all, c);
    } else if (all.back() != ' ') {
      all += ' ';
    }
  }
  if (all.back() != ' ') all += ' ';
  return all;
}

/// A word that is written with spaces goes on across `at`.
bool is_inside_word(std::string_view text, std::size_t at) {
  const auto in_word = [](char32_t c) { return is_word_part(c) && !is_east_asian(c); };
  const char32_t before = text::code_point_before(text, at);
  return in_word(before) && in_word(text::next_code_point(text, at));
}

/// The text holds the phrase as it is written, words at its ends being whole.
bool holds_written(std::string_view text, std::string_view phrase) {
  for (std::size_t at = 0;; ++at) {
    const void* found = memmem(text.data() + at, text.size() - at, phrase.data(), phrase.size());
    if (found == nullptr) return false;
    at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    if (!is_inside_word(text, at) && !is_inside_word(text, at + phrase.size())) return true;
  }
}

bool holds(const std::string& text, const std::string& part) {
  return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

/// One article for the oracles.
struct Known {
  std::string title;  ///< as stored
  std::string text;
  std::string folded_title;
  std::string folded_text;
  std::string title_runs;
  std::string text_runs;
  std::string title_squeezed;
  std::string text_squeezed;

  bool holds_folded(const std::string& part) const {
    return holds(folded_text, part) || holds(folded_title, part);
  }
  bool holds_runs(const std::string& part) const {
    return holds(text_runs, part) || holds(title_runs, part);
  }
};

/// An archive that was ingested for the test, and all that it holds.
class Ingested {
 public:
  explicit Ingested(const std::string& folder) : file_(place_ / "archive.db") {
    app::IngestRequest request;
    request.archive = file_;
    request.sources = {folder};
    app::ingest(request, system_now, {}, {});
    archive_ = std::make_unique<store::Archive>(file_);
    archive_->select({}, true, [&](store::StoredArticle&& found) {
      Known known{
          std::move(found.article.title), std::move(found.article.text), {}, {}, {}, {}, {}, {}};
      known.folded_title = text::fold_text(known.title);
      known.folded_text = text::fold_text(known.text);
      known.title_runs = Runs(known.folded_title).whole();
      known.text_runs = Runs(known.folded_text).whole();
      known.title_squeezed = squeezed(known.folded_title);
      known.text_squeezed = squeezed(known.folded_text);
      articles_.push_back(std::move(known));
      return true;
    });
  }

  const std::vector<Known>& articles() const { return articles_; }

  std::int64_t total(const std::string& query) const {
    store::Selection where;
    where.limit = 0;
    return search::run(*archive_, query, where).total;
  }

  std::int64_t count_folded(const std::string& typed) const {
    const std::string part = text::fold_text(typed);
    std::int64_t count = 0;
    for (const Known& known : articles_) count += known.holds_folded(part) ? 1 : 0;
    return count;
  }

  /// Articles that hold the phrase with its punctuation.
  std::int64_t count_written(const std::string& typed) const {
    const std::string spaced = squeezed(text::fold_text(typed));
    const std::string_view phrase = std::string_view(spaced).substr(1, spaced.size() - 2);
    std::int64_t count = 0;
    for (const Known& known : articles_) {
      count +=
          holds_written(known.title_squeezed, phrase) || holds_written(known.text_squeezed, phrase)
              ? 1
              : 0;
    }
    return count;
  }

  /// Articles that hold every one of the phrases.
  std::int64_t count_runs(const std::vector<std::string>& phrases) const {
    std::vector<std::string> parts;
    for (const std::string& phrase : phrases)
      parts.push_back(Runs(text::fold_text(phrase)).as_phrase());
    std::int64_t count = 0;
    for (const Known& known : articles_) {
      bool all = true;
      for (const std::string& part : parts) all = all && known.holds_runs(part);
      count += all ? 1 : 0;
    }
    return count;
  }

 private:
  test::TempDir place_;
  std::string file_;
  std::unique_ptr<store::Archive> archive_;
  std::vector<Known> articles_;
};

/// Draws pieces of the articles' own words.
class Drawing {
 public:
  explicit Drawing(const std::vector<Known>& articles) : articles_(articles), random_(kSeed) {}

  std::size_t below(std::size_t bound) { return random_() % bound; }

  /// One to eight characters from inside one run.
  std::string inside_a_run() {
    const std::size_t length = 1 + below(8);
    for (;;) {
      const std::vector<char32_t> all = piece();
      std::vector<std::size_t> starts;
      std::size_t run = 0;
      for (std::size_t i = 0; i < all.size(); ++i) {
        run = is_east_asian(all[i]) ? run + 1 : 0;
        if (run >= length) starts.push_back(i + 1 - length);
      }
      if (starts.empty()) continue;
      const auto begin = all.begin() + static_cast<std::ptrdiff_t>(starts[below(starts.size())]);
      return utf8_of({begin, begin + static_cast<std::ptrdiff_t>(length)});
    }
  }

  /// Terms of letters, digits and punctuation, spaces between them: what a person could type
  /// without quoting anything.
  std::vector<std::string> across_runs() {
    for (;;) {
      const std::vector<char32_t> all = piece();
      if (all.empty()) continue;
      const std::size_t begin = below(all.size());
      const std::size_t end = std::min(all.size(), begin + 2 + below(22));
      std::vector<std::string> terms(1);
      for (std::size_t i = begin; i < end; ++i) {
        if (!is_word_part(all[i]) && kPunctuation.find(all[i]) == std::u32string_view::npos) {
          terms.emplace_back();
        } else {
          text::append_utf8(terms.back(), all[i]);
        }
      }
      std::erase_if(terms, [](const std::string& term) {
        return Runs(text::fold_text(term)).empty() || kOperators.contains(term);
      });
      if (!terms.empty()) return terms;
    }
  }

  /// A few characters with a symbol among them, to be put in quotation marks.
  std::string with_symbols() {
    for (;;) {
      const std::vector<char32_t> all = piece();
      if (all.empty()) continue;
      const std::size_t begin = below(all.size());
      const std::size_t end = std::min(all.size(), begin + 1 + below(9));
      const std::vector<char32_t> drawn(all.begin() + static_cast<std::ptrdiff_t>(begin),
                                        all.begin() + static_cast<std::ptrdiff_t>(end));
      const auto is_symbol = [](char32_t c) { return !is_word_part(c) && !is_blank(c); };
      const auto closes = [](char32_t c) { return kClosing.find(c) != std::u32string_view::npos; };
      if (std::any_of(drawn.begin(), drawn.end(), closes)) continue;
      const std::string typed = utf8_of(drawn);
      const std::vector<char32_t> folded = code_points(text::fold_text(typed));
      if (std::any_of(folded.begin(), folded.end(), is_symbol)) return typed;
    }
  }

 private:
  /// What would end a quotation.
  static constexpr std::u32string_view kClosing = U"\"“”＂「」";
  static constexpr std::u32string_view kPunctuation = U"，。、！？；";
  static inline const std::set<std::string> kOperators{"AND", "OR", "NOT", "NEAR"};

  /// A stretch of some title or text.
  std::vector<char32_t> piece() {
    const Known& known = articles_[below(articles_.size())];
    if (below(4) == 0) return code_points(known.title);
    // Not the whole text, of which there may be megabytes.
    std::size_t begin = known.text.empty() ? 0 : below(known.text.size());
    const auto inside_a_character = [&](std::size_t at) {
      return at < known.text.size() && (static_cast<unsigned char>(known.text[at]) & 0xC0U) == 0x80;
    };
    while (inside_a_character(begin)) ++begin;
    std::size_t end = std::min(known.text.size(), begin + 400);
    while (inside_a_character(end)) ++end;
    return code_points(std::string_view(known.text).substr(begin, end - begin));
  }

  const std::vector<Known>& articles_;
  std::mt19937 random_;
};

std::string joined(const std::vector<std::string>& terms) {
  std::string all;
  for (const std::string& term : terms) all += (all.empty() ? "" : " ") + term;
  return all;
}

/// Letters and digits alone: within quotes punctuation would count.
std::string without_punctuation(const std::string& typed) {
  std::vector<char32_t> kept;
  for (const char32_t c : code_points(typed)) kept.push_back(is_word_part(c) ? c : U' ');
  return utf8_of(kept);
}

void check_substrings(const Ingested& ingested, std::set<char32_t>& alphabet) {
  Drawing draw(ingested.articles());
  for (int round = 0; round < 500; ++round) {
    const std::string typed = draw.inside_a_run();
    for (const char32_t c : code_points(typed)) alphabet.insert(c);
    CAPTURE(round, typed);
    const std::int64_t expected = ingested.count_folded(typed);
    REQUIRE(expected > 0);
    REQUIRE(ingested.total(typed) == expected);
  }
}

void check_absent(const Ingested& ingested, const std::set<char32_t>& alphabet) {
  Drawing draw(ingested.articles());
  const std::vector<char32_t> characters(alphabet.begin(), alphabet.end());
  for (int found = 0; found < 200;) {
    std::vector<char32_t> made_up;
    for (std::size_t left = 2 + draw.below(7); left > 0; --left)
      made_up.push_back(characters[draw.below(characters.size())]);
    const std::string typed = utf8_of(made_up);
    if (ingested.count_folded(typed) > 0) continue;
    CAPTURE(found, typed);
    REQUIRE(ingested.total(typed) == 0);
    ++found;
  }
}

void check_across_runs(const Ingested& ingested) {
  int found = 0;
  Drawing draw(ingested.articles());
  for (int round = 0; round < 300; ++round) {
    const std::vector<std::string> terms = draw.across_runs();
    const std::string typed = joined(terms);
    CAPTURE(round, typed);
    const std::int64_t expected = ingested.count_runs(terms);
    CHECK(ingested.total(typed) == expected);
    found += expected > 0 ? 1 : 0;
    const std::string phrase = without_punctuation(typed);
    CHECK(ingested.total("\"" + phrase + "\"") == ingested.count_runs({phrase}));
  }
  // The others begin or end within a word.
  CHECK(found > 200);
}

void check_written(const Ingested& ingested) {
  Drawing draw(ingested.articles());
  for (int round = 0; round < 400; ++round) {
    const std::string typed = draw.with_symbols();
    CAPTURE(round, typed);
    CHECK(ingested.total("\"" + typed + "\"") == ingested.count_written(typed));
  }
}

void compare_with_oracles(const std::string& folder) {
  const Ingested ingested(folder);
  std::set<char32_t> alphabet;
  check_substrings(ingested, alphabet);
  check_absent(ingested, alphabet);
  check_across_runs(ingested);
  check_written(ingested);
}

}  // namespace

TEST_CASE("totals are those of plain oracles over a made-up archive", "[search][oracle]") {
  const test::TempDir folder;
  test::generate_archive(folder.path(), 300, kSeed);
  compare_with_oracles(folder.path().string());
}

TEST_CASE("totals are those of plain oracles over a real archive", "[search][oracle]") {
  const auto shared = test::shared_input();
  if (!shared || !std::filesystem::exists(*shared / "archive"))
    return test::skip("no real archive");
  compare_with_oracles((*shared / "archive").string());
}
