#include "jianbao/store/pack.h"

#include <catch2/catch.hpp>

#include "jianbao/core/error.h"

using namespace jianbao::store;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4", "[store]") {
  CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("compressed bytes come back", "[store]") {
  Packer packer;
  for (const std::string& bytes :
       {std::string(), std::string("剪"), std::string(1 << 20, 'x'), std::string("a\0b", 3)}) {
    const std::string zstd = packer.compress(bytes);
    CHECK(unpack(zstd, bytes.size()) == bytes);
  }
}

TEST_CASE("a damaged frame is an error, at whatever byte it is cut or changed", "[store]") {
  const std::string bytes = "剪报剪报剪报剪报 press clippings";
  const std::string zstd = Packer().compress(bytes);
  for (std::size_t n = 0; n < zstd.size(); ++n)
    CHECK_THROWS_AS(unpack(zstd.substr(0, n), bytes.size()), jianbao::Error);
  CHECK_THROWS_AS(unpack(zstd, bytes.size() + 1), jianbao::Error);
  CHECK_THROWS_AS(unpack("no frame at all", 5), jianbao::Error);
}
