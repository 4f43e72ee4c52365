// Pages that end anywhere: transfers break off, disks fill up, crawlers cap what they keep.

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "jianbao/core/error.h"
#include "jianbao/extract/extractor.h"
#include "jianbao/formats/gzip.h"
#include "jianbao/text/charset.h"
#include "jianbao/text/unicode.h"
#include "support/fixture.h"

namespace test = jianbao::test;
namespace text = jianbao::text;
using jianbao::extract::BodyMarkup;
using jianbao::extract::Extractor;
using jianbao::extract::MarkupFormat;
using std::chrono::steady_clock;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPages = 10;
constexpr std::chrono::seconds kBound{2};

const std::string kOwnPage =
    "<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"CHARSET\"><title>渡口停航 - 江城日报"
    "</title><meta property=\"og:title\" content=\"渡口&amp;停航\"><script "
    "type=\"application/ld+json"
    "\">{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"渡口停航\","
    "\"author\":[{\"name\":\"王一\"}],\"datePublished\":\"2024-05-15T08:48:57+08:00\"}</script>"
    "<style>p{color:red}</style></head><body class='home'><nav><ul><li><a href=/>首页</a><li>"
    "<a href=/n>新闻</a></ul></nav><article><h1>渡口停航</h1><p class=byline>记者 王一 <time "
    "datetime=2024-05-15>5月15日</time></p><figure><img src='a.jpg' alt='渡口'><figcaption>浓雾中的"
    "渡口</figcaption></figure><p>摆渡船今天在浓雾里停了一天，乘客在岸边等候，<b>最长的<i>等</b>了"
    "</i>六个小时。</p><blockquote>“没有人知道。”</blockquote><table><tr><th>班次<th>时间<tr><td>一"
    "<td>八点</table><pre>a &lt; b\n\tc</pre><ol><li>甲<li>乙</ol><p>明天，如果雾散去，渡口将照常"
    "开放，票价不变。&nbsp;&#x4e2d;&hellip;</p></article><svg><path d='M0 "
    "0'/><title>t</title></svg>"
    "<!-- 注释 --><footer>© 江城日报</footer></body></html>\n";

/// All of it holds what the type promises, and it took no longer than a reader would wait.
void check_sound(Extractor& extractor, std::string_view bytes) {
  const auto begin = steady_clock::now();
  const text::Decoded html = text::decode(bytes);
  if (!text::is_valid_utf8(html.utf8)) FAIL("decoded to what is no UTF-8");
  BodyMarkup body;
  body.format = bytes.size() % 2 == 0 ? MarkupFormat::kMarkdown : MarkupFormat::kHtml;
  try {
    const auto page = extractor.page(html.utf8, "https://news.example/1", nullptr, &body);
    const std::string_view parts[] = {page.text, page.title, page.url, body.text};
    for (const std::string_view part : parts) {
      if (!text::is_valid_utf8(part)) FAIL("not UTF-8: " << part);
    }
  } catch (const jianbao::Error& error) {
    FAIL("refused: " << error.what());
  }
  if (steady_clock::now() - begin > kBound) FAIL("took more than two seconds");
}

void check_prefixes(Extractor& extractor, std::string_view page, std::size_t step) {
  for (std::size_t size = 0; size <= page.size(); size += step) {
    CAPTURE(size);
    check_sound(extractor, page.substr(0, size));
  }
  check_sound(extractor, page);
}

/// The smallest of the web at large that are more than a few lines; none if the suite is not here.
std::vector<std::string> real_pages() {
  constexpr std::uintmax_t kFewLines = 2500;  // packed
  std::vector<fs::path> files;
  const auto shared = test::shared_input();
  std::error_code missing;
  if (shared) {
    const fs::path folder = *shared / "suites/dev/extract_b_segments/pages";
    for (fs::directory_iterator at(folder, missing), end; !missing && at != end; ++at) {
      if (at->path().extension() == ".gz" && at->file_size() > kFewLines)
        files.push_back(at->path());
    }
  }
  std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
    return std::pair(fs::file_size(a), a) < std::pair(fs::file_size(b), b);
  });
  files.resize(std::min(files.size(), kPages));
  std::vector<std::string> pages;
  for (const fs::path& file : files) {
    constexpr std::size_t kMost = std::size_t{15} << 20U;
    pages.push_back(jianbao::formats::gunzip(test::read_file(file), kMost, file.string()));
  }
  return pages;
}

}  // namespace

TEST_CASE("a page cut at any byte is read, in any charset", "[extract][robust]") {
  Extractor extractor;
  std::string utf16 = "\xff\xfe";
  for (std::size_t at = 0; at < kOwnPage.size();) {
    const char32_t c = text::next_code_point(kOwnPage, at);
    utf16 += static_cast<char>(c & 0xffU);
    utf16 += static_cast<char>(c >> 8U);
  }
  std::string labelled = kOwnPage;
  labelled.replace(labelled.find("CHARSET"), 7, "utf-8");
  check_prefixes(extractor, labelled, 1);
  check_prefixes(extractor, utf16, 3);
  labelled.replace(labelled.find("\"utf-8\""), 7, "\"gbk\"");  // which it is not
  check_prefixes(extractor, labelled, 5);
}

TEST_CASE("real pages cut anywhere are read", "[extract][robust]") {
  const std::vector<std::string> pages = real_pages();
  if (pages.size() < kPages) {
    test::skip("the suite of web pages is not here; set JIANBAO_SHARED");
    return;
  }
  // Each of their 130,000 prefixes with JIANBAO_THOROUGH=1 in the environment.
  const std::size_t step = std::getenv("JIANBAO_THOROUGH") != nullptr ? 1 : 997;
  Extractor extractor;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    CAPTURE(i);
    check_prefixes(extractor, pages[i], step);
  }
}
