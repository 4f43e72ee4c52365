#include "extract/page_title.h"

#include <catch2/catch.hpp>

using jianbao::extract::title_without_site;

namespace {

std::string chosen(const std::string& headline, const std::string& shared, const std::string& title,
                   const std::string& heading) {
  jianbao::extract::TitleClues clues;
  clues.headline = {headline, "JSON-LD"};
  clues.shared = {shared, "meta"};
  clues.title = title;
  clues.heading = {heading, "h1"};
  clues.site = "Echo";
  clues.host = "www.dailyecho.example";
  return jianbao::extract::choose_title(clues).value;
}

}  // namespace

TEST_CASE("a title loses the site's name", "[extract]") {
  CHECK(title_without_site("新方案公布 - 某某日报", "", "某某日报") == "新方案公布");
  CHECK(title_without_site("新方案公布_新闻频道_某某网", "", "某某网") == "新方案公布_新闻频道");
  CHECK(title_without_site("新方案公布_新闻频道_某某网", "新方案公布", "") == "新方案公布");
  CHECK(title_without_site("The Daily | A new plan for the city", "", "The Daily") ==
        "A new plan for the city");
  CHECK(title_without_site("A new plan for the city | News | The Daily", "A New Plan for the City",
                           "") == "A new plan for the city");
}

TEST_CASE("without a known site only a short tail goes", "[extract]") {
  CHECK(title_without_site("A new plan for the whole city - Daily", "", "") ==
        "A new plan for the whole city");
  CHECK(title_without_site("Part one - a much longer second part", "", "") ==
        "Part one - a much longer second part");
}

TEST_CASE("hyphens without space part a Chinese title where the heading says so", "[extract]") {
  CHECK(title_without_site("大桥开放-江城网", "大桥开放", "") == "大桥开放");
  CHECK(title_without_site("大桥开放--江城频道--江城网", "大桥开放", "") == "大桥开放");
  CHECK(title_without_site("大桥开放-一段历史", "", "") == "大桥开放-一段历史");
  CHECK(title_without_site("semi-automatic", "semi", "") == "semi-automatic");
}

TEST_CASE("what is called as Chinese media are is a tail, however short the title", "[extract]") {
  for (const char* const title :
       {"大桥开放_江城新闻", "大桥开放-江城网", "大桥开放--江城频道--江城网", "大桥开放 | 江城早报",
        "大桥开放｜社会新闻", "大桥开放_新闻频道_江城网"}) {
    CAPTURE(title);
    CHECK(title_without_site(title, "", "") == "大桥开放");
  }
  CHECK(title_without_site("江城大橋開放 - 社會 - 江城時報電子報", "", "") == "江城大橋開放");
  CHECK(title_without_site("江城大桥开放--国内--江城网", "", "") == "江城大桥开放");
  for (const char* const title :
       {"国安法下的传媒：苹果日报", "中国制造 - 工业互联网", "大桥开放 - 一段历史", "江城网"}) {
    CAPTURE(title);
    CHECK(title_without_site(title, "", "") == title);
  }
  CHECK(chosen("", "", "江城新闻网", "大桥开放") == "大桥开放");
  CHECK(chosen("", "", "江城新闻网", "") == "江城新闻网");
}

TEST_CASE("the heading tells a title from what stands before it", "[extract]") {
  CHECK(chosen("", "", "首页 > 新闻 > 大桥开放", "大桥开放") == "大桥开放");
  CHECK(chosen("", "", "Harbour Echo: Bridge opens early", "Bridge opens early") ==
        "Bridge opens early");
  CHECK(chosen("", "", "Bridge opens early: when and where", "Echo") ==
        "Bridge opens early: when and where");
  CHECK(chosen("", "", "(3) Bridge opens early", "") == "Bridge opens early");
  CHECK(chosen("", "", "(Not) open", "") == "(Not) open");
}

TEST_CASE("a colon of full width parts a title where the heading says so", "[extract]") {
  CHECK(title_without_site("新しい橋が開通　市民が渡る：港新聞デジタル",
                           "新しい橋が開通　市民が渡る", "") == "新しい橋が開通 市民が渡る");
  CHECK(title_without_site("大桥：一段历史", "", "") == "大桥：一段历史");
  CHECK(title_without_site("大桥：一段历史", "大桥：一段历史", "") == "大桥：一段历史");
}

TEST_CASE("a title that only looks parted stays whole", "[extract]") {
  CHECK(title_without_site("冷战 - 一段历史", "冷战 - 一段历史", "某站") == "冷战 - 一段历史");
  CHECK(title_without_site("semi-automatic", "", "") == "semi-automatic");
  CHECK(title_without_site("", "", "") == "");
  CHECK(title_without_site(" - ", "", "x") == "-");
}

TEST_CASE("the headline comes first", "[extract]") {
  CHECK(chosen("Bridge opens early", "You will not believe this bridge", "Bridge | Echo",
               "Bridge opens early") == "Bridge opens early");
  CHECK(chosen("Bridge opens early | Echo", "", "", "") == "Bridge opens early");
  CHECK(chosen("Bridge - a story", "Bridge - a story", "", "") == "Bridge - a story");
}

TEST_CASE("a headline worded for search gives way to what readers see", "[extract]") {
  CHECK(chosen("Harbour bridge opens early: when, where, tickets", "Harbour bridge opens early",
               "Harbour bridge: tickets",
               "Harbour bridge opens early") == "Harbour bridge opens early");
  CHECK(chosen("All news about traffic", "Harbour bridge opens early", "",
               "Traffic Harbour bridge opens early") == "All news about traffic");
}

TEST_CASE("where sources differ, those that agree are believed", "[extract]") {
  CHECK(chosen("Five ways to cross the river", "Harbour bridge opens early",
               "Five ways to cross the river - Daily Echo",
               "Harbour bridge opens early") == "Harbour bridge opens early");
  CHECK(chosen("Five ways to cross the river", "Harbour bridge opens early",
               "Harbour bridge opens early",
               "Harbour bridge opens early") == "Five ways to cross the river");
  CHECK(chosen("Traffic - Harbour bridge opens", "Traffic: Harbour bridge opens", "",
               "Harbour bridge opens") == "Traffic - Harbour bridge opens");
  CHECK(chosen("Traffic - Harbour bridge opens", "Harbour bridge opens", "",
               "Harbour bridge opens") == "Harbour bridge opens");
  CHECK(chosen("Echo - Harbour bridge opens", "Echo - Harbour bridge opens", "",
               "Harbour bridge opens") == "Harbour bridge opens");
}

TEST_CASE("a heading may hold more than the title", "[extract]") {
  CHECK(chosen("Harbour bridge opens early: when, where, tickets", "Harbour bridge opens early", "",
               "Traffic Harbour bridge opens early") == "Harbour bridge opens early");
}

TEST_CASE("without a headline what is shared comes first", "[extract]") {
  CHECK(chosen("", "Harbour bridge opens – Echo", "x", "y") == "Harbour bridge opens");
  CHECK(chosen("", "Harbour bridge opens : 06.11.2023", "", "Harbour bridge opens") ==
        "Harbour bridge opens");
  CHECK(chosen("", "", "Harbour bridge opens early - Daily Echo", "Echo") ==
        "Harbour bridge opens early");
  CHECK(chosen("", "", "", "Harbour bridge") == "Harbour bridge");
}

TEST_CASE("sites are known by their hosts", "[extract]") {
  using jianbao::extract::names_site;
  CHECK(names_site("WELT", "", "www.welt.example"));
  CHECK(names_site("welt.example", "", "welt.example"));
  CHECK(names_site("Die Welt", "", "www.welt.example"));
  CHECK_FALSE(names_site("Welt ohne Geld", "", "www.welt.example"));
  CHECK_FALSE(names_site("", "", ""));
}
