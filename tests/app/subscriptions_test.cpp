#include "jianbao/app/subscriptions.h"

#include <catch2/catch.hpp>

#include "jianbao/core/error.h"
#include "jianbao/store/archive.h"
#include "jianbao/store/writer.h"
#include "support/fixture.h"

using namespace jianbao;
using app::Before;
using app::FeedChanges;
using app::ImportReport;
using app::Subscriptions;
using jianbao::test::TempDir;

namespace {

constexpr Timestamp kNow{1'760'000'000'000};

Timestamp now() {
  return kNow;
}

store::FeedState feed_of(std::int64_t id, const std::string& url, const std::string& name,
                         const std::string& source, const std::string& title) {
  store::FeedState state;
  state.id = id;
  state.url = url;
  state.settings.name = name;
  state.settings.source = source;
  state.title = title;
  return state;
}

std::vector<std::int64_t> ids(const std::vector<store::FeedState>& feeds) {
  std::vector<std::int64_t> found;
  for (const store::FeedState& one : feeds) found.push_back(one.id);
  return found;
}

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a feed is named by number, address, name, source or title", "[app][feeds]") {
  std::vector<store::FeedState> feeds{
      feed_of(1, "https://a.example/rss", "晨报", "报社", "晨报 RSS"),
      feed_of(2, "http://b.example/rss?utm_source=x", "", "报社", "B"),
      feed_of(30, "https://c.example/rss", "1", "", "C"),
      feed_of(4, "https://d.example/rss", "", "晨报", "D")};
  const auto named = [&](const std::string& word) { return ids(app::feeds_named(feeds, word)); };
  CHECK(named("1") == Ids{1});
  CHECK(named("30") == Ids{30});
  CHECK(named("https://a.example/rss") == Ids{1});
  CHECK(named("https://b.example/rss") == Ids{2});
  CHECK(named("报社") == Ids{1, 2});
  CHECK(named("晨报") == Ids{1});  // a name before sources
  CHECK(named("C") == Ids{30});
  CHECK(named("nothing").empty());
  CHECK(named("").empty());
  CHECK(named("99").empty());
  feeds[0].subscribed = false;
  CHECK(named("1") == Ids{30});
  CHECK(named("https://a.example/rss").empty());
  CHECK(named("晨报") == Ids{4});
}

TEST_CASE("subscribing again changes nothing, and after a removal brings the feed back",
          "[app][feeds]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  FeedChanges changes;
  changes.source = "晨报";
  changes.interval = std::chrono::hours(2);
  changes.tags = std::vector<std::string>{"新闻"};
  {
    Subscriptions subscriptions(file, now);
    const app::Added added = subscriptions.add("HTTPS://A.example/rss#x", changes);
    CHECK(added.before == Before::kUnknown);
    CHECK(added.feed.url == "https://a.example/rss");
    CHECK(subscriptions.add("http://a.example/rss?utm_source=y", {}).before == Before::kSubscribed);
    subscriptions.commit();
  }
  {
    Subscriptions subscriptions(file, now);
    REQUIRE(subscriptions.feeds().size() == 1);
    subscriptions.remove(subscriptions.feeds().front());
    subscriptions.commit();
  }
  CHECK_FALSE(store::Archive(file).feeds().front().subscribed);
  {
    Subscriptions subscriptions(file, now);
    FeedChanges other;
    other.full_page = true;
    CHECK(subscriptions.add("https://a.example/rss", other).before == Before::kRemoved);
    subscriptions.commit();
  }
  const auto feeds = store::Archive(file).feeds();
  REQUIRE(feeds.size() == 1);
  CHECK(feeds.front().subscribed);
  CHECK(feeds.front().settings.source == "晨报");
  CHECK(feeds.front().settings.full_page);
  CHECK(feeds.front().settings.interval == std::chrono::hours(2));
}

TEST_CASE("what was not committed is not stored", "[app][feeds]") {
  const TempDir dir;
  {
    Subscriptions subscriptions(dir / "a.db", now);
    subscriptions.add("https://a.example/rss", {});
  }
  CHECK(store::Archive(dir / "a.db").feeds().empty());
}

TEST_CASE("a feed that moved is named by its old address too", "[app][feeds]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  {
    store::Writer writer(file);
    store::FeedState state = writer.add_feed("https://old.example/rss", {}, kNow);
    writer.move_feed(state, "https://new.example/rss", kNow);
    writer.commit();
  }
  Subscriptions subscriptions(file, now);
  CHECK(subscriptions.named("https://old.example/rss").size() == 1);
  CHECK(subscriptions.add("https://old.example/rss", {}).before == Before::kSubscribed);
}

TEST_CASE("a list is imported, what it refuses is named, and the export gives all of it back",
          "[app][feeds]") {
  const TempDir dir;
  const std::vector<feed::OpmlFeed> list{
      {.url = "https://a.example/rss",
       .site_url = "https://a.example/",
       .title = "晨报",
       .tags = {"新闻", "中国"},
       .name = "我的晨报",
       .source = "报社",
       .interval = std::chrono::hours(1),
       .user_agent = "me/1",
       .headers = {"X-Key: 1"},
       .proxy = "socks5h://127.0.0.1:7890",
       .full_page = true},
      {.url = "https://b.example/rss", .title = "B", .source = "B"}};
  std::vector<feed::OpmlFeed> with_faults = list;
  with_faults.push_back({.url = "exec:rm -rf /"});
  with_faults.push_back({.url = "https://c.example/rss", .headers = {"nonsense"}});
  {
    Subscriptions subscriptions(dir / "a.db", now);
    const ImportReport report = subscriptions.add_all(with_faults);
    CHECK(report.fresh == 2);
    CHECK(report.known == 0);
    CHECK(report.refused == 2);
    REQUIRE(report.reasons.size() == 2);
    CHECK(report.reasons[0].starts_with("exec:rm -rf /: is no address"));
    CHECK(
        report.reasons[1].starts_with("https://c.example/rss: header \"nonsense\": is no header"));
    CHECK(subscriptions.add_all(list).known == 2);
    subscriptions.commit();
  }
  const auto feeds = store::Archive(dir / "a.db").feeds();
  CHECK(app::to_opml(feeds) == list);
}

TEST_CASE("of a long list of faults all are counted and a hundred told", "[app][feeds]") {
  const TempDir dir;
  std::vector<feed::OpmlFeed> list;
  for (int i = 0; i < 1000; ++i) list.push_back({.url = "exec:" + std::to_string(i)});
  Subscriptions subscriptions(dir / "a.db", now);
  const ImportReport report = subscriptions.add_all(list);
  CHECK(report.refused == 1000);
  CHECK(report.reasons.size() == 100);
}

TEST_CASE("another program's title names the source, its own name comes first", "[app][feeds]") {
  const TempDir dir;
  const std::vector<feed::OpmlFeed> list{{.url = "https://a.example/rss", .title = "晨报"},
                                         {.url = "https://b.example/rss"}};
  {
    Subscriptions subscriptions(dir / "a.db", now);
    subscriptions.add_all(list);
    subscriptions.commit();
  }
  const auto feeds = store::Archive(dir / "a.db").feeds();
  CHECK(feeds.at(0).settings.source == "晨报");
  CHECK(app::display_name(feeds.at(0)) == "晨报");
  CHECK(feeds.at(1).settings.source.empty());
  CHECK(app::display_name(feeds.at(1)) == "https://b.example/rss");
}

TEST_CASE("two changes at one time: the second is told to come later", "[app][feeds]") {
  const TempDir dir;
  const Subscriptions first(dir / "a.db", now);
  try {
    const Subscriptions second(dir / "a.db", now);
    FAIL("two hold the lock");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kBusy);
  }
}
