#include "jianbao/text/twice_encoded.h"

#include <catch2/catch.hpp>

using namespace jianbao::text;

TEST_CASE("text that was encoded twice is found, and undone where all of it is such", "[text]") {
  const struct {
    const char* twice;
    const char* once;
  } cases[] = {
      {"<title>ä¸­å›½æ–°é—»</title>", "<title>中国新闻</title>"},
      {"x ä¸\u00ADå\u009B½æ\u0096°é\u0097» y", "x 中国新闻 y"},
      {"It â€œworksâ€\u009D, itâ€™s saidâ€¦", "It “works”, it’s said…"},
      {"ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"},
      {"æ–°é—»ï¼ŒcafÃ©", "新闻，café"},
  };
  for (const auto& [twice, once] : cases) {
    CAPTURE(twice);
    CHECK(find_twice_encoded(twice).count >= 1);
    CHECK(undo_twice_encoded(twice) == once);
  }
  CHECK(find_twice_encoded("<b>ä¸­å›½</b> ä¸­å›½").first == 3);
  CHECK(find_twice_encoded("<b>ä¸­å›½</b> ä¸­å›½").count == 2);
}

TEST_CASE("text that was encoded twice in part, or lost bytes, is found and left", "[text]") {
  for (const char* text : {"频道 ä¸­å›½æ–°é—»", "ä¸\u00ADå½æ°é»", "中 â€™"}) {
    CAPTURE(text);
    CHECK(find_twice_encoded(text).count == 1);
    CHECK_FALSE(undo_twice_encoded(text));
  }
}

TEST_CASE("letters with accents are no text that was encoded twice", "[text]") {
  for (const char* text :
       {"", "plain", "中国新闻", "« à la café»", "“café” “naïveté…” 20 °C", "ÆØÅ æøå ÐÞ ðþ",
        "Ça va ? «Été», «é»; São Paulo — coração", "Größe Übermaß Äpfel", "¿Qué? ¡Sí! ª º",
        "hôtel à 20 € ; prix â 5 €", "Việt Nam phở", "çé", "ï»"}) {
    CAPTURE(text);
    CHECK(find_twice_encoded(text).count == 0);
  }
}

TEST_CASE("an offset into undone text leads to the bytes that were undone", "[text]") {
  const std::string twice = "<b>ä¸­å›½</b>";
  const std::string once = undo_twice_encoded(twice).value();
  CHECK(twice_encoded_offset(twice, once.find("</b>")) == twice.find("</b>"));
  CHECK(twice_encoded_offset(twice, once.size() + 5) == twice.size());
}
