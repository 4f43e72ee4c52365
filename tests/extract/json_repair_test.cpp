#include "extract/json_repair.h"

#include <catch2/catch.hpp>

#include "extract/json_ld.h"

using jianbao::extract::LinkedData;
using jianbao::extract::repaired_json;

namespace {

LinkedData read(const std::string& json) {
  LinkedData data;
  jianbao::extract::read_json_ld(json, data);
  return data;
}

}  // namespace

TEST_CASE("broken JSON-LD is repaired", "[extract]") {
  const std::string headline = "新桥通车";
  for (const char* const json : {
           "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"新桥通车\"} -->",
           "//<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"新桥通车\"}\n//]]>",
           "{\"@type\":\"NewsArticle\",\"headline\":\"新桥通车\",}",
           "{\"@type\":\"NewsArticle\",\"keywords\":[\"a\",\"b\",],\"headline\":\"新桥通车\"};",
           "{\"@type\":\"NewsArticle\",\"articleBody\":\"一\n二\t三\",\"headline\":\"新桥通车\"}",
           "{\"@type\":\"NewsArticle\",\"articleBody\":\"他说\"好\"了\",\"headline\":\"新桥通车\"}",
           "{\"@type\":\"NewsArticle\",\"articleBody\":\"it\\'s\",\"headline\":\"新桥通车\"}",
           "[{\"@type\":\"WebSite\"} {\"@type\":\"NewsArticle\",\"headline\":\"新桥通车\"}]",
           "{\"@type\":\"NewsArticle\",\"headline\":\"新桥通车\",\"author\":{\"name\":\"某",
           "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;新桥通车&quot;}",
           "{\"@type\":\"http://schema.org/NewsArticle\",\"headline\":\"新桥通车\"}}",
       }) {
    CAPTURE(json);
    CHECK(read(json).headline == headline);
  }
}

TEST_CASE("JSON-LD of scripts and careless templates is repaired", "[extract]") {
  for (const char* const json : {
           R"({"@type":"NewsArticle","headline":"新桥通车" "datePublished":"2024-05-15"})",
           "{\"@type\":\"NewsArticle\",\"headline\":\"新桥通车\"\n\"datePublished\":\"2024-05-"
           "15\"}",
           R"({"@type":"NewsArticle" "author":{"name":"某"} "headline":"新桥通车","n":1 "m":2})",
           R"({"@type":"NewsArticle","headline":"新桥通车","x":undefined,"y":NaN,"z":-Infinity})",
           R"({"@type":"NewsArticle","headline":"新桥通车\ud83d","x":"\u12"})",
           R"({"@type":"NewsArticle","headline":"新桥\udc00通车","x":undefined})",
           R"({'@type':'NewsArticle','headline':'新桥通车','x':'it\'s "so", isn't it'})",
           R"({"@type":"NewsArticle",/* it's "his" */"headline":"新桥通车","x":NaN})",
           "{\"@type\":\"NewsArticle\", // it's\n\"headline\":\"新桥通车\",}",
       }) {
    CAPTURE(json);
    CHECK(read(json).headline == "新桥通车");
  }
}

TEST_CASE("what stands in broken JSON is kept", "[extract]") {
  CHECK(repaired_json(R"({"a":"\ud83d\ude00 \ud83d x","b":NaN,"c":-1.5e-3,"d":true,"e":null})") ==
        R"({"a":"\ud83d\ude00  x","b":null,"c":-1.5e-3,"d":true,"e":null})");
  CHECK(repaired_json(R"({'a':'say "it\'s"',})") == R"({"a":"say \"it's\""})");
  CHECK(repaired_json(R"({"a":"he said "no" to it","b":"x"})") ==
        R"({"a":"he said \"no\" to it","b":"x"})");
}

TEST_CASE("well-formed JSON stays as it is", "[extract]") {
  for (const char* const json :
       {R"({"a":"b, \"c\": d","e":[1,2,{"f":null}]})", R"([{"a":1},{"b":2}])", "{}"}) {
    CHECK(repaired_json(json) == json);
  }
}

TEST_CASE("every prefix of JSON is survived", "[extract][robust]") {
  const std::string json =
      R"(<!--[{"@type":"NewsArticle","headline":"a\"b","author":[{"name":"c"},],}]-->)";
  const std::string script = R"({'a':'b\'c' /* d */ "e":NaN,"f":"\ud83d\ude00\ud83d" // g)";
  for (const std::string& whole : {json, script}) {
    for (std::size_t size = 0; size <= whole.size(); ++size)
      static_cast<void>(read(whole.substr(0, size)));
  }
  CHECK(repaired_json("").empty());
  CHECK(repaired_json("no brackets").empty());
}

TEST_CASE("an article counts more than the page it stands on", "[extract]") {
  LinkedData data;
  jianbao::extract::read_json_ld(
      R"({"@type":"WebPage","name":"站 - 题","datePublished":"2020-01-01"})", data);
  jianbao::extract::read_json_ld(
      R"({"@type":"NewsArticle","headline":"题","datePublished":"2024-05-15"})", data);
  jianbao::extract::read_json_ld(R"({"@type":"NewsArticle","headline":"别的","dateModified":"2"})",
                                 data);
  CHECK(data.headline == "题");
  CHECK(data.published == "2024-05-15");
}
