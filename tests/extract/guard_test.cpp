#include "extract/guard.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "extract/document.h"
#include "extract/tree_walk.h"
#include "jianbao/core/error.h"

using jianbao::Error;
using jianbao::ErrorKind;
using jianbao::Limits;
using jianbao::extract::check_limits;

namespace {

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out.append(text);
  return out;
}

std::string refusal(std::string_view html, const Limits& limits = {}) {
  try {
    check_limits(html, limits);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kLimit);
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a document over the size limit is refused by name", "[extract]") {
  Limits limits;
  limits.item_bytes = 10;
  CHECK(refusal("0123456789", limits).empty());
  CHECK(refusal("0123456789a", limits) == "HTML: larger than 10 bytes");
}

TEST_CASE("nesting is refused beyond the limit and not before", "[extract]") {
  Limits limits;
  limits.html_depth = 100;
  for (const std::string tag :
       {"<div>", "<span>", "<b>", "<x-y>", "<svg>", "<ul><li>", "<table><td>", "<B id=1>",
        "<template>", "<object>", "<blockquote >"}) {
    CAPTURE(tag);
    CHECK(refusal(repeat(tag, 20), limits).empty());
    CHECK(refusal(repeat(tag, 101), limits) == "HTML: nested deeper than 100 elements");
  }
  CHECK(refusal(repeat("<div></div>", 1000), limits).empty());
}

TEST_CASE("a hundred thousand nested tags are refused at once", "[extract]") {
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string tag : {"<div>", "<span>", "<b>"}) {
    CHECK(refusal(repeat(tag, 100'000)) == "HTML: nested deeper than 1000 elements");
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
}

TEST_CASE("thousands of unclosed old-fashioned tags are no depth", "[extract]") {
  const std::vector<std::string> pages = {
      repeat("<p>甲", 20'000),
      "<ul>" + repeat("<li>甲", 20'000),
      "<ul>" + repeat("<li><p>甲", 20'000),
      "<table>" + repeat("<tr><td>甲<td><p>乙", 20'000),
      "<table>" + repeat("<tbody><tr><th>甲<td>乙", 20'000),
      "<select>" + repeat("<option>甲", 20'000),
      repeat("甲<br>", 20'000),
      repeat("<img src=x><hr><input>", 20'000),
      repeat("<dl><dt>甲<dd>乙</dl>", 20'000),
      "<dl>" + repeat("<dt>甲<dd>乙", 20'000),
      repeat("<p><b>甲", 5'000),
      repeat("<p><font color=red>甲", 5'000),
      repeat("<a href=x>甲", 5'000),
      repeat("<p><a name=x>甲<h2>乙", 5'000),
      "<ruby>" + repeat("<rt>甲", 5'000),
      repeat("<form><p>甲", 5'000),
      repeat("<div><p>甲<span>乙</div>", 5'000),
      repeat("<svg><path d=x /><g/></svg>", 5'000),
  };
  for (const std::string& page : pages) {
    CAPTURE(page.substr(0, 60));
    CHECK(refusal(page).empty());
  }
}

TEST_CASE("what only looks like a tag is no depth", "[extract]") {
  const std::string tags = repeat("<div>", 2000);
  CHECK(refusal("<!-- " + tags + " -->").empty());
  CHECK(refusal("<script>" + tags + "</script>").empty());
  CHECK(refusal("<STYLE>" + tags + "</STYLE >").empty());
  CHECK(refusal("<textarea>" + tags + "</textarea>").empty());
  CHECK(refusal("<title>" + tags + "</title>").empty());
  CHECK(refusal("<iframe>" + tags + "</iframe>").empty());
  CHECK(refusal("<a title=\"" + tags + "\">x</a>").empty());
  CHECK(refusal("<a title='" + tags + "'>x</a>").empty());
  CHECK(refusal("<script><!-- <script> </script>" + tags + "</script>").empty());
  CHECK(refusal("<svg><![CDATA[" + tags + "]]></svg>").empty());
  CHECK(refusal("<plaintext>" + tags).empty());
  CHECK(refusal(repeat("<", 2000) + repeat("< div>", 2000)).empty());
}

TEST_CASE("depth cannot be hidden in what a browser reads as tags", "[extract]") {
  const std::string tags = repeat("<div>", 2000);
  const std::string deep = "HTML: nested deeper than 1000 elements";
  CHECK(refusal("<!-->" + tags + "-->") == deep);
  CHECK(refusal("<!--x--!>" + tags + "-->") == deep);
  CHECK(refusal("<![CDATA[>" + tags + "]]>") == deep);
  CHECK(refusal("<a b\"c>" + tags + "\">") == deep);
  CHECK(refusal("<a =\"x>" + tags + "\">") == deep);
  CHECK(refusal("<a href=x'>" + tags + "'>") == deep);
  CHECK(refusal("<script></script x=y>" + tags + "</script>") == deep);
  CHECK(refusal("<script></scripty></script>" + tags) == deep);
  CHECK(refusal("<script><!--<script></script>--></script>" + tags) == deep);
  CHECK(refusal("<select><iframe></select>" + tags) == deep);
  CHECK(refusal("<svg><style>" + tags + "</style>") == deep);
  CHECK(refusal("<frameset>" + repeat("<xmp><frameset>", 2000)) == deep);
  CHECK(refusal(repeat("<span><div></span>", 2000)) == deep);
  CHECK(refusal(repeat("<b><div></b>", 2000)) == deep);
  CHECK(refusal(repeat("<foo/>", 2000)) == deep);
  CHECK(refusal(repeat("<table><td><p>", 400)) == deep);
}

TEST_CASE("formatting elements that would be opened again and again are refused", "[extract]") {
  std::string distinct;
  for (int i = 0; i < 3000; ++i) distinct += "<p><b id=" + std::to_string(i) + ">x";
  CHECK(refusal(distinct) == "HTML: nested deeper than 1000 elements");
  const std::string some = distinct.substr(0, distinct.find("id=900>"));
  CHECK(refusal(some + repeat("<p>x", 100'000)).find("too entangled") != std::string::npos);
}

TEST_CASE("a million attributes are refused, a hundred are not", "[extract]") {
  std::string one = "<p";
  for (int i = 0; i < 100; ++i) one += " a" + std::to_string(i) + "=1";
  CHECK(refusal(repeat(one + ">x</p>", 100)).empty());
  CHECK(refusal("<p " + repeat("a ", 1'000'000) + ">").find("too entangled") != std::string::npos);
  std::string merged;
  for (int i = 0; i < 50'000; ++i) merged += "<html a" + std::to_string(i) + ">";
  CHECK(refusal(merged).find("too entangled") != std::string::npos);
}

namespace {

/// A random sequence of tags, most of which a browser has to mend.
std::string tag_soup(std::mt19937& random) {
  static const std::vector<std::string> kTags = {"div",
                                                 "p",
                                                 "span",
                                                 "b",
                                                 "i",
                                                 "a",
                                                 "font",
                                                 "ul",
                                                 "li",
                                                 "h1",
                                                 "table",
                                                 "tr",
                                                 "td",
                                                 "tbody",
                                                 "caption",
                                                 "select",
                                                 "option",
                                                 "form",
                                                 "svg",
                                                 "math",
                                                 "g",
                                                 "desc",
                                                 "mi",
                                                 "title",
                                                 "style",
                                                 "script",
                                                 "template",
                                                 "button",
                                                 "ruby",
                                                 "rt",
                                                 "object",
                                                 "nobr",
                                                 "noscript",
                                                 "iframe",
                                                 "main",
                                                 "dd",
                                                 "dl",
                                                 "input",
                                                 "foreignObject",
                                                 "annotation-xml",
                                                 "textarea",
                                                 "x-y",
                                                 "col"};
  const auto below = [&random](std::size_t n) { return random() % n; };
  std::vector<std::string> chosen;
  for (std::size_t i = 0; i < 3 + below(5); ++i) chosen.push_back(kTags[below(kTags.size())]);
  const std::size_t end_share = below(6);
  std::string soup;
  for (std::size_t i = 0; i < 200; ++i) {
    const std::string& tag = chosen[below(chosen.size())];
    soup += below(12) < end_share ? "</" : "<";
    soup += tag;
    if (below(4) == 0) soup += " x=" + std::to_string(below(5));
    if (below(9) == 0) soup += below(2) == 0 ? " color=1" : " encoding=text/html";
    if (below(12) == 0) soup += "/";
    soup += ">";
    if (below(4) == 0) soup += below(2) == 0 ? "字" : " ";
  }
  return soup;
}

class DepthVisitor {
 public:
  bool enter(const GumboNode& /*element*/) {
    deepest = std::max(deepest, ++depth);
    return true;
  }
  void leave(const GumboNode& /*element*/) { --depth; }
  void text(const GumboNode& /*node*/) {}

  std::size_t depth = 0;
  std::size_t deepest = 0;
};

}  // namespace

TEST_CASE("the guard sees at least half the depth that the parser builds", "[extract][property]") {
  Limits open_limits;
  open_limits.html_depth = 100'000;
  jianbao::extract::DocumentParser parser(open_limits);
  std::vector<jianbao::extract::WalkPlace> stack;
  std::size_t refused = 0;
  for (unsigned seed = 1; seed <= 3000; ++seed) {
    std::mt19937 random(seed);
    const std::string soup = tag_soup(random);
    DepthVisitor visitor;
    jianbao::extract::walk(parser.parse(soup), stack, visitor);
    // The tree can be deeper than the stack of open elements ever was, where elements are moved.
    if (visitor.deepest <= 12) continue;
    Limits limits;
    limits.html_depth = (visitor.deepest - 10) / 2;
    CAPTURE(seed, visitor.deepest, soup);
    REQUIRE_FALSE(refusal(soup, limits).empty());
    ++refused;
  }
  CHECK(refused > 500);
}
