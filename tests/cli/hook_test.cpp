#include "cli/hook.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "jianbao/core/error.h"
#include "sandbox.h"

using namespace jianbao;
using jianbao::test::Sandbox;
using Words = std::vector<std::string>;

namespace {

std::string article_file(const std::string& number) {
  return "<!--1715734743000-->\n[第" + number + "条](https://news.example/" + number +
         ")\n------\n\n<p>正文。</p>\n";
}

}  // namespace

TEST_CASE("the words of a command are parted as in a shell, and nothing else is read into them",
          "[cli][hook]") {
  CHECK(cli::command_words("notify") == Words{"notify"});
  CHECK(cli::command_words("  a  \"b c\" 'd \"e' f\\ g \"\" ") ==
        Words{"a", "b c", "d \"e", "f g", ""});
  CHECK(cli::command_words("a$HOME;b|c*") == Words{"a$HOME;b|c*"});
  CHECK(cli::command_words("a\"b\"'c'") == Words{"abc"});
  CHECK_THROWS_AS(cli::command_words("a \"b"), Error);
  CHECK_THROWS_AS(cli::command_words("   "), Error);
  CHECK_THROWS_AS(cli::command_words("'' a"), Error);
}

TEST_CASE("a command gets the new articles of a run, once, and nothing where nothing is new",
          "[cli][hook]") {
  const Sandbox jianbao;
  jianbao.write("one/1.md", article_file("1"));
  jianbao.write("one/2.md", article_file("2"));
  const Words command{"-q", "ingest", "--exec", "sh -c 'cat >> got; echo run >> runs'", "one"};
  const auto first = jianbao(command);
  CHECK(first.status == 0);
  CHECK(first.out.empty());
  CHECK(first.err.empty());
  std::vector<std::string> titles;
  std::string got = jianbao.read("got");
  while (!got.empty()) {
    const auto end = got.find('\n');
    titles.push_back(nlohmann::json::parse(got.substr(0, end)).at("title"));
    got.erase(0, end + 1);
  }
  CHECK(titles == Words{"第1条", "第2条"});
  CHECK(jianbao(command).status == 0);
  CHECK(jianbao.read("runs") == "run\n");
}

TEST_CASE("a command that fails is reported and loses nothing", "[cli][hook]") {
  const Sandbox jianbao;
  jianbao.write("one/1.md", article_file("1"));
  const auto failed = jianbao({"-q", "ingest", "--exec", "sh -c 'echo said; exit 7'", "one"});
  CHECK(failed.status == 3);
  CHECK(failed.out.empty());
  CHECK(failed.err == "said\njianbao: --exec sh -c 'echo said; exit 7': ended with status 7\n");
  CHECK(jianbao({"list", "--format", "tsv", "--fields", "title"}).out == "title\n第1条\n");

  jianbao.write("one/2.md", article_file("2"));
  const auto missing = jianbao({"-q", "ingest", "--exec", "no-such-command", "one"});
  CHECK(missing.status == 3);
  CHECK(missing.err ==
        "jianbao: --exec no-such-command: cannot be run: No such file or directory\n");

  // What it does not read does not hinder the run, and signals reach it as usual.
  jianbao.write("one/3.md", article_file("3"));
  CHECK(jianbao({"-q", "ingest", "--exec", "true", "one"}).status == 0);
  jianbao.write("one/4.md", article_file("4"));
  const auto killed = jianbao({"-q", "ingest", "--exec", "sh -c 'kill -TERM $$'", "one"});
  CHECK(killed.status == 3);
  CHECK(killed.err == "jianbao: --exec sh -c 'kill -TERM $$': was ended by signal 15\n");
}

TEST_CASE("a command that cannot be meant is refused before anything is read", "[cli][hook]") {
  const Sandbox jianbao;
  const auto result = jianbao({"ingest", "--exec", "sh -c 'cat", "one"});
  CHECK(result.status == 2);
  CHECK(result.err == "jianbao: --exec: a quote is not closed; add one\n");
}
