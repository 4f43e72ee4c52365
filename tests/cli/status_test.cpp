#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>

#include "cli/sandbox.h"
#include "jianbao/core/clock.h"
#include "jianbao/store/writer.h"
#include "jianbao/text/date.h"
#include "jianbao/text/width.h"

using namespace jianbao;
using namespace std::chrono_literals;
using jianbao::test::lines;
using jianbao::test::parse_json;
using jianbao::test::Sandbox;
using jianbao::test::Stream;
using std::chrono::milliseconds;
using store::PollOutcome;

namespace {

/// An archive whose feeds have a past.  The program's clock is the machine's, so all is told by how
/// long ago it was.
class Past {
 public:
  explicit Past(const Sandbox& jianbao) : writer_(jianbao / "past.db") {}

  store::FeedState feed(const std::string& name) {
    store::FeedSettings settings;
    settings.name = settings.source = name;
    store::FeedState feed = writer_.add_feed("https://" + std::to_string(++feeds_) + ".example/rss",
                                             settings, ago(1000h));
    feed.last_poll = feed.last_success = ago(10min);
    feed.next_poll = ago(-1h);
    feed.next_poll_reason = "something new comes about every 2 h";
    return feed;
  }
  /// Articles an hour apart, the newest so long ago.
  void articles(const store::FeedState& feed, int count, milliseconds newest) {
    for (int i = 0; i < count; ++i) {
      Article article;
      article.url = feed.url + "/" + std::to_string(i);
      article.title = "题";
      article.source = feed.settings.source;
      article.header = ago(newest + std::chrono::hours(i));
      store::Capture capture;
      capture.origin = {store::OriginKind::kFeedEntry, feed.url, article.url};
      capture.raw = {store::sha256(article.url), article.url.size(),
                     store::Packer().compress(article.url)};
      writer_.put(article, capture, ago(0ms), feed.id);
    }
  }
  void keep(const store::FeedState& feed) {
    writer_.update_feed(feed);
    writer_.commit();
  }
  void poll(const store::FeedState& feed, milliseconds when, std::int64_t overlap) {
    store::PollRecord poll;
    poll.feed = feed.id;
    poll.at = ago(when);
    poll.outcome = PollOutcome::kFeed;
    poll.items = 20;
    poll.fresh = 20 - overlap;
    poll.overlap = overlap;
    poll.span = 12h;
    writer_.record_poll(poll);
  }
  Timestamp ago(milliseconds span) const { return {now_.ms - span.count()}; }

 private:
  store::Writer writer_;
  Timestamp now_ = system_now();
  int feeds_ = 0;
};

/// 晨报 is well, 旧报 has fallen silent, 坏报 fails, 新报 is new.
void make_four(const Sandbox& jianbao) {
  Past past(jianbao);
  const auto well = past.feed("晨报");
  past.articles(well, 30, 1h);
  past.keep(well);
  const auto silent = past.feed("旧报");
  past.articles(silent, 30, 500h);
  past.keep(silent);
  auto broken = past.feed("坏报");
  past.articles(broken, 30, 1h);
  broken.failures = 5;
  broken.failing_since = past.ago(75h);
  broken.last_error = "404 Not Found";
  past.keep(broken);
  auto fresh = past.feed("新报");
  fresh.last_poll.reset();
  fresh.last_success.reset();
  past.keep(fresh);
}

test::ProcessResult run(const Sandbox& jianbao, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"--db", "past.db"});
  return jianbao(arguments);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("status tells each feed's state in words, and exits with 1 for trouble",
          "[cli][status]") {
  const Sandbox jianbao;
  make_four(jianbao);
  const auto result = run(jianbao, {"status", "--format", "json"});
  CHECK(result.status == 1);
  CHECK(result.err.empty());
  const auto json = parse_json(result.out);
  CHECK(json.at("schema") == "jianbao/1");
  CHECK(json.at("total") == 4);
  const auto& rows = json.at("results");
  CHECK(rows[0].at("name") == "晨报");
  CHECK(rows[0].at("source") == "晨报");
  CHECK(rows[0].at("url") == "https://1.example/rss");
  CHECK(rows[0].at("state") == "ok");
  CHECK(rows[0].at("why") == "something new about every 1 h");
  CHECK(rows[0].at("usual_gap") == "1h");
  CHECK(rows[0].at("failing_since").is_null());
  CHECK(rows[0].at("next_poll_reason") == "something new comes about every 2 h");
  CHECK(rows[1].at("state") == "stale");
  CHECK(rows[1].at("why") == "nothing new for 21 days; its longest ordinary silence is 1 h");
  CHECK(rows[2].at("state") == "failing");
  CHECK(rows[2].at("why") == "failed 5 times in 3 days: 404 Not Found");
  CHECK(rows[2].at("failures") == 5);
  CHECK(rows[2].at("last_error") == "404 Not Found");
  CHECK(rows[3].at("state") == "new");
  CHECK(rows[3].at("last_success").is_null());
  CHECK(rows[3].at("usual_gap").is_null());
}

TEST_CASE("status fails on what it is told to", "[cli][status]") {
  const Sandbox jianbao;
  Past past(jianbao);
  const auto feed = past.feed("旧报");
  const auto [what, silence, status] = GENERATE(table<std::string, milliseconds, int>({
      {"trouble", 500h, 1},
      {"trouble", 20h, 0},
      {"stale", 500h, 1},
      {"failing", 500h, 0},
      {"overdue", 500h, 0},
      {"any", 20h, 1},
      {"any", 1h, 0},
      {"never", 500h, 0},
  }));
  past.articles(feed, 30, silence);
  past.keep(feed);
  CAPTURE(what);
  CHECK(run(jianbao, {"status", "--fail-on", what}).status == status);
}

TEST_CASE("a feed that nobody polls is told as such", "[cli][status]") {
  const Sandbox jianbao;
  Past past(jianbao);
  auto feed = past.feed("晨报");
  past.articles(feed, 30, 80h);
  feed.last_poll = feed.last_success = past.ago(80h);
  feed.next_poll = past.ago(78h);
  past.keep(feed);
  const auto result = run(jianbao, {"status", "--fields", "state,why"});
  CHECK(result.status == 1);
  CHECK(result.out == "state\twhy\noverdue\tdue for 3 days: does ingest still run?\n");
}

TEST_CASE("a feed that is left due while others are polled is told so", "[cli][status]") {
  const Sandbox jianbao;
  Past past(jianbao);
  auto late = past.feed("晨报");
  late.last_poll = late.last_success = past.ago(80h);
  late.next_poll = past.ago(78h);
  past.keep(late);
  past.keep(past.feed("晚报"));
  const auto result = run(jianbao, {"status", "--fields", "state,why", "--trouble"});
  CHECK(result.status == 1);
  CHECK(result.out ==
        "state\twhy\noverdue\tdue for 3 days while other feeds are polled: does its host answer, "
        "or do runs end too early?\n");
}

TEST_CASE("status for cron prints trouble alone, and nothing where there is none",
          "[cli][status]") {
  const Sandbox jianbao;
  SECTION("trouble") {
    make_four(jianbao);
    const auto result = run(jianbao, {"-q", "status", "--trouble", "--format", "table"});
    CHECK(result.status == 1);
    const auto rows = lines(result.out);
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].starts_with("ID  FEED  STATE"));
    CHECK(rows[1].starts_with(" 2  旧报  stale"));
    CHECK(rows[2] == "    nothing new for 21 days; its longest ordinary silence is 1 h");
    CHECK(rows[3].starts_with(" 3  坏报  failing"));
    CHECK(rows[4] == "    failed 5 times in 3 days: 404 Not Found");
    CHECK(result.err.empty());
  }
  SECTION("none") {
    Past past(jianbao);
    const auto feed = past.feed("晨报");
    past.articles(feed, 30, 1h);
    past.keep(feed);
    const auto format = GENERATE(as<std::string>(), "table", "jsonl");
    const auto result = run(jianbao, {"-q", "status", "--trouble", "--format", format});
    CHECK(result.status == 0);
    CHECK(result.out.empty());
    CHECK(result.err.empty());
  }
}

TEST_CASE("on a terminal status is a table with a summary below", "[cli][status]") {
  Sandbox jianbao;
  make_four(jianbao);
  jianbao.options.out = Stream::kTerminal;
  jianbao.options.columns = 150;
  const auto result = run(jianbao, {"status", "--color", "never", "--tz", "Asia/Shanghai"});
  CHECK(result.status == 1);
  const auto rows = lines(result.out);
  REQUIRE(rows.size() == 7);
  CHECK(has(rows[0], "LAST SUCCESS"));
  CHECK(has(rows[5], "404 Not Found"));
  CHECK(has(rows[6], "never"));
  CHECK(result.err == "4 feeds: 1 ok, 1 new, 1 stale, 1 failing\n");
  jianbao.options.columns = 40;
  for (const std::string& row : lines(run(jianbao, {"status", "--color", "never"}).out))
    CHECK_FALSE(has(row, "LAST"));
}

TEST_CASE("tables of feeds fit 80 columns, line up, and cut no word of what they say",
          "[cli][status]") {
  Sandbox jianbao;
  {
    Past past(jianbao);
    auto unnamed = past.feed("");
    unnamed.title.clear();
    unnamed.failures = 5;
    unnamed.failing_since = past.ago(75h);
    unnamed.last_error =
        "is no longer a feed: it answered with a web page; `jianbao feed discover "
        "https://a-long-name.example.org/a/long/path/to/the/feed.xml` looks for feeds";
    past.keep(unnamed);
    auto chinese = past.feed("一份名字很长的中文报纸的国际新闻版");
    chinese.failures = 1;
    chinese.failing_since = past.ago(1h);
    chinese.last_error =
        "对方服务器暂时无法处理这个请求，请稍后再试。如果问题一直存在，请联系网站管理员。";
    past.keep(chinese);
    for (int day = 9; day > 0; --day)
      past.poll(chinese, std::chrono::hours(day * 24), day == 9 ? 5 : 0);
    past.keep(past.feed("晨报"));
  }
  jianbao.options.out = Stream::kTerminal;
  jianbao.options.columns = 80;
  const std::string command = GENERATE(as<std::string>(), "status", "audit");
  CAPTURE(command);
  std::string words;
  std::vector<std::size_t> thirds;  // where the third column begins or, of numbers, ends
  for (const std::string& row : lines(run(jianbao, {command, "--color", "never"}).out)) {
    CAPTURE(row);
    CHECK((text::columns(row) <= 80 || has(row, "https://a-long-name")));
    if (row.starts_with("    ")) {
      CHECK_FALSE(has(row, "…"));
      words += row.substr(row.find_first_not_of(' ')) + " ";
      continue;
    }
    std::size_t third = row.find_first_not_of(' ', row.find("  ", 4));
    if (command == "audit") third = row.find(' ', third);
    thirds.push_back(text::columns(row.substr(0, third)));
  }
  REQUIRE(thirds.size() == 4);
  CHECK(std::count(thirds.begin(), thirds.end(), thirds.front()) == 4);
  if (command == "audit") {
    CHECK(has(words, "jianbao feed set 2 --interval 6h"));
  } else {
    CHECK(has(words, "https://a-long-name.example.org/a/long/path/to/the/feed.xml`"));
    CHECK(has(words, "管理员。"));
  }
}

TEST_CASE("times of a status table are in the zone that was asked for", "[cli][status]") {
  const Sandbox jianbao;
  Past past(jianbao);
  auto feed = past.feed("晨报");
  feed.last_success = feed.last_new = Timestamp{1'715'734'743'000};  // 00:59 in UTC
  past.keep(feed);
  const auto table =
      run(jianbao, {"status", "--format", "table", "--tz", "Asia/Shanghai", "--fail-on", "never"});
  CHECK(has(table.out, "2024-05-15 08:59"));
  const auto csv = run(jianbao, {"status", "--format", "csv", "--tz", "Asia/Shanghai", "--fields",
                                 "last_new", "--fail-on", "never"});
  CHECK(csv.out == "last_new\r\n2024-05-15T00:59:03Z\r\n");
}

TEST_CASE("what a stranger wrote into an error cannot act on the terminal", "[cli][status]") {
  Sandbox jianbao;
  Past past(jianbao);
  auto feed = past.feed("晨报");
  feed.failures = 1;
  feed.failing_since = past.ago(1h);
  feed.last_error = "\x1b]0;owned\x07 503";
  past.keep(feed);
  jianbao.options.out = Stream::kTerminal;
  const auto result = run(jianbao, {"status", "--color", "never"});
  CHECK_FALSE(has(result.out, "\x1b"));
  CHECK_FALSE(has(result.out, "\x07"));
}

TEST_CASE("status and audit say what to do where there is nothing to look at", "[cli][status]") {
  const Sandbox jianbao;
  const std::string command = GENERATE(as<std::string>(), "status", "audit");
  const auto missing = jianbao({command});
  CHECK(missing.status == 4);
  CHECK(has(missing.err, "no archive there yet"));
  jianbao.fill_archive();
  const auto none = jianbao({command});
  CHECK(none.status == 0);
  CHECK(lines(none.out).size() == 1);  // the header
  CHECK(none.err == "no feed is subscribed; `jianbao feed add URL` subscribes to one\n");
  CHECK(jianbao({"-q", command}).err.empty());
  const auto json = jianbao({"-q", command, "--format", "json"});
  CHECK(parse_json(json.out).at("total") == 0);
}

TEST_CASE("status and audit refuse what they do not know", "[cli][status]") {
  const Sandbox jianbao;
  const auto [line, told] = GENERATE(table<std::vector<std::string>, std::string>({
      {{"status", "--fail-on", "stal"}, "did you mean"},
      {{"status", "--fields", "id,colour"},
       "there is no field \"colour\"; the fields are id, name"},
      {{"status", "x"}, "does not take \"x\""},
      {{"audit", "--fields", "state"}, "there is no field \"state\"; the fields are id, name"},
      {{"audit", "--format", "xml"}, "is none of table, tsv"},
      {{"audit", "x"}, "does not take \"x\""},
  }));
  make_four(jianbao);
  const auto result = run(jianbao, line);
  CHECK(result.status == 2);
  CHECK(result.out.empty());
  CHECK(has(result.err, told));
}

TEST_CASE("audit finds a window that went by between two polls", "[cli][audit]") {
  const Sandbox jianbao;
  Past past(jianbao);
  const auto well = past.feed("晨报");
  const auto lossy = past.feed("快报");
  for (int day = 9; day > 0; --day) {
    past.poll(well, std::chrono::hours(day), 19);
    past.poll(lossy, std::chrono::hours(day * 24), day == 9 ? 5 : 0);
  }
  past.keep(well);
  const auto result = run(jianbao, {"audit", "--format", "json"});
  CHECK(result.status == 1);
  CHECK(result.err.empty());
  const auto rows = parse_json(result.out).at("results");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].at("rolled_over") == 0);
  CHECK(rows[0].at("advice") == "nothing missed; every 6 h is enough");
  CHECK(rows[1].at("polls") == 9);
  CHECK(rows[1].at("rolled_over") == 8);
  CHECK(rows[1].at("last_rolled_over") == text::to_rfc3339(past.ago(24h)));
  CHECK(rows[1].at("usual_gap") == "1d");
  CHECK(rows[1].at("window") == "12h");
  CHECK(rows[1].at("safe_interval") == "6h");
  CHECK(rows[1].at("advice") ==
        "polled every 24 h as a rule: run ingest at least every 6 h, and jianbao feed set 2 "
        "--interval 6h");
  SECTION("the advice can be followed") {
    CHECK(run(jianbao, {"-q", "feed", "set", "2", "--interval", "6h"}).status == 0);
  }
  SECTION("what was before a date is past") {
    const auto later = run(jianbao, {"audit", "--since", "12h", "--fields", "id,polls"});
    CHECK(later.status == 0);
    CHECK(later.out == "id\tpolls\n1\t9\n2\t0\n");
    CHECK(run(jianbao, {"audit", "--since", "nonsense"}).status == 2);
  }
  SECTION("a table for people") {
    const auto table = lines(run(jianbao, {"audit", "--format", "table"}).out);
    REQUIRE(table.size() == 5);
    CHECK(has(table[0], "LONGEST GAP"));
    CHECK(table[2] == "    nothing missed; every 6 h is enough");
    CHECK(has(table[4], "--interval 6h"));
  }
  SECTION("a removed feed is not audited") {
    CHECK(run(jianbao, {"-q", "feed", "remove", "2"}).status == 0);
    CHECK(run(jianbao, {"audit"}).status == 0);
  }
}
