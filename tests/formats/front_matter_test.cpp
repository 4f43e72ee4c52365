#include "formats/front_matter.h"

#include <string>

#include <catch2/catch.hpp>

#include "formats/yaml_scalar.h"

using jianbao::formats::Closing;
using jianbao::formats::FrontMatter;
using jianbao::formats::read_flow_list;
using jianbao::formats::read_front_matter;
using jianbao::formats::read_scalar;

namespace {

using Strings = std::vector<std::string>;

FrontMatter read(const std::string& inside) {
  const std::string text = "---\n" + inside + "---\n";
  auto front = read_front_matter(text, Closing::kRequired);
  REQUIRE(front);
  front->rest = {};
  return *front;
}

}  // namespace

TEST_CASE("scalars are read as YAML reads them", "[formats]") {
  struct Case {
    std::string raw, text;
    bool clean;
  };
  const Case given = GENERATE(values<Case>({
      {"plain text", "plain text", true},
      {"  a: b ", "a: b", true},
      {"text # comment", "text", true},
      {"C#", "C#", true},
      {"# comment", "", true},
      {"~", "", true},
      {"null", "", true},
      {"", "", true},
      {"\"\"", "", true},
      {"''", "", true},
      {R"("say \"hi\"\\")", R"(say "hi"\)", true},
      {R"("\u6e2f\U0001F6A2\x41\ud83d\ude00\t.")", "港🚢A😀\t.", true},
      {R"("\ud83d \u12 \q")", "\ufffd \\u12 \\q", true},
      {"\"a\" # comment", "a", true},
      {"'it''s' # c", "it's", true},
      {"\"他说\"好\"。\"", "他说\"好\"。", false},
      {"'it's'", "it's", false},
      {"\"never ends", "never ends", false},
      {"\"", "", false},
  }));
  const auto scalar = read_scalar(given.raw);
  CHECK(scalar.text == given.text);
  CHECK(scalar.clean == given.clean);
}

TEST_CASE("flow lists are read, and nothing else for one", "[formats]") {
  const auto texts = [](const std::string& raw) {
    Strings out;
    const auto items = read_flow_list(raw);
    REQUIRE(items);
    for (const auto& item : *items) out.push_back(item.text);
    return out;
  };
  CHECK(texts("[ 海港, 茶 ]") == Strings{"海港", "茶"});
  CHECK(texts("['a, b', \"c]\", d]  # e") == Strings{"a, b", "c]", "d"});
  CHECK(texts("[]").empty());
  CHECK(texts("[ , a, ,]") == Strings{"a"});
  for (const char* raw : {"", "a", "[", "[a", "[a] b", "[[a], b]", "[{a: b}]", "['a]", "[a,"}) {
    CAPTURE(raw);
    CHECK_FALSE(read_flow_list(raw));
  }
}

TEST_CASE("keys are found whatever their case", "[formats]") {
  const FrontMatter front =
      read("Title: 题\n\n# comment\nfrom: https://a.example/?a=1:2#x\nempty:\n");
  CHECK(front.value("title") == "题");
  CHECK(front.value("from") == "https://a.example/?a=1:2#x");
  CHECK(front.value("empty").empty());
  CHECK(front.value("missing").empty());
  CHECK(front.values("missing").empty());
  CHECK(front.warnings.empty());
}

TEST_CASE("lists may be written with dashes, indented or not", "[formats]") {
  const FrontMatter front = read("a:\n  - x\n  - \"y: z\"\nb:\n- p\n-\n- q # c\nc: d\n");
  CHECK(front.values("a") == Strings{"x", "y: z"});
  CHECK(front.values("b") == Strings{"p", "q"});
  CHECK(front.value("c") == "d");
  CHECK(front.warnings.empty());
}

TEST_CASE("text over several lines is joined, with a warning", "[formats]") {
  const FrontMatter front = read(
      "a: >-\n  one\n  # two\n\n  three: four\nb: \"five\n  six\"\nc: seven\n  eight\nd: [x,\n  "
      "y]\n");
  CHECK(front.value("a") == "one # two three: four");
  CHECK(front.value("b") == "five six");
  CHECK(front.value("c") == "seven eight");
  CHECK(front.values("d") == Strings{"x", "y"});
  CHECK(front.warnings == Strings{"front matter: line 2 begins a text over several lines, which is "
                                  "read as one",
                                  "front matter: line 8 goes on with the value above it",
                                  "front matter: line 10 goes on with the value above it"});
}

TEST_CASE("what is not read is named in a warning", "[formats]") {
  const FrontMatter front = read(
      "title: [外电] 消息\nauthor:\n  name: 甲\n  - 乙\nmap: {a: b}\nnonsense\ntitle: \"二\"\" "
      "\nx: 1\n");
  CHECK(front.value("title") == "二\"");
  CHECK(front.values("author").empty());
  CHECK(front.values("map").empty());
  CHECK(front.value("x") == "1");
  CHECK(front.warnings.size() == 6);
}

TEST_CASE("brackets that are no list are a title", "[formats]") {
  CHECK(read("title: [外电] 消息\n").value("title") == "[外电] 消息");
  CHECK(read("title: [外电] 消息[图]\n").value("title") == "[外电] 消息[图]");
}

TEST_CASE("front matter needs an opening, a key and a closing", "[formats]") {
  for (const char* text : {"", "---", "---\n", "---\n---\n", "---\na: b\n", "a: b\n---\n",
                           "----\na: b\n---\n", "---\nprose\n---\n", " ---\na: b\n---\n"}) {
    CAPTURE(text);
    CHECK_FALSE(read_front_matter(text, Closing::kRequired));
  }
  const auto cut = read_front_matter("---\na: b\n", Closing::kMayBeCutOff);
  REQUIRE(cut);
  CHECK(cut->value("a") == "b");
  CHECK_FALSE(cut->closed);
  const auto dots = read_front_matter("--- \r\na: b\r\n...\r\nrest", Closing::kRequired);
  REQUIRE(dots);
  CHECK(dots->rest == "rest");
  CHECK(dots->value("a") == "b");
}

TEST_CASE("front matter is bounded", "[formats]") {
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "key" + std::to_string(i) + ": v\n";
  const FrontMatter front = read(many);
  CHECK(front.entries.size() == 200);
  CHECK(front.warnings.size() == 20);

  std::string list = "tags: [";
  for (int i = 0; i < 1000; ++i) list += std::to_string(i) + ",";
  CHECK(read(list + "x]\n").values("tags").size() == 200);

  const std::string endless = "---\na: " + std::string(70'000, 'x') + "\n---\n";
  CHECK_FALSE(read_front_matter(endless, Closing::kRequired));
}
