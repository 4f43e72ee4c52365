#include <catch2/catch.hpp>

#include <cstdint>
#include <random>
#include <string>

#include "feed/sample_feeds.h"
#include "jianbao/text/unicode.h"

using namespace jianbao;

namespace {

/// How many entries of `whole` are in `part`, the same and in the same order, before the first
/// that differs.
std::size_t shared_entries(const Feed& whole, const Feed& part) {
  std::size_t same = 0;
  while (same < part.entries.size() && same < whole.entries.size() &&
         part.entries[same].raw == whole.entries[same].raw) {
    ++same;
  }
  return same;
}

void check_valid(const Feed& feed) {
  for (const FeedEntry& entry : feed.entries) {
    CHECK(text::is_valid_utf8(entry.title));
    CHECK(text::is_valid_utf8(entry.summary));
    CHECK(text::is_valid_utf8(entry.content));
    CHECK(text::is_valid_utf8(entry.raw));
  }
}

}  // namespace

TEST_CASE("a feed cut at any byte keeps its whole entries and gives no part of one",
          "[feed][hostile]") {
  for (const std::string& sample : {test::rss_sample(), test::rdf_sample(), test::atom_sample()}) {
    const feed::ParseResult whole = feed::parse(sample, {});
    const std::string closing =
        sample.find("</entry>") == std::string::npos ? "</item>" : "</entry>";
    for (std::size_t size = 0; size < sample.size(); ++size) {
      CAPTURE(size);
      const std::string part = sample.substr(0, size);
      const feed::ParseResult cut = feed::parse(part, {});
      std::size_t complete = 0;
      for (std::size_t at = 0; (at = part.find(closing, at)) != std::string::npos; ++at) ++complete;
      CHECK(cut.feed.entries.size() == complete);
      if (cut.replaced == 0 && cut.charset == "UTF-8") {
        CHECK(shared_entries(whole.feed, cut.feed) == complete);
      }
      check_valid(cut.feed);
    }
  }
}

TEST_CASE("a JSON Feed cut at any byte is reported", "[feed][hostile]") {
  const std::string sample = test::json_sample();
  for (std::size_t size = 0; size < sample.size(); ++size) {
    const auto cut = feed::parse(sample.substr(0, size), {});
    CHECK((!cut.problem.empty() || cut.warnings.at(0).offset));
  }
}

TEST_CASE("a feed with any byte changed is read or reported", "[feed][hostile]") {
  std::mt19937 random(20240515);
  std::uniform_int_distribution<unsigned> byte(0, 255);
  for (std::string sample : {test::rss_sample(), test::atom_sample(), test::json_sample()}) {
    for (std::size_t at = 0; at < sample.size(); at += 3) {
      const char old = sample[at];
      sample[at] = static_cast<char>(byte(random));
      CAPTURE(at, sample[at]);
      check_valid(feed::parse(sample, {.base_url = "http://a.example/"}).feed);
      sample[at] = old;
    }
  }
}

TEST_CASE("a hundred thousand nested elements are refused", "[feed][hostile]") {
  std::string deep = "<rss><channel><item><description>";
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  CHECK(feed::parse(deep, {}).problem == "elements nested deeper than 250");
}

TEST_CASE("unclosed HTML line breaks do not count as nesting", "[feed]") {
  std::string inside = "<description>";
  for (int i = 0; i < 1000; ++i) inside += "行<br>";
  const FeedEntry entry = test::read_only_entry(test::rss_item(inside + "</description>"));
  CHECK(entry.summary.size() == 1000 * std::string("行<br>").size());
}

TEST_CASE("of too many entries the first are kept, and the loss is told", "[feed][hostile]") {
  std::string xml = "<rss><channel><title>t</title>";
  for (int i = 0; i < 1'000'000; ++i) xml += "<item/>";
  const feed::ParseResult result = feed::parse(xml + "</channel></rss>", {});
  CHECK(result.problem.empty());
  CHECK(result.feed.entries.size() == 20'000);
  REQUIRE(result.losses.size() == 1);
  CHECK(result.losses[0] == "left out: 980000 entries behind the first 20000");

  Limits limits;
  limits.feed_entries = 2;
  CHECK(feed::parse(test::json_sample(), {}, limits).feed.entries.size() == 2);
  CHECK(feed::parse(test::json_sample(), {}, limits).losses.size() == 1);
}

TEST_CASE("a document over the size limit is refused by name", "[feed][hostile]") {
  CHECK(feed::parse(std::string((std::size_t{15} << 20U) + 1, ' '), {}).problem ==
        "larger than 15 MiB");
}

TEST_CASE("what could take quadratic time does not", "[feed][hostile]") {
  const std::string piece =
      GENERATE(as<std::string>{}, "<a ", "<a b='", "<a b=\"'", "</x", "<!--", "<![CDATA[", "&a",
               "<script>", "<zz a=\"<", "<!", "<?", "<a b=", "<a><![CDATA[</a>", "<a><!--</a>",
               "<a><![CDATA[<![CDATA[]]>", "<a b=\"></a>", "<a b", "<x><![cdata[a</x>",
               "<x><![cdata[a<x></x>", "<html>", "</rss><!--x", "</rss><?x ");
  std::string many;
  while (many.size() < 2'000'000) many += piece;
  const std::string escaped = "<rss><channel><item><title><![CDATA[" + many +
                              "]]></title><description><![CDATA[" + many +
                              "]]></description></item></channel></rss>";
  const feed::ParseOptions options{.base_url = "http://a.example/"};
  CHECK(feed::parse(escaped, options).feed.entries.size() <= 1);
  CHECK(feed::parse("<rss><channel><item>" + many, options).feed.entries.size() <= 1);
  CHECK(feed::parse("<rss><channel>" + many, options).feed.entries.empty());
  const std::string behind = "<rss version='2.0'><channel><item><title>a</title></item></channel>";
  CHECK(feed::parse(many + behind + "</rss>", options).feed.entries.size() <= 1);
  CHECK(feed::parse(behind + many + "<item><title>b</title></item></rss>", options)
            .feed.entries.size() <= 2);
}

TEST_CASE("entries that repeat themselves inside are bounded", "[feed][hostile]") {
  std::string inside;
  for (int i = 0; i < 5000; ++i) inside += "<category>c" + std::to_string(i) + "</category>";
  CHECK(test::read_only_entry(test::rss_item(inside)).tags.size() == 100);
}

TEST_CASE("what entries inherit cannot be multiplied by their number", "[feed][hostile]") {
  const std::string huge(1'000'000, 'x');
  std::string json = R"({"version":"jsonfeed.org )" + huge + R"(","language":")" + huge +
                     R"(","title":"t","authors":[{"name":")" + huge + R"("}],"items":[)";
  std::string atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:" + huge +
                     "=\"http://purl.org/dc/elements/1.1/\" xml:base=\"http://a.example/" + huge +
                     "\" xml:lang=\"" + huge + "\"><author><name>" + huge + "</name></author>";
  for (int i = 0; i < 20'000; ++i) {
    json += R"({"id":1,"url":"a"},)";
    atom += "<entry><link href='a'/></entry>";
  }
  for (const std::string& document : {json + "{}]}", atom + "</feed>"}) {
    const feed::ParseResult result = feed::parse(document, {});
    REQUIRE(result.feed.entries.size() >= 20'000);
    std::size_t total = 0;
    for (const FeedEntry& entry : result.feed.entries) {
      total += entry.language.size() + entry.url.size() + entry.raw.size();
      for (const std::string& author : entry.authors) total += author.size();
    }
    CHECK(total < 20'000 * 500);
  }
}

TEST_CASE("JSON that is too much for a reader is refused by name", "[feed][hostile]") {
  const std::string head = R"({"version":"https://jsonfeed.org/version/1.1","items":[)";
  CHECK(feed::parse(head + std::string(1'000'000, '['), {}).problem ==
        "values nested deeper than 250");
  CHECK(feed::parse(head + R"({"id":1e999}]})", {}).problem ==
        "JSON with a number that is too large to be read");
  CHECK(feed::parse(head + "{\"id\":" + std::string(10'000'000, '9') + "}]}", {}).problem ==
        "JSON with a number that is too large to be read");
  std::string many = head;
  for (int i = 0; i < 2'000'001; ++i) many += "0,";
  CHECK(feed::parse(many + "0]}", {}).problem == "more than 2000000 values");
}

TEST_CASE("one long attribute or text costs no more than its size", "[feed][hostile]") {
  const std::string huge(14'000'000, 'x');
  const feed::ParseResult attribute = feed::parse(
      "<rss><channel a='" + huge + "'><item><title>t</title></item></channel></rss>", {});
  REQUIRE(attribute.feed.entries.size() == 1);
  CHECK(attribute.feed.entries[0].raw.size() < 10'000);
  const feed::ParseResult text = feed::parse(
      "<rss><channel><item><description>" + huge + "</description></item></channel></rss>", {});
  REQUIRE(text.feed.entries.size() == 1);
  CHECK(text.feed.entries[0].summary == huge);
}
