#include "jianbao/formats/gzip.h"

#include <catch2/catch.hpp>
#include <string>

#include "jianbao/core/error.h"
#include "support/gzip.h"

using namespace jianbao;
using jianbao::test::gzipped;

namespace {

constexpr std::size_t kRoom = 1'000'000;

/// The error that unpacking throws.
Error refusal(const std::string& bytes, std::size_t room = kRoom) {
  try {
    formats::gunzip(bytes, room, "news.xml.gz");
  } catch (const Error& error) {
    return error;
  }
  return {ErrorKind::kUsage, "", "nothing was thrown"};
}

}  // namespace

TEST_CASE("a gzip file gives back what was packed, of all its members", "[formats]") {
  for (const std::size_t size : {0U, 1U, 65'536U, 300'000U}) {
    const std::string content(size, 'x');
    CHECK(formats::gunzip(gzipped(content), kRoom, "a") == content);
  }
  CHECK(formats::gunzip(gzipped("one ") + gzipped("two"), kRoom, "a") == "one two");
  CHECK(formats::gunzip(gzipped("one") + std::string(20, '\0'), kRoom, "a") == "one");
}

TEST_CASE("a gzip file may hold as much as is allowed, and no byte more", "[formats][hostile]") {
  const std::string bomb = gzipped(std::string(100'000'000, ' '));
  const Error error = refusal(bomb, 15U << 20U);
  CHECK(error.kind() == ErrorKind::kLimit);
  CHECK(error.what() == std::string("news.xml.gz: unpacks to more than the limit of 15 MiB; split "
                                    "it, or leave it out"));
  CHECK(formats::gunzip(gzipped("12345"), 5, "a") == "12345");
  CHECK(refusal(gzipped("123456"), 5).kind() == ErrorKind::kLimit);
}

TEST_CASE("gzip files that are cut off or damaged are told apart", "[formats]") {
  const std::string whole = gzipped("<rss><channel/></rss>");
  for (std::size_t size = 3; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(refusal(whole.substr(0, size)).what() ==
          std::string("news.xml.gz: a gzip file that was cut off; get it again"));
  }
  std::string damaged = whole;
  damaged[whole.size() - 6] = '\xFF';  // of the checksum
  CHECK(refusal(damaged).what() == std::string("news.xml.gz: a damaged gzip file; get it again"));
}

TEST_CASE("the beginning of a gzip file is had from its first bytes", "[formats]") {
  const std::string packed = gzipped("<rss>" + std::string(100, ' '));
  CHECK(formats::gunzip_beginning(packed, 5) == "<rss>");
  CHECK(formats::gunzip_beginning(packed, 1000).size() == 105);
  CHECK(formats::gunzip_beginning(packed.substr(0, 4), 10).empty());
}

TEST_CASE("what gzip did not pack stays as it is", "[formats]") {
  std::string bytes = "<rss/>";
  formats::unpack_gzip(bytes, 3, "a");
  CHECK(bytes == "<rss/>");
  bytes = gzipped("<rss/>");
  formats::unpack_gzip(bytes, kRoom, "a");
  CHECK(bytes == "<rss/>");
}
