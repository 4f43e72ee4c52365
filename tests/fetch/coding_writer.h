#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jianbao::test {

/// The ten bytes that begin a gzip stream (RFC 1952).
std::string gzip_header();

/// A whole gzip stream that holds `text` uncompressed (text up to 65,535 bytes).
std::string gzip_stored(std::string_view text);

/// Little that unpacks to much: `begin`, then `piece` as often as wanted, is a stream without its
/// end.  All that comes out is the letter 'a'.
struct Bomb {
  std::string begin;
  std::string piece;
  std::size_t begin_unpacked;
  std::size_t piece_unpacked;
};
Bomb gzip_bomb();    ///< 159 times as much (RFC 1951, fixed Huffman codes)
Bomb brotli_bomb();  ///< a million times as much (RFC 7932)
Bomb zstd_bomb();    ///< 32,768 times as much (RFC 8878)

/// Whole streams: the bomb, and the end for so many pieces.
std::string gzip_bomb_end(std::size_t pieces);
std::string brotli_end();
std::string zstd_end();

/// A piece of a deflate stream that unpacks to nothing, and may be repeated for ever.
std::string deflate_nothing();

/// `text` as brotli and as zstd, uncompressed inside; up to 255 bytes.
std::string brotli_stored(std::string_view text);
std::string zstd_stored(std::string_view text);

}  // namespace jianbao::test
