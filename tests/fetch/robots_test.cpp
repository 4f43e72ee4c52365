#include "jianbao/fetch/robots.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace jianbao::fetch;
using std::chrono::milliseconds;

namespace {

bool allowed(const std::string& text, const std::string& path) {
  return Robots::parse(text, "jianbao/1.0 (+https://example.org)")
      .allows("https://example.org" + path);
}

}  // namespace

TEST_CASE("the longest matching rule decides, Allow at a tie", "[fetch][robots]") {
  const std::string text =
      "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\nDisallow: /tie\nAllow: /tie\n";
  const auto [path, expected] = GENERATE(table<std::string, bool>({
      {"/", true},
      {"/a", false},
      {"/abc", false},
      {"/a/b", true},
      {"/a/b/d", true},
      {"/a/b/c/d", false},
      {"/A", true},
      {"/tie", true},
      {"/robots.txt", true},
  }));
  CAPTURE(path);
  CHECK(allowed(text, path) == expected);
}

TEST_CASE("patterns know * and $", "[fetch][robots]") {
  const auto [pattern, path, matches] = GENERATE(table<std::string, std::string, bool>({
      {"/*.php", "/index.php", true},
      {"/*.php", "/x/y.php?a=1", true},
      {"/*.php$", "/x.php", true},
      {"/*.php$", "/x.php5", false},
      {"/*.php$", "/x.php/y.php", true},
      {"/fish*", "/fishheads", true},
      {"/fish$", "/fish", true},
      {"/fish$", "/fish/", false},
      {"*/private", "/a/private/b", true},
      {"/a*b*c", "/a-c-b", false},
      {"/a*b*c", "/a-b-b-c", true},
      {"/$", "/", true},
      {"/$", "/x", false},
      {"*", "/anything", true},
      {"/*?q=", "/find?q=1", true},
      {"/a**b$", "/aXb", true},
      {"/ab*b$", "/ab", false},
      {"/%7Ejoe", "/~joe/x", true},
      {"/~joe", "/%7ejoe/x", true},
      {"/a%2fb", "/a/b", false},
      {"/a%2fb", "/a%2Fb", true},
      {"/新闻", "/%e6%96%b0%E9%97%BB/1", true},
      {"/%", "/%25", true},
  }));
  CAPTURE(pattern, path);
  CHECK(allowed("User-agent: *\nDisallow: " + pattern, path) == !matches);
}

TEST_CASE("a group that names the crawler counts instead of *, and all such groups together",
          "[fetch][robots]") {
  const auto [text, path, expected] = GENERATE(table<std::string, std::string, bool>({
      {"User-agent: *\nDisallow: /\n\nUser-agent: jianbao\nDisallow: /x", "/a", true},
      {"User-agent: *\nDisallow: /\n\nUser-agent: jianbao\nDisallow: /x", "/x", false},
      {"User-agent: JianBao/2.0\nDisallow: /", "/a", false},
      {"User-agent: jianbaobot\nDisallow: /", "/a", true},
      {"User-agent: jian\nDisallow: /", "/a", true},
      {"User-agent: jianbao\nUser-agent: other\nDisallow: /a", "/a", false},
      {"User-agent: other\nUser-agent: jianbao\n\nDisallow: /a", "/a", false},
      {"User-agent: jianbao\nDisallow: /a\nUser-agent: other\nDisallow: /b", "/b", true},
      {"User-agent: jianbao\nDisallow: /a\nUser-agent: jianbao\nDisallow: /b", "/b", false},
      {"User-agent: jianbao\nDisallow: /a\nUser-agent: jianbao\nDisallow: /b", "/a", false},
      {"User-agent: jianbao\nDisallow:\nUser-agent: *\nDisallow: /", "/a", true},
      {"Disallow: /", "/a", true},
      {"", "/a", true},
      {"<!DOCTYPE html><p>User-agent: no</p>", "/a", true},
  }));
  CAPTURE(text, path);
  CHECK(allowed(text, path) == expected);
}

TEST_CASE("lines are read as sites write them", "[fetch][robots]") {
  CHECK_FALSE(allowed("\xEF\xBB\xBFuser-AGENT : *\r\n  DISALLOW:/a # why\r\n", "/a"));
  CHECK_FALSE(allowed("User-agent: *\rDisallow: /a", "/a"));
  CHECK(allowed("User-agent: *\n#Disallow: /a\nnonsense\n: \nDisallow /a", "/a"));
  CHECK_FALSE(allowed("User-agent: *\nSitemap: x\nUser-agent: b\nDisallow: /a", "/a"));
}

TEST_CASE("delay and sitemaps are handed on, bounded", "[fetch][robots]") {
  const std::string text =
      "Sitemap: https://example.org/news.xml\nUser-agent: *\nCrawl-delay: 2.5\n"
      "User-agent: jianbao\nCrawl-delay: 86400\nsitemap: https://example.org/b.xml\n";
  const Robots others = Robots::parse(text, "other");
  CHECK(others.crawl_delay() == milliseconds(2500));
  CHECK(others.sitemaps() ==
        std::vector<std::string>{"https://example.org/news.xml", "https://example.org/b.xml"});
  CHECK(Robots::parse(text, "jianbao").crawl_delay() == std::chrono::hours(1));
  for (const char* nonsense : {"x", "-1", "nan", "inf", "0", ""}) {
    CAPTURE(nonsense);
    const std::string line = std::string("User-agent: *\nCrawl-delay: ") + nonsense;
    CHECK_FALSE(Robots::parse(line, "jianbao").crawl_delay());
  }
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "Sitemap: x\n";
  CHECK(Robots::parse(many, "jianbao").sitemaps().size() == 100);
}

TEST_CASE("what lies behind 500 KiB is not read", "[fetch][robots]") {
  const std::string filling(std::size_t{500} << 10U, '\n');
  CHECK(allowed(filling + "User-agent: *\nDisallow: /", "/a"));
}

TEST_CASE("a pattern full of stars costs no more than its length", "[fetch][robots]") {
  std::string stars = "User-agent: *\nDisallow: /";
  for (int i = 0; i < 50'000; ++i) stars += "*a";
  CHECK(allowed(stars + "b$", "/" + std::string(2000, 'a')));
}

TEST_CASE("what no http URL is may not be fetched", "[fetch][robots]") {
  CHECK_FALSE(Robots::allow_all().allows("ftp://example.org/"));
  CHECK_FALSE(Robots::allow_all().allows(""));
  CHECK(Robots::allow_all().allows("http://example.org"));
  CHECK_FALSE(Robots::deny_all().allows("http://example.org"));
  CHECK(Robots::deny_all().allows("http://example.org/robots.txt"));
}

TEST_CASE("robots.txt lies at the root of the page's scheme, host and port", "[fetch][robots]") {
  CHECK(robots_url("https://example.org/a/b?c=d#e") == "https://example.org/robots.txt");
  CHECK(robots_url("http://example.org:8080") == "http://example.org:8080/robots.txt");
  CHECK(robots_url("file:///etc/passwd").empty());
}

TEST_CASE("no robots.txt allows all; an unreachable one forbids all for now", "[fetch][robots]") {
  const auto [outcome, expected] = GENERATE(table<Outcome, bool>({
      {Rejected{.status = 404}, true},
      {Rejected{.status = 410}, true},
      {Rejected{.status = 403}, true},
      {Rejected{.status = 429}, false},
      {Rejected{.status = 500}, false},
      {Rejected{.status = 503}, false},
      {Failed{}, false},
      {Failed{Failed::Kind::kDns, ""}, false},
      {Body{.bytes = "User-agent: *\nDisallow: /b"}, true},
      {Body{.bytes = "User-agent: *\nDisallow: /a"}, false},
  }));
  CAPTURE(outcome.index());
  CHECK(robots_from(outcome, "jianbao").allows("https://example.org/a") == expected);
}

TEST_CASE("what begins with markup is a page, not rules", "[fetch][robots]") {
  const auto [text, expected] = GENERATE(table<std::string, bool>({
      {"", false},
      {"\n", false},
      {"User-agent: *\nDisallow: /<x>\n", false},
      {"# <html>\n", false},
      {"<html>", true},
      {" \r\n\t<!-- -->", true},
      {"\xEF\xBB\xBF <!DOCTYPE html>", true},
  }));
  CAPTURE(text);
  CHECK(is_page(text) == expected);
}
