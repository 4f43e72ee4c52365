#include <catch2/catch.hpp>

#include "cli/sandbox.h"

using jianbao::test::lines;
using jianbao::test::parse_json;
using jianbao::test::Sandbox;
using jianbao::test::Stream;

namespace {

const std::string kList =
    "<?xml version=\"1.0\"?><opml version=\"2.0\"><body><outline text=\"新闻\">"
    "<outline type=\"rss\" text=\"晨报\" xmlUrl=\"https://a.example/rss\"/>"
    "<outline type=\"rss\" text=\"晚报\" "
    "xmlUrl=\"https://b.example/rss\"/></outline></body></opml>";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

nlohmann::json feeds(const Sandbox& jianbao) {
  return parse_json(jianbao({"feed", "list", "--format", "json"}).out).at("results");
}

}  // namespace

TEST_CASE("feed add subscribes without the network and tells the next step", "[cli][feed]") {
  const Sandbox jianbao;
  const auto added =
      jianbao({"feed", "add", "--name", "晨报", "--interval", "2h", "--tag", "新闻", "--tag",
               "[a,b]", "--header", "X-Key: 1", "--full-page", "https://A.example/rss#x"});
  CHECK(added.status == 0);
  CHECK(added.out.empty());
  CHECK(added.err ==
        "added 1 晨报 (https://a.example/rss)\n"
        "`jianbao ingest` fetches what is due\n");
  const auto list = feeds(jianbao);
  REQUIRE(list.size() == 1);
  CHECK(list[0].at("id") == 1);
  CHECK(list[0].at("url") == "https://a.example/rss");
  CHECK(list[0].at("name") == "晨报");
  CHECK(list[0].at("source") == "晨报");
  CHECK(list[0].at("interval") == "2h");
  CHECK(list[0].at("tags") == nlohmann::json({"新闻", "[a,b]"}));
  CHECK(list[0].at("headers") == nlohmann::json({"X-Key: ***"}));
  CHECK(list[0].at("full_page") == 1);
  CHECK(list[0].at("state") == "new");
  CHECK(list[0].at("last_poll").is_null());
}

TEST_CASE("feed add says when a feed is subscribed already", "[cli][feed]") {
  const Sandbox jianbao;
  CHECK(jianbao({"-q", "feed", "add", "https://a.example/rss"}).err.empty());
  const auto again = jianbao({"feed", "add", "http://a.example/rss"});
  CHECK(again.status == 0);
  CHECK(again.err == "http://a.example/rss is subscribed already, as number 1\n");
  const auto changed = jianbao({"feed", "add", "--interval", "1h", "https://a.example/rss"});
  CHECK(changed.status == 2);
  CHECK(has(changed.err, "change it with jianbao feed set 1"));
}

TEST_CASE("feed add refuses what cannot work before it stores anything", "[cli][feed]") {
  const Sandbox jianbao;
  const std::string url = "https://a.example/rss";
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases{
      {{"feed", "add"}, "feed add: needs URL...; see jianbao feed add --help"},
      {{"feed", "add", url, "ftp://a.example/"}, "only http and https are read"},
      {{"feed", "add", "a.example/rss"}, "did you mean https://a.example/rss?"},
      {{"feed", "add", "--interval", "soon", url}, "write it as 15m, 2h or 1d"},
      {{"feed", "add", "--interval", "10", url},
       "--interval: \"10\" has no unit; write it as 10m, 10h or 10d"},
      {{"feed", "add", "--interval", "5s", url}, "is not between 1m and"},
      {{"feed", "add", "--header", "X: 1\r\nHost: evil", url}, "line break"},
      {{"feed", "add", "--header", "", url}, "--header: is empty"},
      {{"feed", "add", "--proxy", "127.0.0.1:7890", url}, "did you mean http://127.0.0.1:7890?"},
      {{"feed", "add", "--name", "x", url, "https://b.example/rss"}, "is for one feed, not for 2"},
      {{"feed", "add", "--intervall", "1h", url}, "did you mean --interval?"},
      {{"feed", "ad", url}, "did you mean add?"},
      {{"feed", "imprt", url}, "did you mean import?"}};
  for (const auto& [arguments, words] : cases) {
    CAPTURE(words);
    const auto result = jianbao(arguments);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK(has(result.err, words));
    CHECK(lines(result.err).size() == 1);
  }
  CHECK(jianbao.names() == std::vector<std::string>{});
}

TEST_CASE("feed alone prints its help, and every part has one with examples", "[cli][feed]") {
  const Sandbox jianbao;
  const auto alone = jianbao({"feed"});
  CHECK(alone.status == 2);
  for (const std::string part : {"add", "list", "set", "remove", "import", "export", "discover"}) {
    CAPTURE(part);
    CHECK(has(alone.err, "\n  " + part + " "));
    const auto help = jianbao({"feed", part, "--help"});
    CHECK(help.status == 0);
    CHECK(has(help.out, "Usage: jianbao feed " + part));
    CHECK(has(help.out, "\nExamples:\n  jianbao feed " + part));
  }
}

TEST_CASE("feed list prints the fields that are asked for", "[cli][feed]") {
  const Sandbox jianbao;
  jianbao({"feed", "add", "--name", "晨报", "--tag", "早", "https://a.example/rss"});
  CHECK(jianbao({"feed", "list", "--fields", "name,id,tags", "--format", "tsv"}).out ==
        "name\tid\ttags\n晨报\t1\t早\n");
  const auto table = jianbao({"feed", "list", "--fields", "url,name", "--format", "table"});
  CHECK(has(table.out, "https://a.example/rss  晨报"));
  const auto unknown = jianbao({"feed", "list", "--fields", "colour"});
  CHECK(unknown.status == 2);
  CHECK(has(unknown.err, "there is no field \"colour\"; the fields are id, url"));
}

TEST_CASE("feed set changes a feed and leads it back to its defaults", "[cli][feed]") {
  const Sandbox jianbao;
  jianbao({"feed", "add", "--name", "晨报", "https://a.example/rss"});
  const auto set = jianbao({"feed", "set", "--interval", "15m", "--proxy",
                            "socks5h://127.0.0.1:7890", "--user-agent", "me/1", "晨报"});
  CHECK(set.status == 0);
  CHECK(set.err == "changed 1 晨报 (https://a.example/rss)\n");
  CHECK(feeds(jianbao)[0].at("interval") == "15m");
  CHECK(feeds(jianbao)[0].at("proxy") == "socks5h://127.0.0.1:7890");
  CHECK(jianbao({"feed", "set", "--reset", "interval", "--reset", "proxy", "--tag", "x",
                 "https://a.example/rss"})
            .status == 0);
  const auto after = feeds(jianbao)[0];
  CHECK(after.at("interval") == "");
  CHECK(after.at("proxy") == "");
  CHECK(after.at("user_agent") == "me/1");
  CHECK(after.at("tags") == nlohmann::json({"x"}));
}

TEST_CASE("feed set says what it cannot do", "[cli][feed]") {
  const Sandbox jianbao;
  CHECK(jianbao({"feed", "set", "--interval", "1h", "1"}).status == 4);
  jianbao({"feed", "add", "--source", "报社", "https://a.example/rss", "https://b.example/rss"});
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases{
      {{"feed", "set", "1"}, "nothing to change"},
      {{"feed", "set", "--interval", "1h"}, "needs FEED..."},
      {{"feed", "set", "--interval", "1h", "7"}, "`jianbao feed list` shows them"},
      {{"feed", "set", "--interval", "1h", "https://a.example/rs"},
       "did you mean https://a.example/rss?"},
      {{"feed", "set", "--interval", "1h", "报社"},
       "2 feeds are called so; name one by its number: 1 (https://a.example/rss), 2 (https"},
      {{"feed", "set", "--reset", "intervall", "1"}, "did you mean interval?"},
      {{"feed", "set", "--reset", "interval", "--interval", "1h", "1"},
       "is set by another option as well"},
      {{"feed", "set", "--name", "x", "1", "2"}, "is for one feed, not for 2"}};
  for (const auto& [arguments, words] : cases) {
    CAPTURE(words);
    const auto result = jianbao(arguments);
    CHECK(result.status == 2);
    CHECK(has(result.err, words));
  }
}

TEST_CASE("feed set --url gives a feed another address, and its number and history stay",
          "[cli][feed]") {
  const Sandbox jianbao;
  jianbao({"feed", "add", "--name", "晨报", "https://a.example/rss"});
  jianbao({"feed", "add", "https://b.example/rss", "https://c.example/rss"});
  jianbao({"feed", "remove", "3"});
  const auto set = jianbao({"feed", "set", "晨报", "--url", " feed://A.example/new#x "});
  CHECK(set.status == 0);
  CHECK(set.err == "changed 1 晨报 (http://a.example/new)\n");
  CHECK(feeds(jianbao)[0].at("url") == "http://a.example/new");
  // It is named by its former address too.
  CHECK(jianbao({"feed", "set", "--interval", "1h", "https://a.example/rss"}).status == 0);
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases{
      {{"feed", "set", "1", "--url", "a.example/rss"}, "did you mean https://a.example/rss?"},
      {{"feed", "set", "1", "--url", "ftp://a.example/"}, "only http and https are read"},
      {{"feed", "set", "1", "2", "--url", "https://d.example/"}, "is for one feed, not for 2"},
      {{"feed", "set", "1", "--url", "https://b.example/rss"},
       "https://b.example/rss: is the address of feed 2, https://b.example/rss"},
      {{"feed", "set", "1", "--url", "http://b.example/rss"}, "is the address of feed 2"},
      {{"feed", "set", "1", "--url", "https://c.example/rss"}, "it was removed; jianbao feed add"}};
  for (const auto& [arguments, words] : cases) {
    CAPTURE(words);
    const auto result = jianbao(arguments);
    CHECK(result.status == 2);
    CHECK(has(result.err, words));
  }
  CHECK(feeds(jianbao)[0].at("url") == "http://a.example/new");
  CHECK(jianbao({"feed", "set", "1", "--url", "https://a.example/rss"}).status == 0);
  CHECK(feeds(jianbao)[0].at("url") == "https://a.example/rss");
}

TEST_CASE("feed remove ends subscriptions and keeps what came from them", "[cli][feed]") {
  const Sandbox jianbao;
  jianbao({"feed", "add", "https://a.example/rss", "https://b.example/rss"});
  const auto removed = jianbao({"feed", "remove", "1", "https://a.example/rss"});
  CHECK(removed.status == 0);
  CHECK(removed.err ==
        "removed 1 https://a.example/rss\n"
        "what came from it stays in the archive\n");
  CHECK(feeds(jianbao).size() == 1);
  CHECK(jianbao({"feed", "remove", "1"}).status == 2);
  const auto again = jianbao({"feed", "add", "https://a.example/rss"});
  CHECK(has(again.err, "subscribed again: 1 https://a.example/rss"));
}

TEST_CASE("all words must name a feed before any is removed", "[cli][feed]") {
  const Sandbox jianbao;
  jianbao({"feed", "add", "https://a.example/rss"});
  CHECK(jianbao({"feed", "remove", "1", "2"}).status == 2);
  CHECK(feeds(jianbao).size() == 1);
}

TEST_CASE("feed import counts new, known and refused", "[cli][feed]") {
  Sandbox jianbao;
  jianbao.write("list.opml", kList);
  const auto first = jianbao({"feed", "import", "list.opml"});
  CHECK(first.status == 0);
  CHECK(first.err ==
        "new 2, known 0, refused 0\n"
        "`jianbao ingest` fetches what is due\n");
  CHECK(feeds(jianbao)[0].at("tags") == nlohmann::json({"新闻"}));
  CHECK(feeds(jianbao)[0].at("source") == "晨报");
  jianbao.options.input =
      "<opml><body><outline xmlUrl=\"https://a.example/rss\"/><outline xmlUrl=\"exec:ls\"/>"
      "<outline xmlUrl=\"https://c.example/rss\"/><outline type=\"link\" "
      "url=\"https://d.example/\"/>";
  const auto second = jianbao({"feed", "import", "-"});
  CHECK(second.status == 3);
  CHECK(has(second.err, "standard input: the document is cut off at its end (at byte "));
  CHECK(has(second.err, "standard input: exec:ls: is no address"));
  CHECK(has(second.err, "standard input: left out: https://d.example/ is of type link"));
  CHECK(has(second.err, "new 1, known 1, refused 2\n"));
  CHECK(feeds(jianbao).size() == 3);
}

TEST_CASE("feed import says why a file is no list", "[cli][feed]") {
  const Sandbox jianbao;
  jianbao.write("page.html", "<html><body>x</body></html>");
  for (const std::string file : {"page.html", "none.opml"}) {
    const auto result = jianbao({"feed", "import", file});
    CHECK(result.status == 4);
    CHECK(lines(result.err).size() == 1);
    CHECK(has(result.err, "jianbao: " + file + ": "));
  }
}

TEST_CASE("feed export and import carry all subscriptions to another archive", "[cli][feed]") {
  const Sandbox jianbao;
  jianbao.write("list.opml", kList);
  jianbao({"feed", "import", "list.opml"});
  jianbao({"feed", "set", "--interval", "90m", "--header", "X: 1", "2"});
  jianbao({"feed", "add", "https://c.example/rss"});
  const auto exported = jianbao({"feed", "export", "--with-secrets", "out.opml"});
  CHECK(exported.status == 0);
  CHECK(exported.out.empty());
  CHECK(has(exported.err, "3 feeds in out.opml"));
  CHECK(has(exported.err, "passwords or headers of 1 feed"));
  CHECK(jianbao.read("out.opml") == jianbao({"-q", "feed", "export", "--with-secrets"}).out);
  CHECK(jianbao({"--db", "other.db", "feed", "import", "out.opml"}).status == 0);
  CHECK(jianbao({"-q", "--db", "other.db", "feed", "export", "--with-secrets", "-"}).out ==
        jianbao.read("out.opml"));
}

TEST_CASE("feed list is a table on a terminal and says so when it is empty", "[cli][feed]") {
  Sandbox jianbao;
  CHECK(jianbao({"feed", "list"}).status == 4);
  jianbao({"feed", "add", "--name", "晨报", "https://a.example/rss"});
  CHECK(lines(jianbao({"feed", "list"}).out).front().starts_with("id\turl\tname\ttitle\t"));
  jianbao.options.out = Stream::kTerminal;
  const auto table = jianbao({"--color", "never", "feed", "list"});
  CHECK(has(table.out, "ID  NAME  STATE"));
  CHECK(has(table.out, " 1  晨报  new"));
  jianbao({"feed", "remove", "1"});
  const auto empty = jianbao({"feed", "list"});
  CHECK(empty.status == 0);
  CHECK(has(empty.err, "no feed is subscribed"));
}

TEST_CASE("the starting list that comes with jianbao is imported whole", "[cli][feed]") {
  const Sandbox jianbao;
  const auto result = jianbao({"feed", "import", JIANBAO_STARTING_LIST});
  CHECK(result.status == 0);
  CHECK(has(result.err, "new 12, known 0, refused 0\n"));
  CHECK(has(jianbao({"feed", "list", "--format", "tsv"}).out, "\t美国之音\t"));
}

TEST_CASE("feeds of one site are told apart on a narrow terminal", "[cli][feed]") {
  Sandbox jianbao;
  const std::vector<std::string> sections{"army", "peoples", "weather"};
  for (const std::string& section : sections)
    jianbao({"feed", "add", "https://www.news.example/mandarin/" + section + "/feed/rss2.xml"});
  const auto whole = jianbao({"feed", "list"});
  CHECK(has(whole.out, "\thttps://www.news.example/mandarin/army/feed/rss2.xml\t"));
  jianbao.options.out = Stream::kTerminal;
  jianbao.options.environment["COLUMNS"] = "80";
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"feed", "list"}, {"status"}, {"audit"}}) {
    const auto table = jianbao(command);
    CAPTURE(table.out);
    for (const std::string& section : sections) CHECK(has(table.out, "/" + section));
  }
  CHECK(has(jianbao({"--color", "never", "feed", "list"}).out, " 1  news.example  new"));
}
