// Pages of repeated boxes: live blogs, chronicles, questions and answers.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "jianbao/extract/extractor.h"
#include "jianbao/text/date.h"

using jianbao::extract::Page;

namespace {

Page read(const std::string& body) {
  jianbao::extract::Extractor extractor;
  return extractor.page("<!DOCTYPE html><html><body>" + body + "</body></html>",
                        "https://news.example/live");
}

std::string published(const std::string& body) {
  const Page page = read(body);
  return page.published ? jianbao::text::to_rfc3339(*page.published) : "none";
}

struct Entry {
  std::string hour;
  std::string heading;
  std::string text;
};

const std::vector<Entry> kEntries = {
    {"18", "Lock opens", "The lock keeper let the first barges through at dusk, four hours late."},
    {"17", "Crane gone", "A crane lifted the wreck out of the basin while a crowd looked on."},
    {"16", "Divers out", "Divers say that the hull is whole and that nobody was left inside."},
    {"15", "No oil", "Samples of the water show no oil, according to the town's chemist."},
    {"14", "Queue", "Sixty boats wait between the two bridges, and more come every hour."},
    {"13", "A bang", "People in the mill heard a bang and saw the barge turn on its side."}};

std::string box(const Entry& entry) {
  return "<div class=\"update\"><time datetime=\"2024-03-02T" + entry.hour + ":20:00Z\">" +
         entry.hour + ":20</time><h3>" + entry.heading + "</h3><p>" + entry.text + "</p></div>";
}

std::string boxes() {
  std::string all;
  for (const Entry& entry : kEntries) all += box(entry);
  return all;
}

std::string text_of_entries() {
  std::string all;
  for (const Entry& entry : kEntries) {
    all +=
        (all.empty() ? "" : "\n\n") + entry.hour + ":20\n\n" + entry.heading + "\n\n" + entry.text;
  }
  return all;
}

}  // namespace

TEST_CASE("the entries of a live blog keep their headings, times and order", "[extract][live]") {
  CHECK(read("<article><h1>Barge in the lock</h1>" + boxes() + "</article>").text ==
        text_of_entries());
  std::string items = "<ol class=ticker>";
  for (const Entry& entry : kEntries) {
    items += "<li class=\"item-" + entry.hour + " item\"><p>" + entry.hour + ":20</p><h3>" +
             entry.heading + "</h3><p>" + entry.text + "</p></li>";
  }
  const std::string text = read("<main><h1>Barge in the lock</h1>" + items + "</ol></main>").text;
  for (const Entry& entry : kEntries) {
    CAPTURE(entry.heading);
    CHECK(text.find(entry.hour + ":20\n") != std::string::npos);
    CHECK(text.find(entry.heading + "\n") != std::string::npos);
    CHECK(text.find(entry.text) != std::string::npos);
  }
}

TEST_CASE("a Chinese live blog of short entries keeps them whole", "[extract][live]") {
  const std::vector<Entry> entries = {
      {"11", "闸门重开", "河务局宣布闸门已经恢复通行，等候的货船依次通过。"},
      {"10", "打捞结束", "打捞队用吊车把沉船移到岸边，船体没有破裂。"},
      {"09", "无人受伤", "潜水员确认船上四名船员全部获救，没有人受伤。"},
      {"08", "货船侧翻", "一艘运沙的货船在闸口侧翻，航道随即关闭。"}};
  std::string page = "<article><h1>货船侧翻</h1>";
  for (const Entry& entry : entries) page += box(entry);
  const std::string text = read(page + "</article>").text;
  for (const Entry& entry : entries) {
    CAPTURE(entry.heading);
    CHECK(text.find(entry.hour + ":20\n\n") != std::string::npos);
    CHECK(text.find(entry.text) != std::string::npos);
  }
  CHECK(text.find("闸门重开\n\n") != std::string::npos);
  CHECK(text.find("无人受伤\n\n") != std::string::npos);
}

TEST_CASE("what is none of an entry's text stays out of all entries", "[extract][live]") {
  std::string page = "<article><h1>Barge in the lock</h1>";
  for (const Entry& entry : kEntries) {
    std::string one = box(entry);
    one.insert(one.rfind("</div>"),
               "<div class=share-bar><a href=/f>Facebook</a> "
               "<a href=/m>Mail</a></div>");
    page += one;
  }
  CHECK(read(page + "</article>").text == text_of_entries());
}

TEST_CASE("repeated teasers below an article stay out", "[extract][live]") {
  std::string page = "<article><h1>Barge in the lock</h1>";
  std::string text;
  for (const Entry& entry : kEntries) {
    page += "<p>" + entry.text + ' ' + entry.text + "</p>";
    text += (text.empty() ? "" : "\n\n") + entry.text + ' ' + entry.text;
  }
  page += "</article><div class=related>";
  for (int i = 0; i < 4; ++i) {
    page +=
        "<div class=card><h3><a href=/o>Another story of the town</a></h3><p>What the council "
        "says about the market, and more.</p></div>";
  }
  CHECK(read(page + "</div>").text == text);
}

TEST_CASE("well written summaries of other pages below linked titles stay out", "[extract][live]") {
  const auto stream = [](const std::string& site) {
    std::string all = "<ul class=stream>";
    for (const Entry& entry : kEntries) {
      all += "<li class=item><h3><a href='" + site + "/o" + entry.hour + "'>" + entry.heading +
             " at the old lock</a></h3><p>" + entry.text + ' ' + entry.text + "</p></li>";
    }
    return all + "</ul>";
  };
  const std::string intro =
      "The harbour master of the old town writes down what he sees, every "
      "day, and reads it to the children in the evening, by a lamp.";
  const std::string article = "<h1>The lock keeper's diary</h1><div class=story><p>" + intro +
                              "</p><p>" + intro + " All of them come.</p></div>";
  const std::string text = intro + "\n\n" + intro + " All of them come.";
  CHECK(read(article + stream("")).text == text);
  CHECK(read(article + stream("https://www.news.example")).text == text);
  const std::string elsewhere = read(article + stream("https://shop.example")).text;
  const std::string front = read("<h1>News</h1>" + stream("")).text;
  for (const Entry& entry : kEntries) {
    CHECK(elsewhere.find(entry.text) != std::string::npos);
    CHECK(front.find(entry.text) != std::string::npos);
  }
}

TEST_CASE("a live blog is of its first entry's time, or of the page's own", "[extract][live]") {
  const std::string title = "<h1>Barge in the lock</h1>";
  CHECK(published("<article>" + title + boxes() + "</article>") == "2024-03-02T13:20:00Z");
  CHECK(published("<main><div class=feed>" + boxes() + "</div></main>") == "2024-03-02T13:20:00Z");
  CHECK(published("<article>" + title + "<time datetime='2024-03-01T09:00:00Z'>1 March</time>" +
                  boxes() + "</article>") == "2024-03-01T09:00:00Z");
}

TEST_CASE("entries in microdata give the first one's time, articles beside the page do not",
          "[extract][live]") {
  const auto list = [](const std::string& property) {
    std::string all;
    for (const Entry& entry : kEntries) {
      all += "<div itemscope" + property + "><time itemprop=datePublished datetime=2024-03-02T" +
             entry.hour + ":20:00Z>x</time><p>" + entry.text + "</p></div>";
    }
    return all;
  };
  CHECK(published("<h1>Barge</h1>" + list(" itemprop=liveBlogUpdate")) == "2024-03-02T13:20:00Z");
  CHECK(published("<h1>Barge</h1><p><time datetime=2024-03-02T18:20:00Z>x</time></p>" + list("")) ==
        "2024-03-02T18:20:00Z");
}

TEST_CASE("an article among others of its kind is of its own time", "[extract][live]") {
  std::string page = "<article><h1>Barge in the lock</h1><time datetime=2024-03-02>x</time><p>" +
                     kEntries[0].text + "</p></article>";
  for (const char* const day : {"2024-02-01", "2024-02-02", "2024-02-03"}) {
    page += "<article><h2>Another</h2><time datetime=" + std::string(day) + ">x</time></article>";
  }
  CHECK(published(page) == "2024-03-02T00:00:00Z");
}
