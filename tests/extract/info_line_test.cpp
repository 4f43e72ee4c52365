#include "extract/info_line.h"

#include <catch2/catch.hpp>

#include "jianbao/extract/extractor.h"
#include "jianbao/text/date.h"

namespace {

std::string shown(const std::optional<jianbao::Timestamp>& at, std::optional<int> offset) {
  return at ? jianbao::text::to_rfc3339(*at, offset.value_or(0)) : "none";
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : "|") + name;
  return out;
}

struct Row {
  const char* body;
  const char* published;
  const char* updated;
  const char* authors;
};

void check(const Row& row) {
  CAPTURE(row.body);
  jianbao::extract::Extractor extractor;
  const auto page = extractor.page("<html><body><h1>江城大桥提前开放</h1>" + std::string(row.body) +
                                       "<p>正文。</p></body></html>",
                                   "https://news.example/a");
  CHECK(shown(page.published, page.published_offset) == row.published);
  CHECK(shown(page.updated, page.updated_offset) == row.updated);
  CHECK(joined(page.authors) == row.authors);
}

}  // namespace

TEST_CASE("the line below a Chinese title tells date and author", "[extract]") {
  const char* const published = "2024-05-15T08:48:00Z";
  for (const Row& row : {
           Row{"<div>时间：2024-05-15 08:48　来源：江城网　作者：王小明</div>", published, "none",
               "王小明"},
           Row{"<div>時間：2024-05-15 08:48　來源：江城網　記者：王小明　編輯：李華</div>",
               published, "none", "王小明"},
           Row{"<p><span>时间：2024-05-15 08:48</span><span>来源：<a>江城网</a></span>"
               "<span>作者：王小明</span></p>",
               published, "none", "王小明"},
           Row{"<div>2024年05月15日08:48 | 来源：江城网－江城日报 | 作者：王小明 李华 | 责编：赵六 "
               "| "
               "字号 小 中 大</div>",
               published, "none", "王小明|李华"},
           Row{"<div>来源：江城社 作者：王小明</div>", "none", "none", "王小明"},
           Row{"<div>来源：江城社</div>", "none", "none", ""},
       }) {
    check(row);
  }
}

TEST_CASE("when a page was changed is when it was published only if it says nothing else",
          "[extract]") {
  const char* const published = "2024-05-15T08:48:00Z";
  const char* const updated = "2024-05-16T09:00:00Z";
  for (const Row& row : {
           Row{"<div>更新时间：2024-05-16 09:00</div>", updated, updated, ""},
           Row{"<div class=date>更新时间：2024-05-16 09:00</div>", updated, updated, ""},
           Row{"<div>发布时间：2024-05-15 08:48　更新时间：2024-05-16 09:00</div>", published,
               updated, ""},
           Row{"<div><b>發布時間：</b><b>2024-05-15 08:48</b><b>更新時間：</b><b>2024-05-16 "
               "09:00</b></div>",
               published, updated, ""},
           Row{"<p>2024/05/15 08:48（2024/05/16 09:00 更新）</p>", published, updated, ""},
           Row{"<p>2024/5/15 08:48（5/16 09:00 更新）</p>", published, updated, ""},
           Row{"<div><span>2024/5/15 08:48</span><span>（5/16 09:00 更新）</span></div>", published,
               updated, ""},
           Row{"<p>2024年5月15日 08:48　更新时间：5月16日 09:00</p>", published, updated, ""},
           Row{"<p><span>发表时间：2024-05-15 08:48</span><span>更改时间：2024-05-16 "
               "09:00</span></p>",
               published, updated, ""},
           Row{"<p>2024/5/15 08:48（3/1 09:00 更新）</p>", published, "none", ""},
           Row{"<p>2024/12/31 23:48（1/1 09:00 更新）</p>", "2024-12-31T23:48:00Z",
               "2025-01-01T09:00:00Z", ""},
           Row{"<time datetime=2024-05-15T23:48:00+08:00>x</time><p>5/16 00:10 更新</p>",
               "2024-05-15T23:48:00+08:00", "2024-05-16T00:10:00+08:00", ""},
           Row{"<p>입력 2024.05.15 08:48 수정 2024.05.16 09:00</p>", published, updated, ""},
           Row{"<p>Published 15 May 2024 at 08:48 BST, updated 16 May 2024 at 10:05 BST</p>",
               "2024-05-15T08:48:00+01:00", "2024-05-16T10:05:00+01:00", ""},
           Row{"<p>Published 15 May 2024 at 08:48 BST, updated today</p>",
               "2024-05-15T08:48:00+01:00", "none", ""},
           Row{"<p>Updated May 16, 2024 9:00 am, first published May 15, 2024 8:48 am</p>",
               published, updated, ""},
           Row{"<p>Published <time datetime=2024-05-15T08:48Z>then</time> Updated <time "
               "datetime=2024-05-16T09:00Z>now</time></p>",
               published, updated, ""},
           Row{"<p>Publié le 15 mai 2024 à 08h48 - Mis à jour le 16 mai 2024 à 09h00</p>",
               published, updated, ""},
           Row{"<p>Veröffentlicht am 15.05.2024, 8:48 Uhr, zuletzt aktualisiert am 16.05.2024, "
               "9:00 "
               "Uhr</p>",
               published, updated, ""},
       }) {
    check(row);
  }
}

TEST_CASE("a sentence of some length is no line about the article", "[extract]") {
  check(
      {"<p>The bridge, which the city planned to open on 15 May 2024, was updated with lights in "
       "every colour.</p>",
       "none", "none", ""});
}
