#include "jianbao/extract/site_rules.h"

#include <catch2/catch.hpp>
#include <memory>

#include "extract/selector.h"
#include "jianbao/core/error.h"
#include "jianbao/extract/extractor.h"
#include "jianbao/text/date.h"

using jianbao::extract::Extractor;
using jianbao::extract::Page;
using jianbao::extract::Selector;
using jianbao::extract::SiteRule;
using jianbao::extract::SiteRules;

namespace {

SiteRule rule_for(const std::string& host) {
  SiteRule rule;
  rule.name = "rule of " + host;
  rule.hosts = {host};
  return rule;
}

Page read(SiteRule rule, const std::string& body,
          const std::string& url = "https://www.news.example/1") {
  std::vector<SiteRule> rules;
  rules.push_back(std::move(rule));
  Extractor extractor({}, std::make_shared<const SiteRules>(std::move(rules)));
  return extractor.page("<html><body>" + body + "</body></html>", url);
}

/// The text of what a selector finds.
std::string found(const std::string& selector, const std::string& body) {
  SiteRule rule = rule_for("news.example");
  rule.content = {selector};
  const std::string text = read(std::move(rule), body).text;
  return text;
}

std::string problem(SiteRule rule) {
  try {
    std::vector<SiteRule> rules;
    rules.push_back(std::move(rule));
    SiteRules compiled(std::move(rules));
  } catch (const jianbao::Error& error) {
    CHECK(error.kind() == jianbao::ErrorKind::kConfig);
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("what a rule finds is without its hidden parts", "[extract]") {
  CHECK(found("#a",
              "<div id=a><p>甲</p><p hidden>乙</p><p style='display:none'>丙</p>"
              "<p class=sr-only>丁</p></div>") == "甲");
}

TEST_CASE("selectors find by element, class, id and attribute", "[extract]") {
  const std::string page =
      "<div id=a class='x y'><p class=z>甲</p><section><p>乙</p></section></div>"
      "<p data-kind=text-block>丙</p><x-y>丁</x-y>";
  CHECK(found("#a > p", page) == "甲");
  CHECK(found("div.x.y section p", page) == "乙");
  CHECK(found(".y p", page) == "甲\n\n乙");
  CHECK(found("[data-kind]", page) == "丙");
  CHECK(found("p[data-kind=text-block]", page) == "丙");
  CHECK(found("p[data-kind^=\"text\"]", page) == "丙");
  CHECK(found("[data-kind$='block']", page) == "丙");
  CHECK(found("[data-kind*=xt-b]", page) == "丙");
  CHECK(found("x-y", page) == "丁");
  CHECK(found(".z, x-y", page) == "甲\n\n丁");
  CHECK(found("#a > *", page) == "甲\n\n乙");
}

TEST_CASE("a chain of direct steps may begin anew above", "[extract]") {
  CHECK(found("div > section p", "<div><section><section><p>甲</p></section></section></div>") ==
        "甲");
  CHECK(found("main > div > p", "<main><div><div><p>甲</p></div></div></main>").find("甲") !=
        std::string::npos);  // found by the heuristics alone: the selector finds nothing
}

TEST_CASE("of several selectors the first that finds something counts", "[extract]") {
  SiteRule rule = rule_for("news.example");
  rule.content = {".none", ".b", ".a"};
  CHECK(read(rule, "<p class=a>甲</p><p class=b>乙</p>").text == "乙");
}

TEST_CASE("a rule gives title, authors, date and zone", "[extract]") {
  SiteRule rule = rule_for("news.example");
  rule.title = {"h2.t"};
  rule.author = {".who"};
  rule.date = {".when"};
  rule.offset_minutes = 480;
  rule.content = {".text"};
  rule.remove = {".ad"};
  const Page page =
      read(rule,
           "<h1>站名</h1><h2 class=t>题目</h2><i class=who>记者 张三</i><i class=who>李四</i>"
           "<b class=when>发布：2024年5月15日 08:48</b>"
           "<div class=text>一<p>二</p><p class=ad>广告</p><nav>导航</nav></div>");
  CHECK(page.title == "题目");
  CHECK(page.authors == std::vector<std::string>{"张三", "李四"});
  REQUIRE(page.published);
  CHECK(jianbao::text::to_rfc3339(*page.published) == "2024-05-15T00:48:00Z");
  CHECK(page.published_offset == 480);
  CHECK(page.text == "一\n\n二");
}

TEST_CASE("rules are for hosts and what is below them", "[extract]") {
  std::vector<SiteRule> list = {rule_for("news.example"), rule_for("zh.news.example"),
                                rule_for("zh.news.example")};
  const SiteRules rules(list);
  CHECK(rules.find("https://news.example/") != nullptr);
  CHECK(rules.find("https://m.news.example/") == rules.find("https://www.news.example/"));
  CHECK(rules.find("https://zh.news.example/") != rules.find("https://news.example/"));
  CHECK(rules.find("https://othernews.example/") == nullptr);
  CHECK(rules.find("") == nullptr);
}

TEST_CASE("a file without address goes by its own canonical one", "[extract]") {
  SiteRule rule = rule_for("news.example");
  rule.content = {".b"};
  const std::string page =
      "<link rel=canonical href='https://news.example/1'>"
      "<p class=a>甲</p><p class=b>乙</p>";
  CHECK(read(rule, page, "").text == "乙");
}

TEST_CASE("where a rule's selectors find nothing the heuristics do", "[extract]") {
  SiteRule rule = rule_for("news.example");
  rule.content = {".gone"};
  rule.title = {".gone"};
  jianbao::extract::Explanation why;
  std::vector<SiteRule> rules = {rule};
  Extractor extractor({}, std::make_shared<const SiteRules>(std::move(rules)));
  const Page page =
      extractor.page("<title>题目</title><p>第一段说明了发生的事情，时间，地点，还有人物。</p>",
                     "https://news.example/", &why);
  CHECK(page.title == "题目");
  CHECK(page.text == "第一段说明了发生的事情，时间，地点，还有人物。");
  CHECK(why.rule == "rule of news.example");
  REQUIRE(why.notes.size() == 1);
  CHECK(why.notes[0] == "the rule's content selectors found no text");
}

TEST_CASE("selectors that cannot be read are named", "[extract]") {
  for (const char* const selector :
       {"", " ", ">", "p >", "> p", "p > > q", ".", "#", "p[", "[a", "[a=", "[a=\"x]", "p:first",
        "p,", "[=a]", "p]", "a b c d e f g h i"}) {
    CAPTURE(selector);
    SiteRule rule = rule_for("news.example");
    rule.content = {selector};
    CHECK(problem(rule).starts_with("rule of news.example: content: \""));
  }
  CHECK(problem(SiteRule{}).find("names no host") != std::string::npos);
}

TEST_CASE("a page of nothing but matches is survived", "[extract][robust]") {
  SiteRule rule = rule_for("news.example");
  rule.content = {"div"};
  rule.author = {"b"};
  rule.remove = {"i i i"};
  std::string body;
  for (int i = 0; i < 20'000; ++i) body += "<div>x<b>y</b><i><i><i>z</i></i></i></div>";
  CHECK(read(rule, body).text.size() > 10'000);
}
