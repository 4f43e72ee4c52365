#include <catch2/catch.hpp>

#include "jianbao/core/error.h"
#include "sample.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using namespace std::chrono_literals;
using jianbao::test::TempDir;

namespace {

constexpr std::int64_t kNoon = 1'750'000'500'000;  // begins a quarter of an hour
constexpr std::int64_t kHour = 3'600'000;

struct Feeds {
  TempDir dir;
  std::string file = dir / "a.db";
  Writer writer{file};
  FeedState feed = writer.add_feed("https://example.org/feed", in_source("晨报"), {kNoon});
  int captures = 0;

  /// Puts an entry whose bytes are new.
  Stored entry(const std::string& url, const std::string& guid, const std::string& title,
               std::optional<std::int64_t> dated, std::int64_t seen = kNoon,
               const std::string& text = "") {
    Article one = article(url, title, text.empty() ? title + "的正文。" : text);
    one.guid = guid;
    if (dated) one.header = Timestamp{*dated};
    if (!dated) one.header.reset();
    one.published = one.header;
    const std::string bytes = std::to_string(captures++);
    return writer.put(one, file_capture(guid.empty() ? url : guid, bytes), {seen}, feed.id);
  }
  std::int64_t articles() {
    writer.commit();
    return Archive(file).count({});
  }
};

PollRecord poll_at(std::int64_t feed, std::int64_t ms) {
  PollRecord poll;
  poll.feed = feed;
  poll.at = {ms};
  poll.outcome = PollOutcome::kNotModified;
  return poll;
}

}  // namespace

TEST_CASE("a feed's own id finds an article whose address moved", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  const FeedState feed = writer.add_feed("https://example.org/feed", in_source("晨报"), {0});
  const FeedState other = writer.add_feed("https://example.net/feed", in_source("晚报"), {0});
  Article one = article("https://example.org/old", "一", "文");
  one.guid = "tag:1";
  CHECK(writer.put(one, file_capture("1", "1"), {1}, feed.id) == Stored::kNew);
  one.url = "https://example.org/new";
  CHECK(writer.put(one, file_capture("1", "2"), {2}, feed.id) == Stored::kChanged);
  one.url = "https://example.net/other";
  CHECK(writer.put(one, file_capture("1", "3"), {3}, other.id) == Stored::kNew);
  writer.commit();
  const Archive archive(file);
  CHECK(archive.find(1)->canonical_url == "https://example.org/new");
  CHECK(archive.find(2)->canonical_url == "https://example.net/other");
}

TEST_CASE("a feed's state is remembered", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  {
    Writer writer(file);
    CHECK_FALSE(writer.find_feed("https://example.org/feed"));
    FeedState state = writer.add_feed("https://example.org/feed", in_source("晨报"), {5});
    state.title = "晨报电子版";
    state.etag = "\"v1\"";
    state.last_modified = "Wed, 15 May 2024 00:48:57 GMT";
    state.body_digest = sha256("body");
    state.failures = 2;
    state.last_error = "404 Not Found";
    writer.update_feed(state);
    writer.commit();
  }
  Writer writer(file);
  const auto state = writer.find_feed("https://example.org/feed");
  REQUIRE(state);
  CHECK(state->settings.source == "晨报");
  CHECK(state->etag == "\"v1\"");
  CHECK(state->body_digest == sha256("body"));
  CHECK(state->failures == 2);
  CHECK(Archive(file).feeds().size() == 1);
}

TEST_CASE("a feed's id is learnt also where the article was known by its URL", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  Article one = article("https://example.org/old", "一", "文");
  put(writer, one, "file.md");
  const FeedState feed = writer.add_feed("https://example.org/feed", in_source("晨报"), {0});
  one.guid = "tag:1";
  CHECK(writer.put(one, file_capture("e1", "1"), {1}, feed.id) == Stored::kUnchanged);
  one.url = "https://example.org/new";
  CHECK(writer.put(one, file_capture("e1", "2"), {2}, feed.id) == Stored::kChanged);
  writer.commit();
  CHECK(Archive(file).count({}) == 1);
}

TEST_CASE("a feed that moved is found by both addresses", "[store]") {
  const TempDir dir;
  Writer writer(dir / "a.db");
  FeedState feed = writer.add_feed("https://example.org/old", in_source("晨报"), {0});
  writer.move_feed(feed, "https://example.org/new", {1});
  CHECK(feed.url == "https://example.org/new");
  CHECK(writer.find_feed("https://example.org/new")->id == feed.id);
  CHECK(writer.find_feed("https://example.org/old")->id == feed.id);
  CHECK_FALSE(writer.was_left(feed, "https://example.org/old"));
}

TEST_CASE("a feed that its owner takes elsewhere begins anew there and remembers what it left",
          "[store][feeds]") {
  Feeds feeds;
  FeedState feed = feeds.feed;
  const std::string old = feed.url;
  feed.etag = "\"v1\"";
  feed.last_modified = "Tue, 14 Nov 2023 21:50:00 GMT";
  feed.body_digest = sha256("x");
  feed.not_modified_streak = 3;
  feed.next_poll = Timestamp{kNoon + 1000};
  feed.not_before = Timestamp{kNoon + 1000};
  feed.not_moved_to = "https://example.org/elsewhere";
  feed.title = "晨报网";
  feeds.writer.update_feed(feed);
  CHECK(feeds.writer.find_feed(feed.id)->not_moved_to == "https://example.org/elsewhere");
  feeds.writer.readdress_feed(feed, "https://example.org/new", {1});
  CHECK(feed.url == "https://example.org/new");
  CHECK(feed.etag.empty());
  CHECK(feed.last_modified.empty());
  CHECK_FALSE(feed.body_digest);
  CHECK(feed.not_modified_streak == 0);
  CHECK_FALSE(feed.next_poll);
  CHECK_FALSE(feed.not_before);
  CHECK(feed.not_moved_to.empty());
  CHECK(feed.title == "晨报网");
  CHECK(feeds.writer.was_left(feed, old));
  CHECK(feeds.writer.find_feed(old)->id == feed.id);
  // Who goes back leaves the other; what the server does later counts again.
  feeds.writer.readdress_feed(feed, old, {2});
  CHECK(feeds.writer.was_left(feed, "https://example.org/new"));
  feeds.writer.readdress_feed(feed, "https://example.org/new", {3});
  feeds.writer.move_feed(feed, "https://example.org/newer", {4});
  CHECK_FALSE(feeds.writer.was_left(feed, "https://example.org/new"));
}

TEST_CASE("a feed's settings are kept, and polls do not touch them", "[store][feeds]") {
  Feeds feeds;
  const FeedState before = feeds.feed;
  CHECK(before.subscribed);
  CHECK(before.added == Timestamp{kNoon});
  FeedState changed = before;
  FeedSettings& settings = changed.settings;
  settings.name = "晨报";
  settings.source = "晨报电子版";
  settings.interval = 2h;
  settings.user_agent = "Mozilla/5.0";
  settings.headers = {"Accept-Language: zh", "X-A: \"b\""};
  settings.proxy = "socks5h://127.0.0.1:7890";
  settings.full_page = true;
  settings.tags = {"要闻", "台湾"};
  feeds.writer.change_feed(changed);
  CHECK(feeds.writer.find_feed(before.id)->settings == settings);
  // A poll that began before the change ends after it.
  feeds.writer.update_feed(before);
  feeds.writer.commit();
  const auto all = Archive(feeds.file).feeds();
  REQUIRE(all.size() == 1);
  CHECK(all[0].settings == settings);
}

TEST_CASE("all that a poll learns is kept", "[store][feeds]") {
  Feeds feeds;
  FeedState& state = feeds.feed;
  state.site_url = "https://example.org/";
  state.ttl = 30min;
  state.window = {0, 1, 0x0123456789abcdefULL, ~0ULL};
  state.window_span = 7h;
  state.outcome = PollOutcome::kThrottled;
  state.last_poll = Timestamp{1};
  state.last_success = Timestamp{2};
  state.last_body = Timestamp{3};
  state.last_new = Timestamp{4};
  state.not_modified_streak = 5;
  state.failures = 6;
  state.failing_since = Timestamp{7};
  state.last_error = "429 Too Many Requests";
  state.next_poll = Timestamp{8};
  state.next_poll_reason = "asked to wait";
  state.not_before = Timestamp{9};
  feeds.writer.update_feed(state);
  const auto found = feeds.writer.find_feed(state.id);
  REQUIRE(found);
  CHECK(found->site_url == state.site_url);
  CHECK(found->ttl == state.ttl);
  CHECK(found->window == state.window);
  CHECK(found->window_span == state.window_span);
  CHECK(found->outcome == PollOutcome::kThrottled);
  CHECK(found->last_poll == state.last_poll);
  CHECK(found->last_success == state.last_success);
  CHECK(found->last_body == state.last_body);
  CHECK(found->last_new == state.last_new);
  CHECK(found->not_modified_streak == 5);
  CHECK(found->failures == 6);
  CHECK(found->failing_since == state.failing_since);
  CHECK(found->last_error == state.last_error);
  CHECK(found->next_poll == state.next_poll);
  CHECK(found->next_poll_reason == state.next_poll_reason);
  CHECK(found->not_before == state.not_before);
}

TEST_CASE("a window of very many items is kept as far as it is of use", "[store][feeds]") {
  Feeds feeds;
  feeds.feed.window.assign(5000, 7);
  feeds.writer.update_feed(feeds.feed);
  CHECK(feeds.writer.find_feed(feeds.feed.id)->window.size() == 2000);
}

TEST_CASE("a removed feed keeps its articles, and can be subscribed to again", "[store][feeds]") {
  Feeds feeds;
  CHECK(feeds.entry("https://example.org/1", "g1", "一", kNoon) == Stored::kNew);
  feeds.feed.next_poll = Timestamp{kNoon + kHour};
  feeds.writer.update_feed(feeds.feed);
  feeds.writer.remove_feed(feeds.feed.id);
  CHECK(feeds.articles() == 1);
  auto removed = feeds.writer.find_feed("https://example.org/feed");
  REQUIRE(removed);
  CHECK_FALSE(removed->subscribed);
  CHECK(Archive(feeds.file).feeds().size() == 1);
  removed->subscribed = true;
  feeds.writer.change_feed(*removed);
  removed = feeds.writer.find_feed(feeds.feed.id);
  CHECK(removed->subscribed);
  CHECK_FALSE(removed->next_poll);
  CHECK(feeds.entry("https://example.org/1", "g1", "一", kNoon) == Stored::kUnchanged);
}

TEST_CASE("another interval makes a feed due at once, another name does not", "[store][feeds]") {
  Feeds feeds;
  feeds.feed.next_poll = Timestamp{kNoon + kHour};
  feeds.writer.update_feed(feeds.feed);
  feeds.feed.settings.name = "早报";
  feeds.writer.change_feed(feeds.feed);
  CHECK(feeds.writer.find_feed(feeds.feed.id)->next_poll == feeds.feed.next_poll);
  feeds.feed.settings.interval = 15min;
  feeds.writer.change_feed(feeds.feed);
  CHECK_FALSE(feeds.writer.find_feed(feeds.feed.id)->next_poll);
}

TEST_CASE("polls are kept in order, the newest two thousand of each feed", "[store][feeds]") {
  Feeds feeds;
  const auto other = feeds.writer.add_feed("https://example.net/feed", in_source("晚报"), {0});
  PollRecord full = poll_at(feeds.feed.id, 1);
  full.outcome = PollOutcome::kFeed;
  full.http_status = 200;
  full.bytes = 4711;
  full.items = 20;
  full.fresh = 3;
  full.overlap = 17;
  full.span = 36h;
  full.took = 250ms;
  full.error = "—";
  feeds.writer.record_poll(full);
  feeds.writer.record_poll(poll_at(other.id, 2));
  feeds.writer.commit();
  const Archive archive(feeds.file);
  REQUIRE(archive.polls(feeds.feed.id).size() == 1);
  CHECK(archive.polls(feeds.feed.id)[0] == full);
  CHECK(archive.polls(4711).empty());
  for (int i = 0; i < 2005; ++i) feeds.writer.record_poll(poll_at(feeds.feed.id, 10 + i));
  feeds.writer.commit();
  const auto kept = archive.polls(feeds.feed.id);
  REQUIRE(kept.size() == 2000);
  CHECK(kept.front().at == Timestamp{15});
  CHECK(kept.back().at == Timestamp{2014});
  CHECK(archive.polls(other.id).size() == 1);
}

TEST_CASE("items arrive when they are dated, but after the last success and not after now",
          "[store][feeds]") {
  Feeds feeds;
  const std::int64_t id = feeds.feed.id;
  SECTION("the first time, as far back as the dates say") {
    feeds.entry("https://example.org/1", "g1", "一", kNoon - 5 * kHour);
    feeds.entry("https://example.org/2", "", "二", kNoon - 5 * kHour + 60'000);
    feeds.entry("https://example.org/3", "g3", "三", kNoon + 5 * kHour);
    feeds.entry("https://example.org/4", "g4", "四", std::nullopt);
    CHECK(feeds.writer.arrivals(id) ==
          std::vector<Arrival>{{{kNoon - 5 * kHour}, 2}, {{kNoon}, 2}});
  }
  SECTION("later, not before the poll that did not see them") {
    feeds.feed.last_success = Timestamp{kNoon - kHour};
    feeds.writer.update_feed(feeds.feed);
    feeds.entry("https://example.org/1", "g1", "一", kNoon - 500 * kHour);
    CHECK(feeds.writer.arrivals(id) == std::vector<Arrival>{{{kNoon - kHour}, 1}});
  }
  SECTION("once, also where the item changes or was known from elsewhere") {
    put(feeds.writer, article("https://example.org/1", "一", "旧"), "file.md");
    feeds.entry("https://example.org/1", "g1", "一", kNoon);
    feeds.entry("https://example.org/1", "g1", "一改", kNoon);
    feeds.writer.commit();
    CHECK(Archive(feeds.file).arrivals(id) == std::vector<Arrival>{{{kNoon}, 1}});
  }
}

TEST_CASE("arrivals are bounded", "[store][feeds]") {
  Feeds feeds;
  for (int i = 0; i < 2010; ++i)
    feeds.entry("https://example.org/" + std::to_string(i), "", "题", kNoon - i * kHour);
  CHECK(feeds.writer.arrivals(feeds.feed.id).size() == 2000);
  feeds.writer.record_poll(poll_at(feeds.feed.id, kNoon));
  feeds.writer.commit();
  CHECK(sql(feeds.file, "SELECT count(*) FROM arrival") == "2000");
  CHECK(Archive(feeds.file).arrivals(feeds.feed.id).back().at == Timestamp{kNoon});
}

TEST_CASE("a guid that a feed uses again for something else does not overwrite an article",
          "[store][feeds]") {
  Feeds feeds;
  CHECK(feeds.entry("https://example.org/1", "1", "第一篇", kNoon - 2 * kHour) == Stored::kNew);
  CHECK(feeds.entry("https://example.org/2", "1", "第二篇", kNoon - kHour) == Stored::kNew);
  // Both have moved on by one: their addresses decide.
  CHECK(feeds.entry("https://example.org/3", "1", "第三篇", kNoon) == Stored::kNew);
  CHECK(feeds.entry("https://example.org/2", "2", "第二篇", kNoon - kHour) == Stored::kUnchanged);
  CHECK(feeds.entry("https://example.org/1", "3", "第一篇", kNoon - 2 * kHour) ==
        Stored::kUnchanged);
  CHECK(feeds.articles() == 3);
  CHECK(Archive(feeds.file).find(1)->article.title == "第一篇");
}

TEST_CASE("a guid used again does not overwrite an article of the same date", "[store][feeds]") {
  Feeds feeds;
  CHECK(feeds.entry("https://example.org/1", "1", "第一篇", kNoon) == Stored::kNew);
  CHECK(feeds.entry("https://example.org/2", "1", "第二篇", kNoon) == Stored::kNew);
  CHECK(feeds.entry("https://example.org/2", "1", "第二篇改", kNoon) == Stored::kChanged);
  CHECK(feeds.articles() == 2);
}

TEST_CASE("a guid holds on to its article where title, address or a long text stay",
          "[store][feeds]") {
  Feeds feeds;
  CHECK(feeds.entry("https://example.org/a", "g", "原题", kNoon) == Stored::kNew);
  SECTION("another address and title, and the text of before") {
    const std::string text =
        "雨从清晨下到傍晚，街上的人不多，茶馆里却坐满了等雨停的旅客，连台阶上也"
        "有人，老板借来了板凳。";
    CHECK(feeds.entry("https://example.org/a", "g", "原题", kNoon, kNoon, text) ==
          Stored::kChanged);
    CHECK(feeds.entry("https://example.org/b", "g", "新题", kNoon + 1, kNoon, text) ==
          Stored::kChanged);
  }
  SECTION("another address and date of what has no title") {
    CHECK(feeds.entry("https://example.org/c", "h", "", kNoon, kNoon, "一句话") == Stored::kNew);
    CHECK(feeds.entry("https://example.org/d", "h", "", kNoon, kNoon, "两句话") ==
          Stored::kChanged);
    CHECK(feeds.articles() == 2);
    return;
  }
  SECTION("another address and date") {
    CHECK(feeds.entry("https://example.org/b", "g", "原题", kNoon + 1) == Stored::kChanged);
  }
  SECTION("another title and date at the same address") {
    CHECK(feeds.entry("https://example.org/a?utm_source=rss", "g", "新题", kNoon + 1) ==
          Stored::kChanged);
  }
  CHECK(feeds.articles() == 1);
}

TEST_CASE("what a rolled back batch learnt about a feed is gone", "[store][feeds]") {
  Feeds feeds;
  feeds.writer.commit();
  feeds.entry("https://example.org/1", "g1", "一", kNoon);
  feeds.writer.record_poll(poll_at(feeds.feed.id, 1));
  feeds.writer.remove_feed(feeds.feed.id);
  feeds.writer.rollback();
  CHECK(feeds.writer.find_feed(feeds.feed.id)->subscribed);
  CHECK(feeds.writer.arrivals(feeds.feed.id).empty());
  CHECK(Archive(feeds.file).polls(feeds.feed.id).empty());
}
