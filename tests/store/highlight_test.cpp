// FTS5's highlight() and the program's own marks, on random text.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
#include "sample.h"
#include "store/sqlite.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::TempDir;

namespace {

constexpr char kOpen = '\x01';
constexpr char kClose = '\x02';
const std::vector<std::string> kPieces = {
    "台", "臺", "湾", "灣", "哈", "ＡＩ", "ai", "É", "e\u0301", "か", "が", "か\u3099",
    "한", "，", "。", " ",  "\n", "😂",    "·",  "‧", "\u200b",  "𠮷", "19"};

std::string random_text(std::mt19937& random, std::size_t most) {
  std::string text;
  for (std::size_t i = random() % most; i > 0; --i) text += kPieces[random() % kPieces.size()];
  return text;
}

/// Words and characters alone, folded: what a phrase is compared by.
std::string bare(std::string_view text) {
  class Words final : public text::TokenSink {
   public:
    bool token(std::string_view folded, std::size_t, std::size_t) override {
      if (!folded.starts_with(text::kRunEnd)) all += folded;
      return true;
    }
    std::string all;
  } words;
  text::tokenize(text, text::TokenizeFor::kIndex, words);
  return words.all;
}

/// A text cut at its marks: outside, inside, outside … inside, outside.
std::vector<std::string> pieces_of(const std::string& marked) {
  std::vector<std::string> pieces(1);
  for (const char c : marked) {
    if (c == kOpen || c == kClose) {
      REQUIRE((pieces.size() % 2 == 1) == (c == kOpen));
      pieces.emplace_back();
    } else {
      pieces.back() += c;
    }
  }
  REQUIRE(pieces.size() % 2 == 1);
  return pieces;
}

/// Occurrences that overlap are marked as one: such a run begins and ends with the phrase.
bool is_run_of(const std::string& run, const std::string& phrase) {
  return run.starts_with(phrase) && run.ends_with(phrase);
}

}  // namespace

TEST_CASE("highlight() parts the original text, and what it marks folds to the query",
          "[store][highlight][property]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  std::mt19937 random(20240515);
  {
    Writer writer(file);
    for (int i = 0; i < 300; ++i) {
      const std::string name = std::to_string(i);
      put(writer, article("https://example.org/" + name, "题", random_text(random, 40)), name);
    }
    writer.commit();
  }
  Database database(file, Database::Mode::kRead);
  Statement rows(database,
                 "SELECT a.text, highlight(article_fts, 0, char(1), char(2)) FROM article_fts "
                 "JOIN article a ON a.sort_key = article_fts.rowid WHERE article_fts MATCH ?");
  std::size_t marks = 0;
  for (int round = 0; round < 300; ++round) {
    const std::string typed = random_text(random, 5);
    const std::string phrase = bare(typed);
    if (phrase.empty()) continue;
    CAPTURE(round, typed);
    const std::string match = "text : \"" + typed + "\"";
    rows.bind(match);
    while (rows.step()) {
      const std::string text = rows.text(0);
      std::string stripped;
      const std::vector<std::string> pieces = pieces_of(rows.text(1));
      for (std::size_t i = 0; i < pieces.size(); ++i) {
        stripped += pieces[i];
        if (i % 2 == 1) REQUIRE(is_run_of(bare(pieces[i]), phrase));
      }
      REQUIRE(stripped == text);
      REQUIRE(pieces.size() > 1);
      marks += pieces.size() / 2;
    }
  }
  CHECK(marks > 1000);
}
