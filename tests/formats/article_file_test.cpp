#include "jianbao/formats/article_file.h"

#include <string>

#include <catch2/catch.hpp>

using jianbao::Timestamp;
using jianbao::formats::ArticleFile;
using jianbao::formats::peek_date;
using jianbao::formats::read_article_file;
using jianbao::formats::write_article_file;

namespace {

/// 2020-06-21T17:58:52Z
constexpr Timestamp kJune{1'592'762'332'000};

bool warns_of(const ArticleFile& file, std::string_view words) {
  for (const std::string& warning : file.warnings) {
    if (warning.find(words) != std::string::npos) return true;
  }
  return false;
}

std::string with_title_line(std::string_view line) {
  return "<!--1592762332000-->\n" + std::string(line) + "\n------\n\n<p>正文</p>\n";
}

}  // namespace

TEST_CASE("the seed's layout gives header, title, URL and body", "[formats]") {
  const std::string text =
      "<!--1592762332123-->\n[港口开放夜间渡轮](https://harbor.example/a/1.html)\n------\n\n"
      "<div><i>Sun, 21 Jun 2020 17:30:00 GMT</i></div><p>正文</p>\n";
  const ArticleFile file = read_article_file(text);
  CHECK(file.header == Timestamp{1'592'762'332'123});
  CHECK_FALSE(file.date);
  CHECK(file.title == "港口开放夜间渡轮");
  CHECK(file.url == "https://harbor.example/a/1.html");
  CHECK(file.body == "<div><i>Sun, 21 Jun 2020 17:30:00 GMT</i></div><p>正文</p>");
  CHECK(file.warnings.empty());
}

TEST_CASE("a header without a number is absent and the rest is read", "[formats]") {
  const std::string header = GENERATE("NaN", "null", "undefined", "Invalid Date",
                                      "99999999999999999999999", "8640000000000001");
  const std::string text = "<!--" + header + "-->\n[题](https://a.example/)\n------\n\n文\n";
  const ArticleFile file = read_article_file(text);
  CHECK_FALSE(file.header);
  CHECK(file.title == "题");
  CHECK(file.body == "文");
  CHECK(warns_of(file, "the header is no date"));
}

TEST_CASE("a header may lie before 1970", "[formats]") {
  const std::string text = "<!---86400000-->\n[题](https://a.example/)\n------\n\n文\n";
  CHECK(read_article_file(text).header == Timestamp{-86'400'000});
}

TEST_CASE("a comment that is no header stays in the body", "[formats]") {
  const std::string text = "<!-- 1234 words -->\n<p>文</p>\n";
  const ArticleFile file = read_article_file(text);
  CHECK_FALSE(file.header);
  CHECK(file.body == "<!-- 1234 words -->\n<p>文</p>");
  CHECK(warns_of(file, "no title line"));
}

TEST_CASE("brackets and parentheses may stand in title and URL", "[formats]") {
  struct Case {
    std::string line, title, url;
  };
  const Case given = GENERATE(values<Case>({
      {"[[外电]消息[图]](https://a.example/1)", "[外电]消息[图]", "https://a.example/1"},
      {"[消息 (下)](https://a.example/1)", "消息 (下)", "https://a.example/1"},
      {"[看[这里](https://b.example/) 与他](https://a.example/1)",
       "看[这里](https://b.example/) 与他", "https://a.example/1"},
      {"[注[甲](乙) 丙](https://a.example/1)", "注[甲](乙) 丙", "https://a.example/1"},
      {"[港](https://w.example/港_(海))", "港", "https://w.example/港_(海)"},
      {"[港](https://a.example/?q=[x](y))", "港", "https://a.example/?q=[x](y)"},
      {"[港](/relative/1)", "港", "/relative/1"},
      {"[港](//a.example/1)", "港", "//a.example/1"},
      {"[港]()", "港", ""},
      {"[](https://a.example/1)", "", "https://a.example/1"},
      {"[](", "", ""},
      {"[港](https://a.example/%25E6%25B8%25AF?a=1&amp;b=2#c)", "港",
       "https://a.example/%25E6%25B8%25AF?a=1&amp;b=2#c"},
  }));
  const std::string text = with_title_line(given.line);
  const ArticleFile file = read_article_file(text);
  CHECK(file.title == given.title);
  CHECK(file.url == given.url);
  CHECK(file.header == kJune);
}

TEST_CASE("titles are decoded and cleaned", "[formats]") {
  struct Case {
    std::string raw, title;
  };
  const Case given = GENERATE(values<Case>({
      {"茶 &amp; 海", "茶 & 海"},
      {"&ldquo;a&rdquo; &#8220;b&#x201D;", "“a” “b”"},
      {"AT&T 与 Q&A; &copy 2020", "AT&T 与 Q&A; &copy 2020"},
      {"&amp;lt;只解一次&amp;gt;", "&lt;只解一次&gt;"},
      {"&#146;&#0;&#xD800;&#x110000;&#99999999999;", "’\ufffd\ufffd\ufffd\ufffd"},
      {"caf&eacute; &euro;5 &frac12;", "café €5 ½"},
      {"&#;&#x;&;&bogus;", "&#;&#x;&;&bogus;"},
      {"  两\u00a0 端\u3000", "两 端"},
      {"\x01控\x1b制\u200b符", "控制符"},
      {"Cafe\u0301", "Café"},
  }));
  const std::string text = with_title_line("[" + given.raw + "](https://a.example/)");
  CHECK(read_article_file(text).title == given.title);
}

TEST_CASE("a title may run over lines below a header", "[formats]") {
  const std::string text =
      "<!--1592762332000-->\n[上半\n\n下半](https://a.example/1)\n------\n\n文\n";
  const ArticleFile file = read_article_file(text);
  CHECK(file.title == "上半 下半");
  CHECK(file.url == "https://a.example/1");
  CHECK(file.body == "文");
}

TEST_CASE("a title line without a rule is read below a header only", "[formats]") {
  const std::string line = "[题](https://a.example/1)\n\n<p>文</p>\n";
  const std::string below = "<!--1592762332000-->\n" + line;
  const ArticleFile file = read_article_file(below);
  CHECK(file.title == "题");
  CHECK(file.body == "<p>文</p>");
  CHECK(warns_of(file, "no rule"));

  const ArticleFile alone = read_article_file(std::string_view(line));
  CHECK(alone.title.empty());
  CHECK(alone.body == "[题](https://a.example/1)\n\n<p>文</p>");
}

TEST_CASE("a body's own rules and links are left alone", "[formats]") {
  const std::string text = with_title_line("[题](https://a.example/)") +
                           "------\n[别处](https://b.example/)\n------\n\n后文\n";
  const ArticleFile file = read_article_file(text);
  CHECK(file.url == "https://a.example/");
  CHECK(file.body == "<p>正文</p>\n------\n[别处](https://b.example/)\n------\n\n后文");
}

TEST_CASE("the layout with a date line has no header", "[formats]") {
  const std::string colon = GENERATE("：", ":", "： ");
  const std::string text = "[题](https://a.example/)\n------\n日期" + colon +
                           "Sun, 21 Jun 2020 17:58:52 +0000\n\n<p>文</p>\n";
  const ArticleFile file = read_article_file(text);
  CHECK_FALSE(file.header);
  CHECK(file.date == kJune);
  CHECK_FALSE(file.date_from_front_matter);
  CHECK(file.body == "<p>文</p>");
  CHECK(file.warnings.empty());
}

TEST_CASE("an unreadable date line stays in the body", "[formats]") {
  const std::string text = "[题](https://a.example/)\n------\n日期：待定\n\n<p>文</p>\n";
  const ArticleFile file = read_article_file(text);
  CHECK_FALSE(file.date);
  CHECK(file.body == "日期：待定\n\n<p>文</p>");
  CHECK(warns_of(file, "unreadable date"));
}

TEST_CASE("front matter stands above the header and gives way to the title line", "[formats]") {
  const std::string text =
      "---\nlayout: post\ntitle: \"旧题\"\ndate: 2020-06-21T17:58:52.000Z\nauthor: 陈一苇\n"
      "from: https://a.example/old\nlang: zh-Hant\ntags: [ 茶, 海 ]\ncategories: [ 港口, 茶 "
      "]\n---\n"
      "<!--1592762332001-->\n[新题](https://a.example/new)\n------\n\n<p>文</p>\n";
  const ArticleFile file = read_article_file(text);
  CHECK(file.header == Timestamp{1'592'762'332'001});
  CHECK(file.date == kJune);
  CHECK(file.date_from_front_matter);
  CHECK(file.title == "新题");
  CHECK(file.url == "https://a.example/new");
  CHECK(file.authors == std::vector<std::string>{"陈一苇"});
  CHECK(file.tags == std::vector<std::string>{"港口", "茶", "海"});
  CHECK(file.language == "zh-Hant");
  CHECK(file.body == "<p>文</p>");
}

TEST_CASE("front matter alone gives title, URL and date", "[formats]") {
  struct Case {
    std::string date;
    std::int64_t ms;
  };
  const Case given = GENERATE(values<Case>({
      {"2020-05-16", 1'589'587'200'000},
      {"2020-10-08 11:19:58 +0000", 1'602'155'998'000},
      {"2020-10-08T11:19:58.000Z", 1'602'155'998'000},
      {"2020-10-08T12:19:58+01:00", 1'602'155'998'000},
      {"\"2020-10-08 11:19:58\"", 1'602'155'998'000},
  }));
  const std::string text = "---\ntitle: 茶 &amp; 海\ndate: " + given.date +
                           "\nurl: https://a.example/1\n---\n\n[页首](x)\n<p>文</p>\n";
  const ArticleFile file = read_article_file(text);
  CHECK(file.title == "茶 & 海");
  CHECK(file.url == "https://a.example/1");
  CHECK(file.date == Timestamp{given.ms});
  CHECK(file.body == "[页首](x)\n<p>文</p>");
  CHECK(peek_date(text) == Timestamp{given.ms});
}

TEST_CASE("an empty title line leaves the front matter's title and URL", "[formats]") {
  const std::string text =
      "---\ntitle: 题\nfrom: https://a.example/1\ndate: someday\n---\n[]()\n------\n\n文\n";
  const ArticleFile file = read_article_file(text);
  CHECK(file.title == "题");
  CHECK(file.url == "https://a.example/1");
  CHECK_FALSE(file.date);
  CHECK_FALSE(file.date_from_front_matter);
  CHECK(warns_of(file, "unreadable date: someday"));
}

TEST_CASE("CRLF, a byte order mark and empty lines above do not matter", "[formats]") {
  const std::string text =
      "\ufeff\r\n\r\n<!--1592762332000-->\r\n[题](https://a.example/)\r\n------\r\n\r\n<p>文</"
      "p>\r\n";
  const ArticleFile file = read_article_file(text);
  CHECK(file.header == kJune);
  CHECK(file.title == "题");
  CHECK(file.url == "https://a.example/");
  CHECK(file.body == "<p>文</p>");
}

TEST_CASE("empty input and prose give an empty article", "[formats]") {
  CHECK(read_article_file(std::string_view()).body.empty());
  const std::string prose = "明天去码头。\n带上伞。\n";
  const ArticleFile file = read_article_file(prose);
  CHECK(file.title.empty());
  CHECK(file.url.empty());
  CHECK(file.body == "明天去码头。\n带上伞。");
  CHECK(file.warnings.size() == 3);
}

TEST_CASE("the date is seen in a file's first bytes", "[formats]") {
  const std::string header = with_title_line("[题](https://a.example/)");
  CHECK(peek_date(header) == kJune);
  CHECK(peek_date(std::string_view(header).substr(0, 40)) == kJune);
  CHECK_FALSE(peek_date(std::string_view(header).substr(0, 12)));
  CHECK_FALSE(peek_date(""));

  const std::string line =
      "[题](https://a.example/)\n------\n日期：Sun, 21 Jun 2020 17:58:52 GMT\n\n文";
  CHECK(peek_date(line) == kJune);
  CHECK_FALSE(peek_date(std::string_view(line).substr(0, line.find("17:58") + 2)));

  const std::string front = "---\ndate: 2020-06-21T17:58:52Z\ntitle: 很长的题";
  CHECK(peek_date(front) == kJune);
  const std::string nan = front + "\n---\n<!--NaN-->\n[题](https://a.example/)\n------\n\n文";
  CHECK(peek_date(nan) == kJune);
  const std::string both = front + "\n---\n<!--5-->\n[题](https://a.example/)\n------\n\n文";
  CHECK(peek_date(both) == Timestamp{5});
}

TEST_CASE("what is written in the seed's layout is read back", "[formats]") {
  const std::string body =
      GENERATE("<p>文</p>", "", "一\n\n------\n二", "\n前", "<pre>a\n\n</pre>");
  const std::string title = GENERATE("题", "[a](b) c", "", "A&B", "&lt;b&gt; &amp; c");
  const auto header = GENERATE(std::optional<Timestamp>(), std::optional(Timestamp{0}),
                               std::optional(Timestamp{-1}), std::optional(kJune));
  const std::string text = write_article_file(header, title, "https://a.example/(1)", body);
  const ArticleFile file = read_article_file(text);
  CHECK(file.header == header);
  CHECK(file.title == title);
  CHECK(file.url == "https://a.example/(1)");
  CHECK(file.body == body);
}

TEST_CASE("an absent header is written as NaN", "[formats]") {
  CHECK(write_article_file(std::nullopt, "题", "https://a.example/", "<p>文</p>") ==
        "<!--NaN-->\n[题](https://a.example/)\n------\n\n<p>文</p>\n");
}
