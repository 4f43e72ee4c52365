#include "jianbao/formats/binary.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "jianbao/text/charset.h"
#include "support/gzip.h"

using jianbao::formats::binary_format;
using jianbao::formats::looks_binary;
using namespace std::string_literals;

TEST_CASE("what is no text is known by its first bytes", "[formats]") {
  CHECK(binary_format("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n") == "a PDF document");
  CHECK(binary_format("\xff\xd8\xff\xe0\0\x10JFIF"s) == "a JPEG picture");
  CHECK(binary_format("\x89PNG\r\n\x1a\n") == "a PNG picture");
  CHECK(binary_format("RIFF\x24\0\0\0WEBPVP8 "s) == "a WebP picture");
  CHECK(binary_format("\0\0\0\x20"s + "ftypisom") == "a picture, sound or video");
  CHECK(binary_format("BZh91AY&SY\x10") == "packed by bzip2");
  CHECK(binary_format("PK\x03\x04\x14") == "a zip archive, or a document that is one");
  CHECK(binary_format("\x28\xb5\x2f\xfd\x04") == "packed by zstd");
  CHECK(binary_format("\3757zXZ\0\0"s) == "packed by xz");
  CHECK(binary_format(jianbao::test::gzipped("x")) == "packed by gzip");
}

TEST_CASE("text in any charset is no binary format", "[formats]") {
  for (const auto& text : {""s, "x"s, "<!DOCTYPE html>"s, "PDF und JPEG im Vergleich"s,
                           "\xff\xfe<\0h\0"s, "\xef\xbb\xbf<p>"s, "\xd6\xd0\xce\xc4"s}) {
    CAPTURE(text);
    CHECK(binary_format(text).empty());
    CHECK_FALSE(looks_binary(jianbao::text::decode(text).utf8));
  }
}

TEST_CASE("bytes of no known format are told by their control characters", "[formats]") {
  std::mt19937 chance(1);
  std::string noise;
  for (int i = 0; i < 10'000; ++i) noise += static_cast<char>(chance() % 128);
  CHECK(looks_binary(noise));
  CHECK(looks_binary(std::string(100'000, '\0')));
  CHECK_FALSE(looks_binary("<html><body>" + noise));
  CHECK_FALSE(looks_binary("<p>" + std::string(200, 'x') + "\0\x01\x02"s));
}
