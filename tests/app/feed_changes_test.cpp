#include "jianbao/app/feed_changes.h"

#include <catch2/catch.hpp>

#include "jianbao/core/error.h"

using namespace jianbao;
using app::checked;
using app::checked_feed_url;
using app::FeedChanges;
using Texts = std::vector<std::string>;

namespace {

/// What the error says; "" if there is none.
template <class Work>
std::string error_of(Work work) {
  try {
    work();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kUsage);
    return error.what();
  }
  return {};
}

std::string header_error(const std::string& header) {
  FeedChanges changes;
  changes.headers = Texts{header};
  return error_of([&] { checked(changes); });
}

std::string proxy_error(const std::string& proxy) {
  FeedChanges changes;
  changes.proxy = proxy;
  return error_of([&] { checked(changes); });
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a feed's address is normalised", "[app][feeds]") {
  CHECK(checked_feed_url(" https://Example.org:443/Feed?b=1#top\n") ==
        "https://example.org/Feed?b=1");
  CHECK(checked_feed_url("http://example.org") == "http://example.org/");
  CHECK(checked_feed_url("feed://example.org/rss") == "http://example.org/rss");
  CHECK(checked_feed_url("feed:https://example.org/rss") == "https://example.org/rss");
  CHECK(checked_feed_url("https://例子.example/订阅") ==
        "https://xn--fsqu00a.example/%E8%AE%A2%E9%98%85");
}

TEST_CASE("what is no feed's address is refused with a hint", "[app][feeds]") {
  const auto error = [](const std::string& url) {
    return error_of([&] { static_cast<void>(checked_feed_url(url)); });
  };
  CHECK(error("") == "URL: is empty; write it as https://example.org/feed.xml");
  CHECK(error("www.example.org/feed") ==
        "www.example.org/feed: is no address; did you mean https://www.example.org/feed?");
  CHECK(has(error("feeds"), "write it as https://example.org/feed.xml"));
  CHECK(has(error("/tmp/feed.xml"), "write it as https://example.org/feed.xml"));
  CHECK(error("ftp://example.org/") == "ftp://example.org/: only http and https are read");
  CHECK(has(error("file:///etc/passwd"), "only http and https are read"));
  CHECK(has(error("https://"), "is no address"));
  CHECK(has(error("https:///feed"), "is no address"));
  CHECK(has(error("https://exa mple.org/"), "is no address"));
  CHECK(has(error("https://example.org/\nx"), "line break"));
  CHECK(has(error("https://example.org/" + std::string(5000, 'x')), "is too long"));
}

TEST_CASE("a header that could smuggle lines or is not the user's is refused", "[app][feeds]") {
  CHECK(header_error("Authorization: Bearer a=b").empty());
  CHECK(header_error("X-Name:值").empty());
  CHECK(has(header_error("X: 1\r\nHost: evil"), "line break"));
  CHECK(has(header_error("X: 1\nY: 2"), "line break"));
  CHECK(has(header_error(std::string("X: 1\0Y", 6)), "control character"));
  CHECK(has(header_error("no colon"), "write it as \"Name: value\""));
  CHECK(has(header_error(": value"), "is no header"));
  CHECK(has(header_error("X Y: value"), "is no header"));
  CHECK(has(header_error("X:"), "has no value"));
  CHECK(has(header_error("X: \xff"), "UTF-8"));
  CHECK(has(header_error("user-agent: me"), "has a setting of its own"));
  for (const char* name : {"Host", "Content-Length", "Transfer-Encoding", "If-None-Match"}) {
    CHECK(has(header_error(std::string(name) + ": 1"), "is set by the transfer itself"));
  }
  CHECK(has(header_error("X: " + std::string(5000, 'x')), "is too long"));
  FeedChanges changes;
  changes.headers = Texts{"X-One:  1 "};
  CHECK(checked(changes).headers == Texts{"X-One: 1"});
  changes.headers = Texts(51, "X: 1");
  CHECK(has(error_of([&] { checked(changes); }), "more than 50"));
}

TEST_CASE("proxies need a scheme that curl knows, and a server", "[app][feeds]") {
  for (const char* proxy : {"", "http://127.0.0.1:7890", "socks5h://localhost:1080"}) {
    CHECK(proxy_error(proxy).empty());
  }
  CHECK(has(proxy_error("127.0.0.1:7890"), "did you mean http://127.0.0.1:7890?"));
  CHECK(has(proxy_error("ftp://127.0.0.1"), "socks5h"));
  CHECK(has(proxy_error("socks5://"), "write it as"));
  CHECK(has(proxy_error("http://a b"), "is no proxy's address"));
}

TEST_CASE("intervals are bounded", "[app][feeds]") {
  const auto error = [](std::chrono::milliseconds interval) {
    FeedChanges changes;
    changes.interval = interval;
    return error_of([&] { checked(changes); });
  };
  CHECK(error(std::chrono::minutes(1)).empty());
  CHECK(error(std::chrono::milliseconds(0)).empty());
  CHECK(error(std::chrono::seconds(30)) == "interval 30s: is not between 1m and 52w1d");
  CHECK_FALSE(error(std::chrono::hours(24 * 400)).empty());
}

TEST_CASE("tags and names are cleaned", "[app][feeds]") {
  FeedChanges changes;
  changes.tags = Texts{" 新闻\n台 ", "新闻 台", "b"};
  changes.name = " 晨\t报 ";
  changes = checked(changes);
  CHECK(changes.tags == Texts{"新闻 台", "b"});
  CHECK(changes.name == "晨 报");
  changes.tags = Texts{" "};
  CHECK(has(error_of([&] { checked(changes); }), "tag: is empty"));
}

TEST_CASE("changes touch what they name, and empty ones lead back to the default", "[app][feeds]") {
  store::FeedSettings settings;
  settings.name = "甲";
  settings.source = "源";
  settings.proxy = "http://127.0.0.1:1";
  settings.interval = std::chrono::hours(1);
  FeedChanges changes;
  CHECK(app::apply(changes, settings) == settings);
  changes.interval = std::chrono::milliseconds(0);
  changes.proxy = "";
  changes.full_page = true;
  const store::FeedSettings after = app::apply(changes, settings);
  CHECK_FALSE(after.interval);
  CHECK(after.proxy.empty());
  CHECK(after.full_page);
  CHECK(after.name == "甲");
  FeedChanges named;
  named.name = "乙";
  CHECK(app::apply(named, {}).source == "乙");
  CHECK(app::apply(named, settings).source == "源");
}
