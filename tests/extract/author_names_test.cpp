#include "extract/author_names.h"

#include <catch2/catch.hpp>

#include "extract/byline_words.h"
#include "extract/korean_byline.h"

using jianbao::extract::author_names;
using Names = std::vector<std::string>;

TEST_CASE("names stand without the words around them", "[extract]") {
  CHECK(author_names("By Ann Lee") == Names{"Ann Lee"});
  CHECK(author_names("Written by: Ann Lee") == Names{"Ann Lee"});
  CHECK(author_names("Von Anna Weber") == Names{"Anna Weber"});
  CHECK(author_names("Par Luc Petit") == Names{"Luc Petit"});
  CHECK(author_names("Por Ana Ruiz") == Names{"Ana Ruiz"});
  CHECK(author_names("作者：张三") == Names{"张三"});
  CHECK(author_names("文/李四") == Names{"李四"});
  CHECK(author_names("本报记者 王五") == Names{"王五"});
  CHECK(author_names("记者王五") == Names{"王五"});
  CHECK(author_names("홍길동 기자") == Names{"홍길동"});
  CHECK(author_names("山田太郎 記者") == Names{"山田太郎"});
  CHECK(author_names("文天祥") == Names{"文天祥"});
  CHECK(author_names("EN24 Newsroom") == Names{"EN24 Newsroom"});
}

TEST_CASE("several names are parted", "[extract]") {
  CHECK(author_names("Ann Lee, Bo Chen and Cid Diaz") == Names{"Ann Lee", "Bo Chen", "Cid Diaz"});
  CHECK(author_names("Anna Weber und Bert Kuhn") == Names{"Anna Weber", "Bert Kuhn"});
  CHECK(author_names("张三、李四；王五") == Names{"张三", "李四", "王五"});
  CHECK(author_names("记者 张三 李四") == Names{"张三", "李四"});
  CHECK(author_names("A. BLANK / C. DOE") == Names{"A. BLANK", "C. DOE"});
  CHECK(author_names(Names{"By Ann Lee", "ann lee", "ann-lee", "Bo Chen"}) ==
        Names{"Ann Lee", "Bo Chen"});
}

TEST_CASE("what is no name is left out", "[extract]") {
  CHECK(author_names("Ann Lee, Staff Writer") == Names{"Ann Lee"});
  CHECK(author_names("Ann Lee, in Paris") == Names{"Ann Lee"});
  CHECK(author_names("Ann Lee - Apr 16, 2015 8:02 pm UTC") == Names{"Ann Lee"});
  CHECK(author_names("记者 张三 责任编辑：李四") == Names{"张三"});
  CHECK(author_names("['Ann Lee', \"Bo Chen\"]") == Names{"Ann Lee", "Bo Chen"});
  for (const char* const nobody :
       {"", "By", "admin", "Super User", "https://social.example/ann", "ann@news.example", "@ann",
        "Quelle: Agentur", "来源：某社", " , ; ", "null"}) {
    CAPTURE(nobody);
    CHECK(author_names(nobody).empty());
  }
}

TEST_CASE("the bylines of Chinese newsrooms hold places, days and roles", "[extract]") {
  CHECK(author_names("记者 张三 北京报道") == Names{"张三"});
  CHECK(author_names("记者张三北京报道") == Names{"张三"});
  CHECK(author_names("记者张三/台北报道") == Names{"张三"});
  CHECK(author_names("［記者張三／花蓮報導］") == Names{"張三"});
  CHECK(author_names("〔記者張三、李四／綜合報導〕") == Names{"張三", "李四"});
  CHECK(author_names("江城社記者張三台北15日電") == Names{"張三"});
  CHECK(author_names("张三 发自北京") == Names{"张三"});
  CHECK(author_names("张三报道") == Names{"张三"});
  CHECK(author_names("北京报道").empty());
  CHECK(author_names("本报记者 张三 通讯员 李四") == Names{"张三", "李四"});
  CHECK(author_names("江城社记者张三、李四、买买提·阿不都") ==
        Names{"张三", "李四", "买买提·阿不都"});
  CHECK(author_names("特约撰稿人 欧阳三") == Names{"欧阳三"});
  CHECK(author_names("文｜张三 李四") == Names{"张三", "李四"});
  CHECK(author_names("文 / 张三  图 / 李四") == Names{"张三"});
  CHECK(author_names("来源：江城社 作者：张三") == Names{"张三"});
  CHECK(author_names("2024-05-15 作者：张三 举报") == Names{"张三"});
  CHECK(author_names("编辑部") == Names{"编辑部"});
  CHECK(author_names("周电") == Names{"周电"});
}

TEST_CASE("a place behind a slash is told from a name", "[extract]") {
  CHECK(author_names("记者张三/李四报道") == Names{"张三", "李四"});
  CHECK(author_names("記者張三／李四／台北報導") == Names{"張三", "李四"});
  CHECK(author_names("记者张三／李四台北报导") == Names{"张三", "李四"});
  CHECK(author_names("特派记者张三/纽约报导") == Names{"张三"});
  CHECK(author_names("記者張三／東港報導") == Names{"張三"});
  CHECK(author_names("记者张三/唐山报道") == Names{"张三"});
  CHECK(author_names("记者张三、李四江城报道") == Names{"张三", "李四"});
  CHECK(author_names("记者王小明江城报道") == Names{"王小明"});
  CHECK(author_names("记者欧阳娜娜报道") == Names{"欧阳娜娜"});
  CHECK(author_names("记者张a江城bc报道") == Names{"张a江城bc"});  // no character is cut
}

TEST_CASE("what Chinese authors are stands beside their names", "[extract]") {
  for (const char* const byline : {"作者：张三，江城大学教授",
                                   "作者：张三 江城大学教授",
                                   "作者：江城大学教授 张三",
                                   "作者：张三（江城大学教授）",
                                   "作者：张三 | 江城大学历史系教授",
                                   "特约评论员 张三",
                                   "评论员：张三",
                                   "主笔：张三",
                                   "财新记者 张三",
                                   "张三 财新记者",
                                   "采写：江城周末记者 张三",
                                   "江城之音 张三",
                                   "粤语组：张三",
                                   "粤语组 张三",
                                   "图文/张三",
                                   "文/图 张三",
                                   "文、图/江城晚报记者 张三",
                                   "记者 张三 文/图",
                                   "本报记者 张三 文并摄",
                                   "江城周末记者张三江城报导",
                                   "本报讯（记者张三）",
                                   "口述：张三 "}) {
    CAPTURE(byline);
    CHECK(author_names(byline) == Names{"张三"});
  }
  CHECK(author_names("王教授") == Names{"王教授"});
  CHECK(author_names("张三教授、李四") == Names{"张三教授", "李四"});
  CHECK(author_names("口述：张三 整理：李四") == Names{"张三", "李四"});
  // Alone they are all that there is.
  CHECK(author_names("本报评论员") == Names{"本报评论员"});
  CHECK(author_names("江城社") == Names{"江城社"});
  CHECK(author_names("粤语组") == Names{"粤语组"});
}

TEST_CASE("what names nobody in Chinese is left out", "[extract]") {
  for (const char* const nobody :
       {"本文来源：江城晚报 责任编辑：王小明", "文章来源：江城网", "稿件来源：江城网", "作者：佚名",
        "作者：匿名", "小编", "管理员"}) {
    CAPTURE(nobody);
    CHECK(author_names(nobody).empty());
  }
}

TEST_CASE("a reporter of some newsroom before names is a byline", "[extract]") {
  using jianbao::extract::begins_as_byline;
  CHECK(begins_as_byline("财新记者 张三"));
  CHECK(begins_as_byline("江城记者 王小明 李华"));
  CHECK_FALSE(begins_as_byline("财新记者 走进大山里的小学"));
  CHECK_FALSE(begins_as_byline("财新记者"));
  CHECK_FALSE(begins_as_byline("编辑 张三"));
}

TEST_CASE("the bylines that Korean paragraphs begin with", "[extract]") {
  using jianbao::extract::korean_byline;
  CHECK(korean_byline("(강성=강성뉴스) 홍길동 기자 = 새 다리가 개통됐다.") == "홍길동");
  CHECK(korean_byline("[강성일보 홍길동 기자] 새 다리가 개통됐다.") == "홍길동");
  CHECK(korean_byline("홍길동 기자 = 새 다리가 개통됐다.") == "홍길동");
  CHECK(korean_byline("홍길동 기자 hong@news.example") == "홍길동");
  CHECK(korean_byline(" 홍길동 기자 ") == "홍길동");
  CHECK(korean_byline("홍길동 기자는 다리를 건넜다.").empty());
  CHECK(korean_byline("그 신문의 기자 세 명이 다리를 건넜다.").empty());
  CHECK(korean_byline("기자 = 사람").empty());
  CHECK(korean_byline("").empty());
}

TEST_CASE("what stands behind a name without a sign is cut off", "[extract]") {
  CHECK(author_names("By Ann Photopoulos") == Names{"Ann Photopoulos"});
  for (const char* const byline :
       {"By Ann Lee May 15, 2024 at 8:48 a.m. EDT", "By Ann Lee 15 May 2024",
        "By Ann Lee on May 15, 2024", "Posted by Ann Lee on 15 May", "By Ann Lee Staff Writer",
        "By Ann Lee Chief Political Correspondent", "By Ann Lee Photographs by Bo Chen",
        "Written by Ann Lee, Photographed by Bo Chen", "Story by Ann Lee • 2h",
        "by Ann Lee @annlee", "By Ann Lee ann@echo.example", "By Ann Lee for the Harbour Echo",
        "By Ann Lee of the Harbour Echo", "By Ann Lee, The Associated Press",
        "By Ann Lee at the harbour", "Text: Ann Lee, Fotos: Bo Chen"}) {
    CAPTURE(byline);
    CHECK(author_names(byline) == Names{"Ann Lee"});
  }
  CHECK(author_names("Par Luc Petit, à Paris") == Names{"Luc Petit"});
  CHECK(author_names("By Theresa May") == Names{"Theresa May"});
  CHECK(author_names("By Staff Reporter") == Names{"Staff Reporter"});
  CHECK(author_names("By the Editorial Board") == Names{"Editorial Board"});
  CHECK(author_names("Anna von der Heide") == Names{"Anna von der Heide"});
}

TEST_CASE("bylines in more languages", "[extract]") {
  CHECK(author_names("di Anna Rossi e Luca Bianchi") == Names{"Anna Rossi", "Luca Bianchi"});
  CHECK(author_names("Ana Duarte e Silva") == Names{"Ana Duarte e Silva"});
  CHECK(author_names("Ein Kommentar von Anna Weber") == Names{"Anna Weber"});
  CHECK(author_names("Propos recueillis par Luc Petit") == Names{"Luc Petit"});
  CHECK(author_names("Автор: Иван Петров") == Names{"Иван Петров"});
  CHECK(author_names("Текст: Иван Петров") == Names{"Иван Петров"});
  CHECK(author_names("بقلم: أحمد علي") == Names{"أحمد علي"});
  CHECK(author_names("Yazan: Ali Veli") == Names{"Ali Veli"});
  CHECK(author_names("Oleh: Budi Santoso") == Names{"Budi Santoso"});
}

TEST_CASE("places, degrees and employers behind names are no authors", "[extract]") {
  CHECK(author_names("By Ann Lee and Bo Chen in London") == Names{"Ann Lee", "Bo Chen"});
  CHECK(author_names("By Ann Lee, Example News, London") == Names{"Ann Lee"});
  CHECK(author_names("By Dr. Ann Lee, MD, and Bo Chen, Ph.D.") == Names{"Dr. Ann Lee", "Bo Chen"});
  CHECK(author_names("By Ann Lee Updated May 15, 2024") == Names{"Ann Lee"});
  CHECK(author_names("Par Luc Petit avec AFP") == Names{"Luc Petit"});
  CHECK(author_names("Ann Lee, Bo Chen, WXYZ") == Names{"Ann Lee", "Bo Chen", "WXYZ"});
  CHECK(author_names("Ann Lee, Madonna") == Names{"Ann Lee", "Madonna"});
  CHECK(author_names("Ann Lee/AP") == Names{"Ann Lee"});
  CHECK(author_names("Harbour Echo Staff") == Names{"Harbour Echo Staff"});
  CHECK(author_names("Ann Lee and Madonna") == Names{"Ann Lee", "Madonna"});
  CHECK(author_names("AFP") == Names{"AFP"});
  CHECK(author_names("Alliance for Peace") == Names{"Alliance for Peace"});
}

TEST_CASE("a byline without end is cut", "[extract][robust]") {
  std::string endless;
  for (int i = 0; i < 10'000; ++i) endless += "名" + std::to_string(i) + "、";
  CHECK(author_names(endless).size() <= jianbao::extract::kMaxAuthors);
}
