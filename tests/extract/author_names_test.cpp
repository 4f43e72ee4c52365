#include "extract/author_names.h"

#include <catch2/catch.hpp>

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

TEST_CASE("a byline without end is cut", "[extract][robust]") {
  std::string endless;
  for (int i = 0; i < 10'000; ++i) endless += "名" + std::to_string(i) + "、";
  CHECK(author_names(endless).size() <= jianbao::extract::kMaxAuthors);
}
