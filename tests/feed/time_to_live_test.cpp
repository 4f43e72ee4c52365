#include <catch2/catch.hpp>

#include <chrono>
#include <optional>
#include <string>

#include "feed/sample_feeds.h"

using namespace jianbao;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using test::read_feed;
using Ttl = std::optional<milliseconds>;

namespace {

const std::string kSyndication = " xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\"";

Ttl ttl_of_rss(const std::string& channel) {
  return read_feed("<rss version=\"2.0\"" + kSyndication + "><channel><title>T</title>" + channel +
                   "<item><title>一</title></item></channel></rss>")
      .ttl;
}

std::string updates(const std::string& period, const std::string& frequency) {
  return "<sy:updatePeriod>" + period + "</sy:updatePeriod><sy:updateFrequency>" + frequency +
         "</sy:updateFrequency>";
}

}  // namespace

TEST_CASE("a feed's ttl is read in minutes, up to 31 days", "[feed][ttl]") {
  const auto [ttl, expected] = GENERATE(table<std::string, Ttl>({
      {"60", hours(1)},
      {" \n15\t", minutes(15)},
      {"1", minutes(1)},
      {"44640", hours(31 * 24)},
      {"44641", std::nullopt},
      {"0", std::nullopt},
      {"-5", std::nullopt},
      {"", std::nullopt},
      {"an hour", std::nullopt},
      {"60 minutes", std::nullopt},
      {"1.5", std::nullopt},
      {"4294967295", std::nullopt},
      {"99999999999999999999", std::nullopt},
  }));
  CAPTURE(ttl);
  CHECK(ttl_of_rss("<ttl>" + ttl + "</ttl>") == expected);
}

TEST_CASE("the syndication module says how many updates there are in a period", "[feed][ttl]") {
  const auto [period, frequency, expected] = GENERATE(table<std::string, std::string, Ttl>({
      {"hourly", "1", hours(1)},
      {"\n hourly \n", "\n 4 \n", minutes(15)},
      {"Daily", "2", hours(12)},
      {"weekly", "7", hours(24)},
      {"monthly", "1", hours(30 * 24)},
      {"yearly", "73", hours(5 * 24)},
      {"yearly", "1", std::nullopt},
      {"hourly", "3600000", milliseconds(1)},
      {"hourly", "3600001", std::nullopt},
      {"hourly", "0", hours(1)},
      {"hourly", "often", hours(1)},
      {"fortnightly", "6", hours(4)},
      {"fortnightly", "", std::nullopt},
  }));
  CAPTURE(period, frequency);
  CHECK(ttl_of_rss(updates(period, frequency)) == expected);
}

TEST_CASE("what the syndication module leaves out is daily and once", "[feed][ttl]") {
  CHECK(ttl_of_rss("<sy:updatePeriod>hourly</sy:updatePeriod>") == Ttl(hours(1)));
  CHECK(ttl_of_rss("<sy:updateFrequency>24</sy:updateFrequency>") == Ttl(hours(1)));
}

TEST_CASE("of a feed's ttls the first that can be read counts, before its update period",
          "[feed][ttl]") {
  CHECK(ttl_of_rss(updates("daily", "1") + "<ttl>x</ttl><ttl>30</ttl><ttl>60</ttl>") ==
        Ttl(minutes(30)));
  CHECK(ttl_of_rss("<ttl>0</ttl>" + updates("daily", "1")) == Ttl(hours(24)));
}

TEST_CASE("RDF and Atom feeds have update periods too", "[feed][ttl]") {
  CHECK(read_feed("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                  "xmlns=\"http://purl.org/rss/1.0/\" "
                  "xmlns:s=\"http://purl.org/rss/1.0/modules/syndication/\">"
                  "<channel><title>T</title><s:updatePeriod>hourly</s:updatePeriod>"
                  "<s:updateFrequency>2</s:updateFrequency></channel>"
                  "<item><title>一</title></item></rdf:RDF>")
            .ttl == Ttl(minutes(30)));
  CHECK(read_feed("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>T</title>"
                  "<sy:updatePeriod>weekly</sy:updatePeriod>"
                  "<entry><title>一</title></entry></feed>")
            .ttl == Ttl(hours(7 * 24)));
}

TEST_CASE("a feed that does not say how long it keeps has no ttl", "[feed][ttl]") {
  CHECK_FALSE(ttl_of_rss(""));
  CHECK_FALSE(ttl_of_rss("<item><title>二</title><ttl>5</ttl></item>"));
  CHECK_FALSE(ttl_of_rss("<x:ttl xmlns:x=\"urn:other\">5</x:ttl>"));
  CHECK_FALSE(read_feed(test::json_sample()).ttl);
}
