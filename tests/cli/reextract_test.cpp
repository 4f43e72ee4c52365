#include <catch2/catch.hpp>
#include <csignal>
#include <string>

#include "cli/sandbox.h"

using jianbao::test::parse_json;
using jianbao::test::Sandbox;

namespace {

/// A page, an article file and a feed, ingested; and a rule under which the page reads otherwise.
void fill(const Sandbox& jianbao) {
  jianbao.write("in/page.html",
                "<html><head><title>题目</title><link rel=canonical href='https://news.example/1'>"
                "</head><body><p class=a>第一段说明了发生的事情，时间，地点，还有人物。</p>"
                "<p class=b>第二段说明了，这件事，为什么，这么长。</p></body></html>");
  jianbao.write_article("in/a.md", 1704067200000, "甲", "第一篇。");
  jianbao.write("in/feed.xml",
                "<rss version='2.0'><channel><title>站</title><item><title>乙</title>"
                "<link>https://news.example/2</link><description>说明。</description></item>"
                "</channel></rss>");
  jianbao.write("rules/news.toml", "hosts = [\"news.example\"]\ncontent = [\".b\"]\n");
  REQUIRE(jianbao({"-q", "ingest", "in"}).status == 0);
}

}  // namespace

TEST_CASE("reextract reports first, then writes, then finds nothing to do", "[cli]") {
  const Sandbox jianbao;
  fill(jianbao);
  const auto dry = jianbao({"reextract", "--dry-run", "--sites", "rules"});
  CHECK(dry.status == 0);
  CHECK(dry.out.starts_with("3 articles read again, 1 would change\n"));
  CHECK(dry.out.find("texts    1") != std::string::npos);
  CHECK(dry.err.find("nothing was written") != std::string::npos);
  const auto none = jianbao({"reextract"});
  CHECK(none.status == 0);
  CHECK(none.out == "3 articles read again, 0 changed\n");
  const auto real = jianbao({"reextract", "-v", "--sites", "rules"});
  CHECK(real.status == 0);
  CHECK(real.out.starts_with("3 articles read again, 1 changed\n"));
  CHECK(real.err.find("题目") != std::string::npos);
  CHECK(jianbao({"search", "--format", "tsv", "第二段"}).out.find("题目") != std::string::npos);
  CHECK(jianbao({"search", "--format", "tsv", "第一段"}).out.find("题目") == std::string::npos);
  CHECK(jianbao({"reextract", "--sites", "rules"}).out == "3 articles read again, 0 changed\n");
  CHECK(jianbao({"check"}).status == 0);
}

TEST_CASE("reextract takes the selectors", "[cli]") {
  const Sandbox jianbao;
  fill(jianbao);
  CHECK(jianbao({"reextract", "--source", "站"}).out == "1 article read again, 0 changed\n");
  CHECK(jianbao({"reextract", "--since", "2999"}).out == "0 articles read again, 0 changed\n");
  CHECK(jianbao({"reextract", "--since", "nonsense"}).status == 2);
  CHECK(jianbao({"reextract", "extra"}).status == 2);
}

TEST_CASE("reextract makes no archive where there is none", "[cli]") {
  const Sandbox jianbao;
  const auto result = jianbao({"reextract"});
  CHECK(result.status == 4);
  CHECK(result.err.find("no archive there yet") != std::string::npos);
}

TEST_CASE("a quiet reextract prints nothing", "[cli]") {
  const Sandbox jianbao;
  fill(jianbao);
  const auto result = jianbao({"-q", "reextract"});
  CHECK(result.status == 0);
  CHECK(result.out.empty());
  CHECK(result.err.empty());
}

TEST_CASE("reextract that a signal ends keeps what it wrote, and a rerun does the rest",
          "[cli][robust]") {
  constexpr int kPages = 500;
  const Sandbox jianbao;
  std::string long_title;
  for (int i = 0; i < 100; ++i) long_title += "长";
  for (int i = 0; i < kPages; ++i) {
    const std::string number = std::to_string(i);
    jianbao.write("in/" + number + ".html", "<title>" + long_title + number +
                                                "</title><link rel=canonical href='" +
                                                "https://news.example/" + number +
                                                "'><p class=a>第一段，说明了，这件事。</p>" +
                                                "<p class=b>第二段，说明了，为什么。</p>");
  }
  jianbao.write("rules/news.toml", "hosts = \"news.example\"\ncontent = [\".b\"]\n");
  REQUIRE(jianbao({"-q", "ingest", "in"}).status == 0);
  const std::vector<std::string> command{"reextract", "-v", "--jobs", "1", "--sites", "rules"};
  auto running = jianbao.start(command);
  REQUIRE(running.wait_for("article "));
  // It cannot end before that: a pipe holds less than it has to say.
  running.signal(SIGTERM);
  const auto ended = running.finish();
  CHECK(ended.status == 143);
  CHECK(ended.out.find(" changed\n") != std::string::npos);
  CHECK(jianbao({"check"}).status == 0);
  const auto rest = jianbao(command);
  CHECK(rest.status == 0);
  const auto changed = [](const std::string& out) {
    return std::stoi(out.substr(out.find(", ") + 2));
  };
  CHECK(changed(ended.out) > 0);
  CHECK(changed(ended.out) < kPages);
  CHECK(changed(ended.out) + changed(rest.out) == kPages);
  CHECK(jianbao({"reextract", "--sites", "rules"}).out == "500 articles read again, 0 changed\n");
  CHECK(jianbao({"check"}).status == 0);
}
