#include <catch2/catch.hpp>
#include <string>

#include "jianbao/extract/extractor.h"
#include "jianbao/text/date.h"
#include "support/fixture.h"

namespace test = jianbao::test;
using jianbao::Timestamp;
using jianbao::extract::Body;
using jianbao::extract::Extractor;

namespace {

const std::string kDate = "<div><i>Mon, 03 Jun 2024 09:30:00 GMT</i></div>";
const std::string kImage =
    "<img src=\"https://images.weserv.nl?url=img.example/2024/lead.jpg\" width=\"100%\">";
const std::string kCaption = "<div><small style=\"color: #999;\">港口的&nbsp;起重机</small></div>";

Body read(const std::string& html) {
  Extractor extractor;
  return extractor.body(html, "https://news.example/a/1.html");
}

std::string published(const Body& body) {
  return body.published ? jianbao::text::to_rfc3339(*body.published) : std::string{};
}

}  // namespace

TEST_CASE("the family's date, image, caption and dateline are set apart", "[extract]") {
  const Body body = read(kDate + kImage + kCaption + "东京 — <p>第一段。</p><p>第二段。</p>");
  CHECK(published(body) == "2024-06-03T09:30:00Z");
  CHECK(body.image_url == "https://img.example/2024/lead.jpg");
  CHECK(body.image_caption == "港口的 起重机");
  CHECK(body.dateline == "东京");
  CHECK(body.text == "第一段。\n\n第二段。");
}

TEST_CASE("each part of the family's lead may be missing", "[extract]") {
  CHECK(read(kDate + "<p>文。</p>").text == "文。");
  CHECK(read(kDate + kImage + "<p>文。</p>").image_caption.empty());
  CHECK(read(kDate + kImage + kCaption + "<p>文。</p>").dateline.empty());
  CHECK(read(kDate + kCaption + "<p>文。</p>").text == "港口的 起重机\n\n文。");
  CHECK(read(kDate).text.empty());
  CHECK(published(read("\n " + kDate + "\n<p>文。</p>")) == "2024-06-03T09:30:00Z");
}

TEST_CASE("a dateline can begin the first paragraph", "[extract]") {
  const Body body = read(kDate + "<p>台北/香港 ——&nbsp;记者报道。</p>");
  CHECK(body.dateline == "台北/香港");
  CHECK(body.text == "记者报道。");
  CHECK(read(kDate + "<p>WASHINGTON – Officials said.</p>").dateline == "WASHINGTON");
  CHECK(read(kDate + "柏林 ── <p>文。</p>").dateline == "柏林");
  CHECK(read(kDate + "华沙 —").text.empty());
}

TEST_CASE("what is no dateline stays in the text", "[extract]") {
  for (const std::string text :
       {"他说，这是第一次 — 也是最后一次。", "一二三四五六七八九十甲乙 — 太长", "华盛顿—没有空格",
        "华盛顿 —没有空格", "— 没有地名", "没有横线"}) {
    CAPTURE(text);
    const Body body = read(kDate + "<p>" + text + "</p>");
    CHECK(body.dateline.empty());
    CHECK(body.text == text);
  }
  CHECK(read(kDate + "<h2>东京 — 报道</h2>").dateline.empty());
  CHECK(read(kDate + "<p>一。</p><p>东京 — 二。</p>").text == "一。\n\n东京 — 二。");
}

TEST_CASE("without the leading date nothing is taken from the text", "[extract]") {
  const Body body = read(kImage + kCaption + "东京 — <p>文。</p>");
  CHECK_FALSE(body.published);
  CHECK(body.dateline.empty());
  CHECK(body.image_caption.empty());
  CHECK(body.image_url == "https://img.example/2024/lead.jpg");
  CHECK(body.text == "港口的 起重机\n\n东京 —\n\n文。");
  CHECK(read("<div><i>not a date</i></div><p>文。</p>").text == "not a date\n\n文。");
  CHECK_FALSE(read("<p>先</p>" + kDate).published);
}

TEST_CASE("a body outside the family lends its first picture", "[extract]") {
  CHECK(read("<p>文<img src=/pics/a.jpg></p><img src=b.jpg>").image_url ==
        "https://news.example/pics/a.jpg");
  CHECK(read("<img src='data:image/gif;base64,R0' data-src='//cdn.example/c.jpg'>").image_url ==
        "https://cdn.example/c.jpg");
  CHECK(read("<img src=p.gif width=1 height=1><img src=q.jpg width=600>").image_url ==
        "https://news.example/a/q.jpg");
  CHECK(read("<img src='javascript:x'><img alt=x>").image_url.empty());
}

TEST_CASE("the seed article reads as its readers do", "[extract][shared]") {
  const auto shared = test::shared_input();
  if (!shared || !std::filesystem::exists(*shared / "seed")) {
    test::skip("no shared seed article");
    return;
  }
  for (const auto& file : std::filesystem::directory_iterator(*shared / "seed")) {
    const std::string whole = test::read_file(file.path());
    const std::string rule = "------\n";
    const Body body = read(whole.substr(whole.find(rule) + rule.size()));
    CHECK(published(body) == "2024-05-15T00:48:57Z");
    CHECK(body.image_url ==
          "https://gdb.voanews.com/74f126cb-06c0-4239-8ba1-55cc90466b5f_r1_s_w900.jpg");
    CHECK(body.image_caption.starts_with("2023年7月6日，"));
    CHECK(body.dateline == "华盛顿");
    CHECK(body.text.starts_with("美国和中国政府官员"));
    CHECK(body.text.find("\n\n美中如何为AI会谈定调？\n\n") != std::string::npos);
  }
}
