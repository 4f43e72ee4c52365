#include <catch2/catch.hpp>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "cli/sandbox.h"
#include "jianbao/text/width.h"
#include "support/gzip.h"
#include "support/site_server.h"

using jianbao::test::gzipped;
using jianbao::test::lines;
using jianbao::test::news_page;
using jianbao::test::parse_json;
using jianbao::test::Sandbox;

namespace {

const std::string kOpening = "第一段说明了发生的事情，时间，地点，还有人物。";

}  // namespace

TEST_CASE("extract prints one JSON object with the contract's members", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("page.html", news_page("一条新闻", kOpening));
  const auto result =
      jianbao({"extract", "--format", "json", "--url", "https://news.example/1", "page.html"});
  CHECK(result.status == 0);
  CHECK(result.err.empty());
  const auto page = parse_json(result.out);
  CHECK(page.at("title") == "一条新闻");
  CHECK(page.at("url") == "https://news.example/1");
  CHECK(page.at("language").is_string());
  CHECK(page.at("author").is_array());
  CHECK(page.at("published").is_null());
  CHECK(page.at("updated").is_null());
  CHECK(page.at("text").get<std::string>().find(kOpening) != std::string::npos);
  CHECK_FALSE(page.contains("file"));
}

TEST_CASE("extract reads standard input, and bytes of another charset", "[cli]") {
  Sandbox jianbao;
  // "中文" in GB18030 within an otherwise ASCII page that says so.
  std::string page = "<html><head><meta charset=\"gb2312\"><title>\xd6\xd0\xce\xc4</title></head>";
  page += "<body><p>\xd6\xd0\xce\xc4</p></body></html>";
  jianbao.options.input = page;
  const auto result = jianbao({"extract", "-"});
  CHECK(result.status == 0);
  CHECK(parse_json(result.out).at("title") == "中文");
}

TEST_CASE("extract prints one line a file and goes on after a bad one", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("1.html", news_page("甲", kOpening));
  jianbao.write("3.html", news_page("丙", kOpening));
  const auto result = jianbao({"extract", "--format", "jsonl", "1.html", "2.html", "3.html"});
  CHECK(result.status == 3);
  CHECK(result.err == "jianbao: 2.html: no such file\n");
  const auto printed = lines(result.out);
  REQUIRE(printed.size() == 2);
  CHECK(parse_json(printed[0]).at("file") == "1.html");
  CHECK(parse_json(printed[1]).at("file") == "3.html");
  CHECK(parse_json(printed[1]).at("title") == "丙");
}

TEST_CASE("extract says 4 where no page could be read", "[cli]") {
  const Sandbox jianbao;
  const auto result = jianbao({"extract", "none.html", "."});
  CHECK(result.status == 4);
  CHECK(result.out.empty());
  CHECK(result.err ==
        "jianbao: none.html: no such file\n"
        "jianbao: .: holds no page (a file whose name ends in .html)\n");
}

TEST_CASE("extract refuses what is too large by name", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("big.html", std::string((15U << 20U) + 1, 'x'));
  const auto result = jianbao({"extract", "big.html"});
  CHECK(result.status == 4);
  CHECK(result.err == "jianbao: big.html: larger than 15728640 bytes\n");
}

TEST_CASE("extract unpacks pages that gzip packed", "[cli][extract]") {
  Sandbox jianbao;
  const std::string packed = gzipped(news_page("一条新闻", kOpening));
  jianbao.write("crawl/1.html.gz", packed);
  jianbao.write("crawl/2.HTM.GZ", packed);
  jianbao.write("crawl/3.txt.gz", packed);
  const auto folder = jianbao({"extract", "crawl"});
  CHECK(folder.status == 0);
  REQUIRE(lines(folder.out).size() == 2);
  for (const auto& line : lines(folder.out)) CHECK(parse_json(line).at("title") == "一条新闻");
  CHECK(parse_json(jianbao({"extract", "crawl/3.txt.gz"}).out).at("title") == "一条新闻");
  jianbao.options.input = packed;
  CHECK(parse_json(jianbao({"extract", "-"}).out).at("title") == "一条新闻");
}

TEST_CASE("extract refuses what gzip cannot unpack, or not in the limits", "[cli][extract]") {
  Sandbox jianbao;
  jianbao.write("cut.html.gz", gzipped(news_page("甲", kOpening)).substr(0, 60));
  jianbao.write("bomb.html.gz", gzipped("<p>" + std::string(100'000'000, 'x')));
  jianbao.write("twice.html.gz", gzipped(gzipped("<p>x")));
  const auto result = jianbao({"extract", "cut.html.gz", "bomb.html.gz", "twice.html.gz"});
  CHECK(result.status == 4);
  CHECK(result.out.empty());
  CHECK(result.err ==
        "jianbao: cut.html.gz: a gzip file that was cut off; get it again\n"
        "jianbao: bomb.html.gz: unpacks to more than the limit of 15 MiB; split it, or leave it "
        "out\n"
        "jianbao: twice.html.gz: is no web page but packed by gzip; unpack it first\n");
  jianbao.options.input = gzipped("<p>x").substr(0, 15);
  CHECK(jianbao({"extract", "-"}).err ==
        "jianbao: standard input: a gzip file that was cut off; get it again\n");
}

TEST_CASE("extract refuses what is no text in one line", "[cli][extract]") {
  using namespace std::string_literals;
  Sandbox jianbao;
  jianbao.write("a.pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
  jianbao.write("b.jpg", "\xff\xd8\xff\xe0\0\x10JFIF"s);
  jianbao.write("c.html.zst", "\x28\xb5\x2f\xfd\x04\0"s);
  jianbao.write("d.bin", std::string(5000, '\0'));
  const auto result = jianbao({"extract", "a.pdf", "b.jpg", "c.html.zst", "d.bin"});
  CHECK(result.status == 4);
  CHECK(result.out.empty());
  CHECK(result.err ==
        "jianbao: a.pdf: is no web page but a PDF document\n"
        "jianbao: b.jpg: is no web page but a JPEG picture\n"
        "jianbao: c.html.zst: is no web page but packed by zstd; unpack it first\n"
        "jianbao: d.bin: is no web page but binary data\n");
  jianbao.options.input = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s;
  CHECK(jianbao({"extract", "-"}).err ==
        "jianbao: standard input: is no web page but a PNG picture\n");
}

TEST_CASE("extract survives deep nesting and says so", "[cli]") {
  const Sandbox jianbao;
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  jianbao.write("deep.html", deep);
  const auto result = jianbao({"extract", "deep.html"});
  CHECK(result.status == 4);
  CHECK(lines(result.err).size() == 1);
  CHECK(result.err.starts_with("jianbao: deep.html: "));
}

TEST_CASE("extract as text is title and text", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("page.html", news_page("一条新闻", kOpening));
  const auto result = jianbao({"extract", "--format", "text", "page.html"});
  CHECK(result.status == 0);
  CHECK(result.out.starts_with("一条新闻\n\n"));
  CHECK(result.out.find(kOpening + "\n") != std::string::npos);
}

TEST_CASE("extract names a feed and who reads it", "[cli][extract]") {
  Sandbox jianbao;
  const std::string item = "<item><title>甲</title><link>https://news.example/1</link></item>";
  const std::string rss = "<rss version='2.0'><channel>" + item + "</channel></rss>";
  jianbao.write("feed.xml", "<?xml version='1.0'?>\n" + rss);
  jianbao.write("cut.html.gz", gzipped("<rss version='2.0'><channel>" + item + "<item><ti"));
  jianbao.write("feed.json",
                R"({"version":"https://jsonfeed.org/version/1.1","title":"报","items":[]})");
  jianbao.write("page.html", news_page("一条新闻", kOpening));
  const std::string words = ": is no web page but a feed; `jianbao parse-feed` reads it\n";
  const auto several = jianbao({"extract", "feed.xml", "cut.html.gz", "feed.json", "page.html"});
  CHECK(several.status == 3);
  CHECK(lines(several.out).size() == 1);
  CHECK(several.err == "jianbao: feed.xml" + words + "jianbao: cut.html.gz" + words +
                           "jianbao: feed.json" + words);
  jianbao.options.input = rss;
  const auto alone = jianbao({"extract", "-"});
  CHECK(alone.status == 4);
  CHECK(alone.out.empty());
  CHECK(alone.err == "jianbao: standard input" + words);
}

TEST_CASE("extract names OPML and sitemaps, which lead to pages", "[cli][extract]") {
  const Sandbox jianbao;
  jianbao.write("feeds.opml",
                "<opml version='2.0'><body><outline text='报' type='rss' "
                "xmlUrl='https://news.example/rss'/></body></opml>");
  jianbao.write("map.xml",
                "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                "<url><loc>https://news.example/1</loc></url></urlset>");
  jianbao.write("index.xml",
                "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap>"
                "<loc>https://news.example/map.xml</loc></sitemap></sitemapindex>");
  const auto result = jianbao({"extract", "feeds.opml", "map.xml", "index.xml"});
  CHECK(result.status == 4);
  CHECK(result.out.empty());
  const std::string words = ": is no web page but ";
  CHECK(result.err == "jianbao: feeds.opml" + words +
                          "an OPML list of feeds; `jianbao feed import FILE` subscribes to them\n"
                          "jianbao: map.xml" +
                          words + "a sitemap without news\njianbao: index.xml" + words +
                          "a sitemap index; it lists https://news.example/map.xml\n");
}

TEST_CASE("extract takes XHTML behind a long comment for a page", "[cli][extract]") {
  const Sandbox jianbao;
  jianbao.write("page.xhtml", "<?xml version='1.0'?><!--" + std::string(5000, '-') + ">-->" +
                                  news_page("一条新闻", kOpening));
  const auto result = jianbao({"extract", "page.xhtml"});
  CHECK(result.status == 0);
  CHECK(parse_json(result.out).at("title") == "一条新闻");
}

TEST_CASE("extract tells with -v where a page has no text", "[cli][extract]") {
  const Sandbox jianbao;
  jianbao.write("empty.html", "");
  jianbao.write("page.html", news_page("一条新闻", kOpening));
  const auto quiet = jianbao({"extract", "empty.html", "page.html"});
  CHECK(quiet.status == 0);
  CHECK(quiet.err.empty());
  const auto told = jianbao({"-v", "extract", "empty.html", "page.html"});
  CHECK(told.status == 0);
  CHECK(told.err == "empty.html: no text was found\n");
  CHECK(told.out == quiet.out);
}

TEST_CASE("extract refuses one object for many files", "[cli]") {
  const Sandbox jianbao;
  CHECK(jianbao({"extract", "--format", "json", "a", "b"}).status == 2);
  CHECK(jianbao({"extract", "--url", "https://a.example/", "a", "b"}).status == 2);
}

TEST_CASE("extract gives an answer for an empty file", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("empty.html", "");
  const auto result = jianbao({"extract", "empty.html"});
  CHECK(result.status == 0);
  CHECK(parse_json(result.out).at("text") == "");
}

TEST_CASE("extract reads folders in the order of names, whatever the number of threads", "[cli]") {
  const Sandbox jianbao;
  for (int i = 100; i < 160; ++i) {
    jianbao.write("crawl/" + std::to_string(i) + ".html",
                  news_page("第" + std::to_string(i), kOpening));
  }
  jianbao.write("crawl/.hidden.html", news_page("隐", kOpening));
  jianbao.write("crawl/readme.txt", "no page");
  const auto result = jianbao({"extract", "--jobs", "4", "crawl"});
  CHECK(result.status == 0);
  CHECK(result.err.empty());
  const auto printed = lines(result.out);
  REQUIRE(printed.size() == 60);
  for (std::size_t i = 0; i < printed.size(); ++i) {
    CHECK(parse_json(printed[i]).at("title") == "第" + std::to_string(100 + i));
  }
  CHECK(jianbao({"extract", "--format", "json", "crawl"}).status == 2);
}

TEST_CASE("extract and reextract work on --jobs things at one time", "[cli][extract]") {
  const Sandbox jianbao;
  jianbao.write("page.html", news_page("甲", kOpening));
  for (const auto* option : {"--jobs", "--threads"}) {
    CHECK(jianbao({"extract", option, "1", "page.html"}).status == 0);
    const auto result = jianbao({"extract", option, "1000", "page.html"});
    CHECK(result.status == 2);
    CHECK(result.err.find("--jobs: \"1000\" is no number from 0 ") != std::string::npos);
  }
  CHECK(jianbao({"reextract", "--jobs", "x"}).err.find("--jobs: \"x\"") != std::string::npos);
}

TEST_CASE("extract prints dates in the page's own zone and says where it is unknown", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("a.html", "<time datetime='2024-05-15T08:48:57+08:00'>x</time><p>x</p>");
  jianbao.write("b.html", "<time datetime='2024-05-15 08:48:57'>x</time><p>x</p>");
  const auto zoned = parse_json(jianbao({"extract", "a.html"}).out);
  CHECK(zoned.at("published") == "2024-05-15T08:48:57+08:00");
  CHECK(zoned.at("published_zone") == "+08:00");
  const auto unzoned = parse_json(jianbao({"extract", "b.html"}).out);
  CHECK(unzoned.at("published") == "2024-05-15T08:48:57Z");
  CHECK(unzoned.at("published_zone") == "unknown");
}

TEST_CASE("extract --explain says on stderr where each field was read", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("page.html", news_page("一条新闻", kOpening));
  const auto result = jianbao({"extract", "--explain", "page.html"});
  CHECK(result.status == 0);
  CHECK(parse_json(result.out).at("title") == "一条新闻");
  CHECK(result.err.find("site rule: none for this site\n") != std::string::npos);
  CHECK(result.err.find("  title <- ") != std::string::npos);
  CHECK(result.err.find("  read as UTF-8\n") != std::string::npos);
}

TEST_CASE("extract --explain shows how the text of each candidate begins", "[cli][extract]") {
  const Sandbox jianbao;
  const std::string story = "<p>一\x1b[31m二。</p><p>" + kOpening + kOpening + kOpening + "</p>";
  jianbao.write("page.html", "<div id=side><p>别处，的，<b>另</b>一条，新闻。</p></div><article>" +
                                 story + "</article>");
  jianbao.write("rules/news.toml", "hosts = \"news.example\"\ncontent = [\"article\"]\n");
  const auto shown_lines = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"extract", "--explain", "--sites", "rules"});
    std::vector<std::string> found;
    for (const auto& line : lines(jianbao(more).err)) {
      if (line.starts_with("  text from ") || line.starts_with("  not from "))
        found.push_back(line);
      CHECK(jianbao::text::columns(line) <= 80);
    }
    return found;
  };
  const auto weighed = shown_lines({"page.html"});
  REQUIRE(weighed.size() == 2);
  CHECK(weighed[0].find(" body > article: 一[31m二。") != std::string::npos);
  CHECK(weighed[1].ends_with(" body > div#side: 别处，的，另一条，新闻。"));
  const auto by_rule = shown_lines({"--url", "https://news.example/1", "page.html"});
  REQUIRE(by_rule.size() == 1);
  CHECK(by_rule[0].starts_with("  text from 1.00 article: 一[31m二。 第一段说明了"));
  CHECK(by_rule[0].ends_with("…"));
}

TEST_CASE("extract goes by the user's own site rules", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("page.html", "<p class=a>" + kOpening + "</p><p class=b>只有这句。</p>");
  jianbao.write("rules/news.toml", "hosts = \"news.example\"\ncontent = [\".b\"]\n");
  const std::vector<std::string> command = {
      "extract", "--format", "text", "--url", "https://www.news.example/1", "page.html"};
  auto with = command;
  with.insert(with.end(), {"--sites", "rules"});
  CHECK(jianbao(with).out == "只有这句。\n");
  with.emplace_back("--no-site-rules");
  CHECK(jianbao(with).out.find(kOpening) != std::string::npos);
}

TEST_CASE("mistakes in site rules are named with file and line", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("page.html", news_page("甲", kOpening));
  const auto fails = [&](const std::string& rule, const std::string& message) {
    jianbao.write("rules/bad.toml", rule);
    const auto result = jianbao({"extract", "--sites", "rules", "page.html"});
    CHECK(result.status == 4);
    CHECK(result.out.empty());
    CHECK(result.err.find("jianbao: rules/bad.toml:" + message) == 0);
  };
  fails("hosts = [\n", "1: ");
  fails("content = [\".a\"]\n", "1: names no host");
  fails("hosts = \"a.example\"\ncontent = 7\n", "2: content takes a text or a list of texts");
  fails("hosts = \"a.example\"\n\nremove = [\"p:hover\"]\n", "3: remove: \"p:hover\": ");
  fails("hosts = \"a.example\"\nconten = \"p\"\n",
        "2: a site rule has no \"conten\"; did you mean content?");
  fails("hosts = \"a.example\"\nzone = \"Mars\"\n", "2: zone is no distance from UTC");
  CHECK(jianbao({"extract", "--sites", "none", "page.html"}).status == 4);
}

namespace {

const std::string kRichPage =
    "<html lang=zh><head><title>一条*新闻*</title><meta name=author content='王<b>'>"
    "<meta property='article:published_time' content='2024-05-15T08:00:00+08:00'>"
    "<link rel=canonical href='https://news.example/1_2'></head><body><article><p>" +
    kOpening +
    "</p><script>x</script><p>第二段说明了，这件事，<em>为什么</em>，这么长。</p></"
    "article></body>";

}  // namespace

TEST_CASE("extract as Markdown is title, facts and body", "[cli][extract]") {
  const Sandbox jianbao;
  jianbao.write("page.html", kRichPage);
  const auto result = jianbao({"extract", "--format", "markdown", "page.html"});
  CHECK(result.status == 0);
  CHECK(result.out ==
        "# 一条\\*新闻\\*\n\n"
        "王 · 2024-05-15 · [https://news.example/1_2](https://news.example/1_2)\n\n" +
            kOpening + "\n\n第二段说明了，这件事，*为什么*，这么长。\n");
  const auto both = jianbao({"extract", "--format", "markdown", "page.html", "page.html"});
  CHECK(both.out == result.out + "\n---\n\n" + result.out);
}

TEST_CASE("extract as HTML is one document with an article for each page", "[cli][extract]") {
  const Sandbox jianbao;
  jianbao.write("page.html", kRichPage);
  const std::string article =
      "<article lang=\"zh\">\n<h1>一条*新闻*</h1>\n<p>王 · <time "
      "datetime=\"2024-05-15T08:00:00+08:00\">2024-05-15</time> · <a "
      "href=\"https://news.example/1_2\">https://news.example/1_2</a></p>\n<p>" +
      kOpening + "</p>\n<p>第二段说明了，这件事，<em>为什么</em>，这么长。</p>\n</article>\n";
  const std::string head = "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>";
  const auto one = jianbao({"extract", "--format", "html", "page.html"});
  CHECK(one.status == 0);
  CHECK(one.out == head + "一条*新闻*</title>\n" + article);
  const auto two = jianbao({"extract", "--format", "html", "page.html", "page.html"});
  CHECK(two.out == head + "jianbao</title>\n" + article + article);
}

TEST_CASE("extract asks as many hosts at one time as --jobs allows", "[cli][extract]") {
  constexpr std::size_t kHosts = 12;
  std::mutex mutex;
  std::condition_variable all_here;
  std::size_t here = 0;
  jianbao::test::SiteServer server([&](const std::string&) {
    std::unique_lock lock(mutex);
    ++here;
    all_here.notify_all();
    all_here.wait_for(lock, std::chrono::seconds(10), [&] { return here == kHosts; });
    return jianbao::test::ok(kRichPage, "Content-Type: text/html\r\n");
  });
  std::vector<std::string> words{"extract", "--jobs", std::to_string(kHosts)};
  for (std::size_t i = 1; i <= kHosts; ++i) words.push_back(server.url(static_cast<int>(i)));
  CHECK(Sandbox()(words).status == 0);
  CHECK(server.most_at_once() == kHosts);
}
