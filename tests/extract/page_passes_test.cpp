// The passes that find a page's main content, each by itself.
#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

#include "extract/block_model.h"
#include "extract/content_blocks.h"
#include "extract/document.h"
#include "extract/dom.h"
#include "extract/groups.h"
#include "extract/main_content.h"
#include "extract/page_outline.h"
#include "extract/prune.h"
#include "extract/surroundings.h"
#include "jianbao/core/error.h"

using namespace jianbao::extract;

namespace {

/// A page's outline and blocks, with the tree they point into.
class Outlined {
 public:
  explicit Outlined(const std::string& html, const PageHints& hints = {})
      : html_("<!DOCTYPE html><html><head></head><body>" + html + "</body></html>") {
    const GumboNode& root = parser_.parse(html_);
    const GumboNode* const body = child_element(root, GUMBO_TAG_BODY);
    entries = outline(*body, names_, stack_);
    blocks = content_blocks(entries, hints);
  }

  std::uint32_t index_of(GumboTag tag, std::size_t nth = 0) const {
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
      if (entries[i].tag == tag && nth-- == 0) return i;
    }
    throw std::runtime_error("the page has no such element");
  }

  const OutlineEntry& entry(GumboTag tag, std::size_t nth = 0) const {
    return entries[index_of(tag, nth)];
  }

 private:
  std::string html_;
  DocumentParser parser_{jianbao::Limits{}};
  NameReader names_;
  std::vector<WalkPlace> stack_;

 public:
  std::vector<OutlineEntry> entries;
  std::vector<Block> blocks;
};

std::string sentences(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text +=
        "The council of the town met on day " + std::to_string(i) + ", and voted on the bridge. ";
  }
  return text;
}

bool has(std::uint32_t bits, std::uint32_t wanted) {
  return (bits & wanted) == wanted;
}

}  // namespace

TEST_CASE("the outline measures in columns and sums up what elements hold", "[extract][outline]") {
  const Outlined page("<div><p>abc, <a href=x>de</a></p><p>汉字，</p></div>");
  CHECK(page.entry(GUMBO_TAG_P).own_length == 7);
  CHECK(page.entry(GUMBO_TAG_P).own_link_length == 2);
  CHECK(page.entry(GUMBO_TAG_P, 1).own_length == 6);
  CHECK(page.entry(GUMBO_TAG_DIV).length == 13);
  CHECK(page.entry(GUMBO_TAG_DIV).link_length == 2);
  CHECK(page.entry(GUMBO_TAG_DIV).commas == 2);
  CHECK(page.entry(GUMBO_TAG_DIV).blocks == 2);
}

TEST_CASE("controls and hidden inline elements are no part of the outline", "[extract][outline]") {
  const Outlined page(
      "<p>a<button>b</button><span hidden>c</span><span class='sr-only'>d</span>"
      "<span class='d-none d-md-block'>e</span><noscript>f</noscript></p>");
  CHECK(page.entry(GUMBO_TAG_P).own_length == 2);
}

TEST_CASE("a page of more boxes than any reader could use is refused", "[extract][outline]") {
  std::string html;
  for (int i = 0; i < 500'001; ++i) html += "<p>";
  CHECK_THROWS_AS(Outlined(html), jianbao::Error);
}

TEST_CASE("names are read by words, in any spelling of them", "[extract][names]") {
  const Outlined page(
      "<div class='navBar'>a</div><div id=share_buttons>b</div><div class=headline>c</div>"
      "<div itemprop=articleBody>d</div><div class='post-content'>e</div><div role=dialog>f</div>"
      "<div class=download>g</div>");
  CHECK(has(page.entry(GUMBO_TAG_DIV, 0).signs, kNamedNav));
  CHECK(has(page.entry(GUMBO_TAG_DIV, 1).signs, kNamedShare));
  CHECK(has(page.entry(GUMBO_TAG_DIV, 2).signs, kNamedTitle));
  CHECK_FALSE(has(page.entry(GUMBO_TAG_DIV, 2).signs, kNamedHeader));
  CHECK(has(page.entry(GUMBO_TAG_DIV, 3).signs, kNamedBody));
  CHECK(has(page.entry(GUMBO_TAG_DIV, 4).signs, kNamedBody));
  CHECK(has(page.entry(GUMBO_TAG_DIV, 5).signs, kIsDialog));
  CHECK(page.entry(GUMBO_TAG_DIV, 6).signs == 0);
}

TEST_CASE("comments and cookie notes are pruned, however long", "[extract][prune]") {
  const Outlined page("<div><h1>News</h1><p>" + sentences(6) + "</p></div><ol id=comments><li>" +
                      sentences(40) + "</li></ol><div class='cookie-banner'><p>" + sentences(2) +
                      "</p></div>");
  const std::vector<bool> gone = pruned(page.entries);
  CHECK(gone[page.index_of(GUMBO_TAG_OL)]);
  CHECK(gone[page.index_of(GUMBO_TAG_LI)]);
  CHECK(gone[page.index_of(GUMBO_TAG_DIV, 1)]);
  CHECK_FALSE(gone[page.index_of(GUMBO_TAG_DIV)]);
}

TEST_CASE("the outline counts words and pictures", "[extract][outline]") {
  const Outlined page(
      "<div><img><p>The mayor of Oldtown <a href=x>spoke.</a> All <b>left</b> now!</p>"
      "<p>Read <a href=x>more</a></p></div>");
  const OutlineEntry& entry = page.entry(GUMBO_TAG_P);
  CHECK(entry.own_words == 8);
  CHECK(entry.capitalised == 3);
  CHECK_FALSE(entry.ends_in_link);
  CHECK(page.entry(GUMBO_TAG_P, 1).ends_in_link);
  CHECK(page.entry(GUMBO_TAG_DIV).pictures == 1);
  CHECK(page.entry(GUMBO_TAG_P).pictures == 0);
}

TEST_CASE("nothing is pruned that holds the heading, or without which little is left",
          "[extract][prune]") {
  const Outlined named("<div class='comments'><h1>News</h1><p>" + sentences(9) + "</p></div><p>" +
                       sentences(9) + "</p>");
  CHECK_FALSE(pruned(named.entries)[named.index_of(GUMBO_TAG_DIV)]);
  const Outlined only("<p>short</p><div style='display:none'><p>" + sentences(9) + "</p></div>");
  CHECK_FALSE(pruned(only.entries)[only.index_of(GUMBO_TAG_DIV)]);
}

TEST_CASE("blocks know the title, the description and JSON-LD's body by their letters",
          "[extract][blocks]") {
  const std::string lead = "Bridge over the old river is closed until spring";
  const Outlined page("<h1>Bridge, closed!</h1><p>" + lead + ".</p><p>" + sentences(1) +
                          "</p><p>Somebody else wrote this sentence about other things.</p>",
                      {.title = "Bridge closed",
                       .description = lead + " – says the mayor",
                       .body = lead + "\n" + sentences(8)});
  REQUIRE(page.blocks.size() == 4);
  CHECK(page.blocks[0].is_title);
  CHECK(page.blocks[1].is_description);
  CHECK(page.blocks[1].after_title);
  CHECK(page.blocks[1].in_body);
  CHECK(page.blocks[2].in_body);
  CHECK(page.blocks[3].not_in_body);
}

TEST_CASE("a lead is known by any of the descriptions, also behind a place name",
          "[extract][blocks]") {
  const std::string lead = "The bridge over the old river is closed until spring, the mayor says";
  const Outlined page(
      "<h1>News</h1><p>" + lead + ".</p><p>Oldtown, Monday. " + lead + ".</p><p>" + sentences(1) +
          "</p>",
      {.title = {},
       .description = "All the news of the river towns, every day\nMonday: " + lead + "\n",
       .body = {}});
  REQUIRE(page.blocks.size() == 4);
  CHECK(page.blocks[1].in_description);
  CHECK_FALSE(page.blocks[1].is_description);
  CHECK(page.blocks[2].in_description);
  CHECK_FALSE(page.blocks[3].in_description);
}

TEST_CASE("the first text is the first of some length after the heading that is no caption",
          "[extract][blocks]") {
  const Outlined page("<p>" + sentences(1) + "</p><h1>News</h1><div>by Jo Doe</div><figure><img>" +
                      "<figcaption>" + sentences(1) + "</figcaption></figure><p>" + sentences(1) +
                      "</p><p>" + sentences(1) + "</p>");
  REQUIRE(page.blocks.size() == 6);
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    CHECK(page.blocks[i].is_first_text == (i == 4));
  }
}

TEST_CASE("a block is by a picture if it shares a small box with one", "[extract][blocks]") {
  const Outlined page(
      "<div><h1>News</h1><p>Lead</p><img></div><div><div><img></div>"
      "<p>A caption</p></div><div><img><p>" +
      sentences(9) + "</p></div>");
  REQUIRE(page.blocks.size() == 4);
  CHECK_FALSE(page.blocks[0].by_picture);
  CHECK_FALSE(page.blocks[1].by_picture);
  CHECK(page.blocks[2].by_picture);
  CHECK_FALSE(page.blocks[3].by_picture);
}

TEST_CASE("first words and the heading above tell of other articles", "[extract][blocks]") {
  const Outlined page(
      "<div><h3>相关阅读</h3><p>另一条新闻的标题在这里</p></div><p>Photo: somebody</p>"
      "<p>Copyright 2024</p><p>The mayor said so.</p>");
  REQUIRE(page.blocks.size() == 5);
  CHECK(page.blocks[0].cue == Cue::kReadMore);
  CHECK(page.blocks[1].heading_cue == Cue::kReadMore);
  CHECK(page.blocks[2].cue == Cue::kCredit);
  CHECK(page.blocks[2].heading_cue == Cue::kNone);
  CHECK(page.blocks[3].cue == Cue::kBoilerplate);
  CHECK(page.blocks[4].cue == Cue::kNone);
}

TEST_CASE("a name of boilerplate counts inside its box, unless the box is most of the page",
          "[extract][blocks]") {
  const Outlined page("<div class=sidebar><p>" + sentences(9) + "</p></div><div class=sidebar><p>" +
                      sentences(1) + "</p></div>");
  REQUIRE(page.blocks.size() == 2);
  CHECK_FALSE(has(page.blocks[0].names, kNamedSide));
  CHECK(has(page.blocks[1].names, kNamedSide));
}

TEST_CASE("the core is the innermost element with most of the content", "[extract][surroundings]") {
  const Outlined page("<main><div><p>" + sentences(2) + "</p><p>" + sentences(2) +
                      "</p></div><div><p>" + sentences(2) + "</p></div></main><p>" + sentences(1) +
                      "</p>");
  REQUIRE(page.blocks.size() == 4);
  const std::vector<Surroundings> around =
      survey(page.entries, page.blocks, {0.9F, 0.9F, 0.8F, 0.1F});
  CHECK(around[0].in_core);
  CHECK(around[1].in_core);
  CHECK_FALSE(around[2].in_core);
  CHECK(around[2].in_wide_core);
  CHECK_FALSE(around[3].in_wide_core);
  CHECK(around[1].before == Approx(0.9));
  CHECK(around[3].after == Approx(0));
  CHECK(around[0].parent == Approx(0.9));
  CHECK(around[1].between);
  CHECK_FALSE(around[3].between);
}

TEST_CASE("rows of a table and items of a list share one fate", "[extract][groups]") {
  const Outlined page(
      "<table><tr><td>aaaa</td><td>bbbb</td></tr></table>"
      "<table><tr><td><div>layout, layout</div></td><td>menu</td></tr></table>");
  std::vector<float> likely = {0.9F, 0.5F, 0.9F, 0.1F};
  REQUIRE(page.blocks.size() == likely.size());
  settle_groups(page.entries, page.blocks, likely);
  CHECK(likely[0] == Approx(0.7));
  CHECK(likely[1] == Approx(0.7));
  CHECK(likely[2] == Approx(0.9));
  CHECK(likely[3] == Approx(0.1));
}

TEST_CASE("a quoted post and the line that says whose it is share one fate", "[extract][groups]") {
  const Outlined page("<blockquote><p>" + sentences(1) +
                      "</p>— Jo Doe (@jo) <a href=x>May 1</a></blockquote>"
                      "<blockquote><div>a box</div>of other things</blockquote>");
  REQUIRE(page.blocks.size() == 4);
  std::vector<float> likely = {0.3F, 0.9F, 0.2F, 0.9F};
  settle_groups(page.entries, page.blocks, likely);
  CHECK(likely[0] == Approx(likely[1]));
  CHECK(likely[0] > 0.55F);
  CHECK(likely[2] == Approx(0.2));
  CHECK(likely[3] == Approx(0.9));
}

TEST_CASE("the model prefers paragraphs to links and boxes named for other things",
          "[extract][model]") {
  const Outlined page("<article><h1>News</h1><p>" + sentences(3) + "</p><p>" + sentences(3) +
                      "</p></article><aside class=related><ul><li><a href=x>Another piece</a></li>"
                      "<li><a href=y>And one more of them</a></li></ul></aside>");
  REQUIRE(page.blocks.size() == 5);
  const std::vector<float> likely = judge(page.entries, page.blocks);
  CHECK(likely[1] > 0.8F);
  CHECK(likely[2] > 0.8F);
  CHECK(likely[3] < 0.1F);
  CHECK(likely[4] < 0.1F);
}
