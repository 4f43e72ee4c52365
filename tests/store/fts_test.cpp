#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "jianbao/text/tokenizer.h"
#include "sample.h"
#include "store/sqlite.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::TempDir;

namespace {

/// An archive of one article.
struct OneArticle {
  TempDir dir;
  std::string file = dir / "a.db";

  OneArticle(const std::string& title, const std::string& text) {
    Writer writer(file);
    put(writer, article("https://example.org/1", title, text), "1");
    writer.commit();
  }

  std::int64_t found(const std::string& phrase) const { return hits(Archive(file), phrase); }

  /// The first column of what `select` gives for a match with an FTS5 expression.
  std::string marked(const std::string& select, const std::string& match) const {
    Database database(file, Database::Mode::kRead);
    Statement rows(database, "SELECT " + select + " FROM article_fts WHERE article_fts MATCH ?");
    rows.bind(match);
    return rows.step() ? rows.text(0) : "nothing";
  }
};

std::string random_text(std::mt19937& random, const std::vector<std::string>& pieces) {
  std::string text;
  for (std::size_t i = random() % 12; i > 0; --i) text += pieces[random() % pieces.size()];
  return text;
}

}  // namespace

TEST_CASE("a symbol finds exactly the articles that hold it", "[store][symbols]") {
  const std::vector<std::string> symbols = {"，", "😂", "+", "％", "《", "·", "$", "\u20AC"};
  std::vector<std::string> pieces = {"中", "国", "AI", "e\u0301", " ", "\n", "・", "%"};
  pieces.insert(pieces.end(), symbols.begin(), symbols.end());
  std::mt19937 random(20240515);
  const TempDir dir;
  const std::string file = dir / "a.db";
  std::map<std::string, std::int64_t> expected;
  {
    Writer writer(file);
    for (int i = 0; i < 400; ++i) {
      const std::string title = random_text(random, pieces);
      const std::string text = random_text(random, pieces);
      put(writer, article("https://example.org/" + std::to_string(i), title, text),
          std::to_string(i));
      const std::string folded = text::fold_text(title) + "\n" + text::fold_text(text);
      for (const std::string& symbol : symbols)
        if (folded.find(text::fold_text(symbol)) != std::string::npos) ++expected[symbol];
    }
    writer.commit();
    writer.merge_index();
  }
  const Archive archive(file);
  for (const std::string& symbol : symbols) {
    CAPTURE(symbol);
    CHECK(hits(archive, symbol) == expected[symbol]);
    CHECK(expected[symbol] > 50);
  }
  CHECK(hits(archive, "¥") == 0);
  CHECK(archive.check().empty());
}

TEST_CASE("symbols take no place among the words of a phrase", "[store][symbols]") {
  const OneArticle archive("《明月》几时", "把酒，问青天 AI・技术 C++ 编译");
  CHECK(archive.found("AI技术") == 1);
  CHECK(archive.found("把酒，问青天") == 1);
  CHECK(archive.found("C编译") == 1);
  CHECK(archive.found("C++编译") == 1);
  CHECK(archive.found("酒问") == 0);
  CHECK(archive.marked("rowid > 0", "NEAR(\"酒\" \"青天\", 2)") == "1");
}

TEST_CASE("of a phrase of symbols alone the first one counts", "[store][symbols]") {
  const OneArticle archive("题", "100% 😂");
  CHECK(archive.found("😂") == 1);
  CHECK(archive.found("％") == 1);
  CHECK(archive.found("😂👍") == 1);
  CHECK(archive.found("👍😂") == 0);
  CHECK(archive.found("😂 笑") == 0);
  CHECK(archive.marked("rowid > 0", "title : \"😂\"") == "nothing");
  CHECK(archive.marked("rowid > 0", "\"😂\" AND \"%\"") == "1");
}

TEST_CASE("symbols do not move what highlight() marks", "[store][symbols]") {
  const OneArticle archive("《明月》几时", "“把酒”，问！青天。");
  const std::string title = "highlight(article_fts, 1, '[', ']')";
  const std::string text = "highlight(article_fts, 0, '[', ']')";
  CHECK(archive.marked(title, "\"明月\"") == "《[明月]》几时");
  CHECK(archive.marked(title, "\"几时\"") == "《明月》[几时]");
  CHECK(archive.marked(text, "\"把酒\"") == "“[把酒]”，问！青天。");
  CHECK(archive.marked(text, "\"问\" AND \"天\"") == "“把酒”，[问]！青[天]。");
  CHECK(archive.marked("snippet(article_fts, 0, '[', ']', '…', 2)", "\"问\"").find("[问]") !=
        std::string::npos);
  CHECK(OneArticle("！", "").marked(title, "\"!\"") == "[！]");
}

TEST_CASE("articles of symbols alone are indexed, changed and checked", "[store][symbols]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  const std::vector<std::string> texts = {"😂", "！？😂！", "😂台湾，", "，台湾😂", "", "……"};
  for (const std::string& text : texts) {
    put(writer, article("https://example.org/1", text, text), "1");
    writer.commit();
    CAPTURE(text);
    CHECK(Archive(file).check().empty());
    CHECK(hits(Archive(file), "😂") == (text.find("😂") == std::string::npos ? 0 : 1));
  }
}

TEST_CASE("a text with more symbols than are remembered is indexed, changed and checked",
          "[store][symbols]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  std::string text;
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < 120; ++i)
      text += std::string("\xF0\x9F\x98") + static_cast<char>(0x80 + i % 60) +
              std::string("\xE2\x96") + static_cast<char>(0x80 + i % 60);
  Writer writer(file);
  put(writer, article("https://example.org/1", "题", text), "1");
  writer.commit();
  CHECK(Archive(file).check().empty());
  CHECK(hits(Archive(file), "\xF0\x9F\x98\xBB") == 1);
  put(writer, article("https://example.org/1", "题", "台湾"), "1");
  writer.commit();
  CHECK(Archive(file).check().empty());
  CHECK(hits(Archive(file), "\xF0\x9F\x98\xBB") == 0);
}
