#include "feed/links.h"

#include <catch2/catch.hpp>

#include <string>

using jianbao::feed::Links;

namespace {

constexpr const char* kBase = "http://a.example/dir/page.html";

std::string rewrite(const std::string& html) {
  Links links(1U << 20U);
  return links.rewrite(kBase, html);
}

}  // namespace

TEST_CASE("a reference is resolved unless it is absolute", "[feed]") {
  Links links(1U << 20U);
  CHECK(links.resolve(kBase, " ../x ") == "http://a.example/x");
  CHECK(links.resolve(kBase, "//b.example/y") == "http://b.example/y");
  CHECK(links.resolve(kBase, "https://c.example/") == "https://c.example/");
  CHECK(links.resolve(kBase, "mailto:a@b") == "mailto:a@b");
  CHECK(links.resolve(kBase, "a:b/c") == "a:b/c");
  CHECK(links.resolve(kBase, "x?a:b") == "http://a.example/dir/x?a:b");
  CHECK(links.resolve("", "../x") == "../x");
  CHECK(links.resolve(kBase, "").empty());
}

TEST_CASE("an address has no white space of any width around it", "[feed]") {
  Links links(1U << 20U);
  CHECK(links.resolve_address(kBase, "\u3000 https://c.example/\u00A0\u200B\n") ==
        "https://c.example/");
  CHECK(links.resolve_address(kBase, "\uFEFF/y") == "http://a.example/y");
  CHECK(links.resolve_address(kBase, "\u3000\u3000").empty());
}

TEST_CASE("links inside HTML are resolved, all else is left byte for byte", "[feed]") {
  CHECK(rewrite("<A HREF='x'>x</A> <img alt=\"a>b\" src=y><p title='src=z'>") ==
        "<A HREF='http://a.example/dir/x'>x</A> <img alt=\"a>b\" "
        "src=\"http://a.example/dir/y\"><p title='src=z'>");
  for (const char* same :
       {"", "text < 1 & href=x", "<a href=\"http://b.example/\">", "<a href=\"\">", "<a href>",
        "<!-- <a href=\"x\"> -->", "<script>'<a href=\"x\">'</script>",
        "<STYLE>a[href=\"x\"]</STYLE>", "<a href=\"x", "<a href=", "<a", "<", "<专 href=x>",
        "<!-- open", "<script>open"}) {
    CAPTURE(same);
    CHECK(rewrite(same) == same);
  }
  CHECK(rewrite("<script>x</script><a href='y'>") ==
        "<script>x</script><a href='http://a.example/dir/y'>");
}

TEST_CASE("the addresses that scripts and screens choose from are resolved", "[feed]") {
  const struct {
    std::string given;
    std::string read;
  } cases[] = {
      {"<img srcset=\"a.jpg 1x, ../b.jpg 2x\">",
       "<img srcset=\"http://a.example/dir/a.jpg 1x, http://a.example/b.jpg 2x\">"},
      {"<source srcset='/a,b.webp 480w,\n  /c.webp, d'>",
       "<source srcset='http://a.example/a,b.webp 480w,\n  http://a.example/c.webp, "
       "http://a.example/dir/d'>"},
      {"<img srcset=a.jpg>", "<img srcset=\"http://a.example/dir/a.jpg\">"},
      {"<form action=a><button formaction=\"b\"><td background='/c'>",
       "<form action=\"http://a.example/dir/a\"><button formaction=\"http://a.example/dir/b\">"
       "<td background='http://a.example/c'>"},
      {"<object data=\"a\" classid=\"clsid:1\" codebase=\"/\"><image xlink:href=\"i\">",
       "<object data=\"http://a.example/dir/a\" classid=\"clsid:1\" codebase=\"http://a.example/\">"
       "<image xlink:href=\"http://a.example/dir/i\">"},
      {"<img longdesc=\"a\" usemap=\"#b\"><img usemap=\"/c#d\">",
       "<img longdesc=\"http://a.example/dir/a\" usemap=\"#b\">"
       "<img usemap=\"http://a.example/c#d\">"},
      {"<img src=\"data:image/gif,x\" data-src=\"/a.jpg\" data-original=b>",
       "<img src=\"data:image/gif,x\" data-src=\"http://a.example/a.jpg\" "
       "data-original=\"http://a.example/dir/b\">"},
      {"<img srcset=\"\">", "<img srcset=\"\">"},
      {"<img srcset=\" , ,\">", "<img srcset=\" , ,\">"},
      {"<img srcset=https://b.example/a>", "<img srcset=https://b.example/a>"},
  };
  for (const auto& [given, read] : cases) {
    CHECK(rewrite(given) == read);
  }
}

TEST_CASE("a resolved link cannot end its attribute", "[feed]") {
  Links links(1U << 20U);
  const std::string out = links.rewrite("http://a.example/'onload=x/", "<a href='y'>");
  CHECK(out.find("'onload") == std::string::npos);
}

TEST_CASE("resolving stops to grow the text at its bound", "[feed][hostile]") {
  const std::string base = "http://a.example/" + std::string(1000, 'd') + "/";
  std::string html;
  for (int i = 0; i < 10'000; ++i) html += "<a href=x>";
  Links links(100'000);
  CHECK(links.rewrite(base, html).size() < html.size() + 200'000);
}
