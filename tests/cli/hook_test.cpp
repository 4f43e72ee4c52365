#include "cli/hook.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "jianbao/core/error.h"
#include "jianbao/store/lock.h"
#include "sandbox.h"
#include "support/http_server.h"

using namespace jianbao;
using jianbao::test::Process;
using jianbao::test::RawConnection;
using jianbao::test::RawServer;
using jianbao::test::Sandbox;
using Words = std::vector<std::string>;

namespace {

std::string article_file(const std::string& number) {
  return "<!--1715734743000-->\n[第" + number + "条](https://news.example/" + number +
         ")\n------\n\n<p>正文。</p>\n";
}

/// Appends the titles that come in to the file `got`.
constexpr const char* kTakeTitles =
    "sh -c 'sed -n \"s/.*\\\"title\\\":\\\"\\([^\\\"]*\\).*/\\1/p\" >> got'";

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
  CHECK(failed.err == "said\njianbao: --exec sh: ended with status 7\n");
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
  CHECK(killed.err == "jianbao: --exec sh: was ended by signal 15\n");
}

TEST_CASE("a command that cannot be meant is refused before anything is read", "[cli][hook]") {
  const Sandbox jianbao;
  const auto result = jianbao({"ingest", "--exec", "sh -c 'cat", "one"});
  CHECK(result.status == 2);
  CHECK(result.err == "jianbao: --exec: a quote is not closed; add one\n");
}

TEST_CASE("what a command failed to take, or a run without it brought, is handed over by the next",
          "[cli][hook]") {
  const Sandbox jianbao;
  jianbao.write("old/0.md", article_file("0"));
  REQUIRE(jianbao({"-q", "ingest", "old"}).status == 0);
  jianbao.write("one/1.md", article_file("1"));
  CHECK(jianbao({"-q", "ingest", "--exec", "false", "one"}).status == 3);
  jianbao.write("one/2.md", article_file("2"));
  CHECK(jianbao({"-q", "ingest", "one"}).status == 0);
  jianbao.write("got", "");
  for (int run = 0; run < 2; ++run) {
    CHECK(jianbao({"-q", "ingest", "--exec", kTakeTitles, "one"}).status == 0);
    CHECK(jianbao.read("got") == "第1条\n第2条\n");
  }
  // A new version is no new article.
  jianbao.write("one/2.md", article_file("2") + "<p>再一段。</p>\n");
  jianbao.write("one/3.md", article_file("3"));
  CHECK(jianbao({"-q", "ingest", "--exec", kTakeTitles, "one"}).status == 0);
  CHECK(jianbao.read("got") == "第1条\n第2条\n第3条\n");
}

TEST_CASE("what a run that was cut short had stored is handed over by the next", "[cli][hook]") {
  const int number = GENERATE(SIGTERM, SIGKILL);
  const Sandbox jianbao;
  jianbao.write("one/1.md", article_file("1"));
  std::atomic<Process*> hanging = nullptr;
  RawServer server([&](RawConnection& connection) {
    connection.read_request();
    hanging.wait(nullptr);
    hanging.load()->signal(number);
    connection.wait_for_close();
  });
  {
    Process running =
        jianbao.start({"-q", "ingest", "--exec", kTakeTitles, "one", server.origin() + "/feed"});
    hanging = &running;
    hanging.notify_all();
    CHECK(running.finish().status == 128 + number);
  }
  jianbao.write("one/2.md", article_file("2"));
  CHECK(jianbao({"-q", "ingest", "--exec", kTakeTitles, "one"}).status == 0);
  CHECK(jianbao.read("got") == "第1条\n第2条\n");
}

TEST_CASE("a signal ends the command too, and what it had is handed over again", "[cli][hook]") {
  const Sandbox jianbao;
  jianbao.write("one/1.md", article_file("1"));
  Process running = jianbao.start(
      {"ingest", "--exec", "sh -c 'trap \"echo told >&2; exit 1\" TERM; echo up; sleep 600 & wait'",
       "one"});
  REQUIRE(running.wait_for("up\n"));
  running.signal(SIGTERM);
  const auto result = running.finish();
  CHECK(result.status == 143);
  CHECK(result.err.find("told\n") != std::string::npos);
  CHECK(result.err.find("; interrupted; run again to finish") != std::string::npos);
  CHECK(jianbao({"-q", "ingest", "--exec", kTakeTitles, "one"}).status == 0);
  CHECK(jianbao.read("got") == "第1条\n");
}

TEST_CASE("what a command left running is ended with it", "[cli][hook]") {
  const Sandbox jianbao;
  jianbao.write("one/1.md", article_file("1"));
  // The child ignores the signal, as one that the shell was about to start when it came.
  Process running = jianbao.start(
      {"ingest", "--exec",
       "sh -c 'trap \"\" TERM; sleep 600 & trap \"exit 1\" TERM; echo up; wait'", "one"});
  REQUIRE(running.wait_for("up\n"));
  running.signal(SIGTERM);
  const auto result = running.finish();  // when nobody holds its outputs any more
  CHECK(result.status == 143);
}

TEST_CASE("a command that takes too long is ended", "[cli][hook]") {
  const Sandbox jianbao;
  jianbao.write("one/1.md", article_file("1"));
  REQUIRE(jianbao({"--db", "a.db", "-q", "ingest", "--exec", "false", "one"}).status == 3);
  const cli::HookBounds bounds{.since = {}, .longest = std::chrono::milliseconds(1)};
  const auto failure = cli::run_hook("sleep 600", jianbao / "a.db", bounds, {});
  CHECK(failure == "was ended, as it took longer than 1ms");
}

TEST_CASE("while one command takes the articles no other gets them", "[cli][hook]") {
  const Sandbox jianbao;
  jianbao.write("one/1.md", article_file("1"));
  const Words command{"--db", "a.db", "-q", "ingest", "--exec", kTakeTitles, "one"};
  {
    const store::IngestLock held(jianbao / "a.db", {}, {}, store::IngestLock::Right::kHandOver);
    CHECK(jianbao(command).status == 0);
    CHECK_THROWS(jianbao.read("got"));
  }
  CHECK(jianbao(command).status == 0);
  CHECK(jianbao.read("got") == "第1条\n");
}
