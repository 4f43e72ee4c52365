#include <catch2/catch.hpp>

#include "cli/sandbox.h"
#include "support/http_server.h"

using jianbao::test::HttpServer;
using jianbao::test::parse_json;
using jianbao::test::ProcessResult;
using jianbao::test::Sandbox;
using jianbao::test::Stream;

namespace {

constexpr const char* kSecret = "geheim";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// "http://u:geheim@127.0.0.1:PORT/feed"
std::string with_password(std::string url) {
  return url.insert(url.find("//") + 2, "u:geheim@");
}

void check_discreet(const ProcessResult& result) {
  CHECK_FALSE(has(result.out, kSecret));
  CHECK_FALSE(has(result.err, kSecret));
}

/// Runs whatever tells of feeds.
void check_everything_printed(const Sandbox& jianbao) {
  const std::vector<std::vector<std::string>> tellers{
      {"feed", "list"},   {"status"},   {"audit"},  {"status", "--fields", "url,last_error,why"},
      {"stats"},          {"list"},     {"export"}, {"export", "--format", "jsonl"},
      {"feed", "export"}, {"show", "1"}};
  for (auto arguments : tellers) {
    CAPTURE(arguments);
    check_discreet(jianbao(arguments));
  }
  for (const std::string format : {"table", "tsv", "csv", "json", "jsonl"}) {
    CAPTURE(format);
    check_discreet(jianbao({"feed", "list", "--format", format}));
    check_discreet(jianbao({"status", "--format", format}));
    check_discreet(jianbao({"audit", "--format", format}));
  }
}

}  // namespace

TEST_CASE("no command prints the password of a feed, its proxy or its headers", "[cli][secrets]") {
  const Sandbox jianbao;
  const std::string url = "https://u:geheim@a.example/rss";
  const auto added =
      jianbao({"feed", "add", "--proxy", "http://p:geheim@127.0.0.1:1", "--header",
               "Authorization: Bearer geheim", "--header", "Accept-Language: zh", url});
  CHECK(has(added.err, "added 1 https://u:***@a.example/rss\n"));
  check_discreet(added);
  check_discreet(jianbao({"feed", "add", url}));
  check_discreet(jianbao({"feed", "add", "u:geheim@a.example/rss"}));
  check_discreet(jianbao({"feed", "add", "--proxy", "u:geheim@a.example:1", url}));
  check_discreet(jianbao({"feed", "set", "--interval", "1h", url}));
  check_discreet(jianbao({"feed", "set", "--interval", "1h", url + "x"}));
  check_everything_printed(jianbao);
  const auto listed =
      parse_json(jianbao({"feed", "list", "--format", "json"}).out).at("results")[0];
  CHECK(listed.at("url") == "https://u:***@a.example/rss");
  CHECK(listed.at("proxy") == "http://p:***@127.0.0.1:1");
  CHECK(listed.at("headers") == nlohmann::json({"Authorization: ***", "Accept-Language: zh"}));
  check_discreet(jianbao({"feed", "remove", url}));
}

TEST_CASE("an ingest tells no password on stderr, in its log, its report or an article",
          "[cli][secrets]") {
  const Sandbox jianbao;
  HttpServer server;
  auto feed = server.serve("/feed", {.status = 401});
  const std::string url = with_password(feed.url());
  const auto run = [&] {
    const auto result = jianbao({"-v", "ingest", "--all", "--pause", "0", "--report", "json",
                                 "--log-file", "log", "--log-level", "debug"});
    check_discreet(result);
    CHECK_FALSE(has(jianbao.read("log"), kSecret));
    return result;
  };
  jianbao({"feed", "add", url});
  CHECK(has(run().err, "u:***@127.0.0.1"));
  check_everything_printed(jianbao);
  feed.answer({.body = "<rss version=\"2.0\"><channel><title>报</title><item><title>题</title>"
                       "<link>/one</link></item><item><title>无链</title>"
                       "<guid isPermaLink=\"false\">n1</guid></item></channel></rss>"});
  CHECK(run().status == 0);
  CHECK(feed.requests().back().header("authorization") == "Basic dTpnZWhlaW0=");
  check_everything_printed(jianbao);
  const std::string urls = jianbao({"export", "--fields", "url"}).out;
  CHECK(has(urls, server.origin() + "/one"));
  CHECK(has(urls, "feed:" + feed.url() + " n1"));
  check_discreet(jianbao({"ingest", with_password(server.origin() + "/none")}));
}

TEST_CASE("feed export leaves secrets out, and says so, unless they are asked for",
          "[cli][secrets]") {
  const Sandbox jianbao;
  jianbao({"feed", "add", "--header", "Authorization: Bearer geheim", "--header",
           "Accept-Language: zh", "--proxy", "http://p:geheim@127.0.0.1:1",
           "https://u:geheim@a.example/rss"});
  jianbao({"feed", "add", "https://b.example/rss"});
  const auto without = jianbao({"feed", "export"});
  CHECK(has(without.out, "\"https://u@a.example/rss\""));
  CHECK(has(without.out, "\"http://p@127.0.0.1:1\""));
  CHECK(has(without.out, "\"Accept-Language: zh\""));
  CHECK_FALSE(has(without.out, "Authorization"));
  CHECK(without.err ==
        "passwords and headers of 1 feed were left out; --with-secrets writes them too\n");
  const auto with = jianbao({"feed", "export", "--with-secrets"});
  CHECK(has(with.out, "https://u:geheim@a.example/rss"));
  CHECK(has(with.out, "Authorization: Bearer geheim"));
  CHECK(has(with.out, "http://p:geheim@127.0.0.1:1"));
  CHECK(with.err == "the list holds passwords or headers of 1 feed; keep it to yourself\n");
}
