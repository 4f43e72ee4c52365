#include "fetch/decoding.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "fetch/fetch_one.h"
#include "jianbao/fetch/downloader.h"
#include "support/http_server.h"

using namespace jianbao;
using fetch::Decoded;
using fetch::Decoding;
using fetch::Failed;
using test::expect;
using test::fetch_one;

namespace {

/// Bits of the window, and which of zlib's forms.
std::string deflated(std::string_view text, int bits) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string brotlied(std::string_view text) {
  std::string out(BrotliEncoderMaxCompressedSize(text.size()) + 64, '\0');
  std::size_t size = out.size();
  REQUIRE(BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                                reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                                reinterpret_cast<std::uint8_t*>(out.data())) != 0);
  out.resize(size);
  return out;
}

std::string zstded(std::string_view text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

std::string encoded(const std::string& coding, std::string_view text) {
  if (coding == "br") return brotlied(text);
  if (coding == "zstd") return zstded(text);
  if (coding == "deflate") return deflated(text, MAX_WBITS);
  return deflated(text, MAX_WBITS + 16);
}

struct Result {
  Decoded decoded = Decoded::kOk;
  bool whole = false;
  std::string text;
};

Result undo(std::string_view codings, std::string_view bytes, std::size_t step) {
  auto decoding = Decoding::of(codings);
  REQUIRE(decoding);
  Result result;
  const auto keep = [&](std::string_view piece) {
    result.text += piece;
    return true;
  };
  for (; !bytes.empty() && result.decoded == Decoded::kOk;
       bytes.remove_prefix(std::min(step, bytes.size())))
    result.decoded = decoding->decode(bytes.substr(0, step), keep);
  result.whole = decoding->is_whole();
  return result;
}

/// Some of it repeats, some does not.
std::string news() {
  std::string text;
  unsigned number = 7;
  for (int i = 0; i < 30000; ++i) {
    number = number * 1103515245U + 12345U;
    text += "第" + std::to_string(number) + "号新闻；";
  }
  return text;
}

}  // namespace

TEST_CASE("every coding that is asked for is undone, in pieces of any size", "[fetch][coding]") {
  const std::string coding = GENERATE("gzip", "X-GZIP", "deflate", "br", "zstd");
  const std::string text = news();
  const std::size_t step = GENERATE(1U, 3U, 1000U, 10'000'000U);
  const Result result = undo(coding, encoded(coding, text), step);
  CHECK(result.decoded == Decoded::kOk);
  CHECK(result.whole);
  CHECK(result.text == text);
}

TEST_CASE("data cut anywhere is not whole", "[fetch][coding]") {
  const std::string coding = GENERATE("gzip", "deflate", "br", "zstd");
  const std::string bytes = encoded(coding, "雨从清晨下到傍晚，茶馆里坐满了旅客。");
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    CAPTURE(coding, size);
    CHECK_FALSE(undo(coding, std::string_view(bytes).substr(0, size), 7).whole);
  }
  CHECK(undo(coding, bytes, 7).whole);
}

TEST_CASE("codings lie over each other in the order in which they are named", "[fetch][coding]") {
  const std::string text = news();
  const Result result = undo("gzip, identity,BR", brotlied(encoded("gzip", text)), 4096);
  CHECK(result.whole);
  CHECK(result.text == text);
  CHECK_FALSE(Decoding::of("gzip, rot13"));
  CHECK_FALSE(Decoding::of("gzip,gzip,gzip,gzip,gzip,gzip"));
  CHECK(Decoding::of("")->is_plain());
}

TEST_CASE("what servers send beside the standards is undone", "[fetch][coding]") {
  const std::string text = "雨从清晨下到傍晚。";
  SECTION("deflate without its zlib frame") {
    CHECK(undo("deflate", deflated(text, -MAX_WBITS), 1).text == text);
  }
  SECTION("several members of gzip, several frames of zstd") {
    const std::string coding = GENERATE("gzip", "zstd");
    const Result result = undo(coding, encoded(coding, text) + encoded(coding, text), 5);
    CHECK(result.text == text + text);
    CHECK(result.whole);
  }
  SECTION("something behind the end") {
    const std::string coding = GENERATE("gzip", "deflate", "br", "zstd");
    const Result result = undo(coding, encoded(coding, text) + "<!-- cached -->", 1000);
    CHECK(result.decoded == Decoded::kOk);
    CHECK(result.text == text);
    CHECK(result.whole);
  }
}

TEST_CASE("a compressed document without its end is a failure, though the answer has its own",
          "[fetch][coding][hostile]") {
  const std::string coding = GENERATE("gzip", "deflate", "br", "zstd");
  std::string bytes = encoded(coding, news());
  bytes.resize(bytes.size() / 2);
  test::HttpServer server;
  const auto page = server.serve("/", {.body = bytes, .headers = {{"Content-Encoding", coding}}});
  const auto outcome = fetch_one({.url = page.url()});
  const auto& failed = expect<Failed>(outcome);
  CHECK(failed.kind == Failed::Kind::kBroken);
  CHECK(failed.reason == "the answer ended early: its compressed data has no end");
}

TEST_CASE("an error page of any coding is a refusal", "[fetch][coding]") {
  test::HttpServer server;
  const auto page = server.serve(
      "/", {.status = 503, .body = "no gzip", .headers = {{"Content-Encoding", "gzip"}}});
  const auto outcome = fetch_one({.url = page.url()});
  CHECK(expect<fetch::Rejected>(outcome).status == 503);
}
