// Pages that carry other articles behind their own.
#include <catch2/catch.hpp>
#include <string>

#include "jianbao/extract/extractor.h"

namespace {

const std::string kText =
    "The ferry across the estuary will run all night from October, the harbour board decided on "
    "Monday. Fishermen had asked for it since the bridge was closed to lorries, and the board says "
    "that the crews agree, as the pay for the night is half as much again as for the day.";
const std::string kOther =
    "The mill at the weir grinds again, for the first time in sixty years. Its owner has rebuilt "
    "the wheel from oak, and sells the flour in the village shop, where a queue was seen at noon.";

std::string text_of(const std::string& body) {
  jianbao::extract::Extractor extractor;
  return extractor
      .page("<!DOCTYPE html><html><head><title>Night ferry - The Example</title></head><body>" +
                body + "</body></html>",
            "https://news.example/ferry")
      .text;
}

std::string article(const std::string& heading, const std::string& text,
                    const std::string& attributes = "") {
  return "<article" + attributes + ">" + heading + "<p>" + text + "</p></article>";
}

}  // namespace

TEST_CASE("an article that follows the page's own is left out", "[extract]") {
  const std::string own = article("<h1>Night ferry</h1>", kText);
  CHECK(text_of("<main>" + own + article("<h1>Old mill</h1>", kOther) + "</main>") == kText);
  CHECK(text_of("<main>" + own + "<div>" + article("<h2>Why?</h2>", kOther) + "</div></main>") ==
        kText + "\n\nWhy?\n\n" + kOther);
}

TEST_CASE("an article inside the page's own is part of it", "[extract]") {
  const std::string body = "<article><h1>Night ferry</h1><p>" + kText + "</p>" +
                           article("<h1>The board</h1>", kOther) + "</article>";
  CHECK(text_of(body).find(kOther) != std::string::npos);
}

TEST_CASE("posts with another number are other articles", "[extract]") {
  const auto post = [](const std::string& heading, const std::string& text, int number) {
    return article(heading, text, " class='hentry post-" + std::to_string(number) + " tag-x'");
  };
  const std::string own = post("<h1>Night ferry</h1>", kText, 12);
  CHECK(text_of(own + "<div>" + post("", kOther, 7) + "</div>") == kText);
  CHECK(text_of(own + "<div>" + post("", kOther, 12) + "</div>") == kText + "\n\n" + kOther);
}

TEST_CASE("a teaser above other articles does not displace them", "[extract]") {
  const std::string body = "<main>" + article("<h1>Night ferry</h1>", "Soon.") +
                           article("<h1>Old mill</h1>", kOther) +
                           article("<h1>The estuary</h1>", kText) + "</main>";
  const std::string text = text_of(body);
  CHECK(text.find(kOther) != std::string::npos);
  CHECK(text.find(kText) != std::string::npos);
}
