// What unpacks to far more than it is, of every coding that we say we accept.

#include <catch2/catch.hpp>
#include <string>

#include "fetch/coding_writer.h"
#include "fetch/fetch_one.h"
#include "jianbao/fetch/downloader.h"
#include "support/http_server.h"

using namespace jianbao;
using fetch::Body;
using fetch::Downloader;
using fetch::Failed;
using fetch::Outcome;
using test::Bomb;
using test::expect;
using test::fetch_one;
using test::RawConnection;
using test::RawServer;

namespace {

constexpr std::size_t kMegabyte = 1'000'000;

Bomb bomb_of(const std::string& coding) {
  if (coding == "br") return test::brotli_bomb();
  return coding == "zstd" ? test::zstd_bomb() : test::gzip_bomb();
}

std::string end_of(const std::string& coding, std::size_t pieces) {
  if (coding == "br") return test::brotli_end();
  return coding == "zstd" ? test::zstd_end() : test::gzip_bomb_end(pieces);
}

std::string answer_in(const std::string& coding) {
  return "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\n\r\n";
}

void check_too_large(const Outcome& outcome) {
  const auto& failed = expect<Failed>(outcome);
  CHECK(failed.reason == "larger than 15 MiB");
  CHECK(failed.kind == Failed::Kind::kTooLarge);
}

}  // namespace

TEST_CASE("a bomb of any coding and size is stopped at the cap of unpacked bytes",
          "[fetch][hostile]") {
  const std::string coding = GENERATE("gzip", "br", "zstd");
  const std::size_t unpacked = GENERATE(100 * kMegabyte, 1000 * kMegabyte, 10'000 * kMegabyte);
  CAPTURE(coding, unpacked);
  const Bomb bomb = bomb_of(coding);
  RawServer server([&](RawConnection& connection) {
    connection.read_request();
    std::string pieces;
    std::size_t held = 0;
    while (pieces.size() < 4096 && held < unpacked) {
      pieces += bomb.piece;
      held += bomb.piece_unpacked;
    }
    bool open = connection.send(answer_in(coding) + bomb.begin);
    for (std::size_t sent = 0; open && sent < unpacked; sent += held) {
      open = connection.send(pieces);
    }
    connection.wait_for_close();
  });
  check_too_large(fetch_one({.url = server.origin()}));
}

TEST_CASE("what unpacks to ten megabytes is a document, of any coding", "[fetch][hostile]") {
  const std::string coding = GENERATE("gzip", "br", "zstd");
  CAPTURE(coding);
  const Bomb bomb = bomb_of(coding);
  const std::size_t pieces = coding == "br" ? 0 : 10 * kMegabyte / bomb.piece_unpacked;
  std::string body = bomb.begin;
  for (std::size_t piece = 0; piece < pieces; ++piece) body += bomb.piece;
  body += end_of(coding, pieces);
  test::HttpServer server;
  const auto page = server.serve("/", {.body = body, .headers = {{"Content-Encoding", coding}}});
  const Outcome outcome = fetch_one({.url = page.url()});
  const std::size_t whole = bomb.begin_unpacked + pieces * bomb.piece_unpacked;
  CHECK((expect<Body>(outcome).bytes == std::string(whole, 'a')));
}

TEST_CASE("a bomb inside another is stopped at the cap, and codings without end are refused",
          "[fetch][hostile]") {
  const Bomb bomb = test::zstd_bomb();
  std::string inner = bomb.begin;
  while (inner.size() < 60'000) inner += bomb.piece;
  test::HttpServer server;
  const auto twice = server.serve("/twice", {.body = test::gzip_stored(inner),
                                             .headers = {{"Content-Encoding", "zstd, gzip"}}});
  check_too_large(fetch_one({.url = twice.url()}));
  std::string codings = "gzip";
  for (int layer = 0; layer < 20; ++layer) codings += ", gzip";
  const auto often = server.serve(
      "/often", {.body = test::gzip_stored("x"), .headers = {{"Content-Encoding", codings}}});
  CHECK(expect<Failed>(fetch_one({.url = often.url()})).kind == Failed::Kind::kBroken);
}
