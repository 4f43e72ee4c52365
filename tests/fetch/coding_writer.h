#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jianbao::test {

/// The ten bytes that begin a gzip stream (RFC 1952).
std::string gzip_header();

/// A whole gzip stream that holds `text` uncompressed (text up to 65,535 bytes).
std::string gzip_stored(std::string_view text);

/// A gzip stream, without its trailer, that unpacks to at least `bytes` equal characters and is
/// about a 159th of that long (RFC 1951, fixed Huffman codes).
std::string gzip_bomb(std::size_t bytes);

/// A piece of a deflate stream that unpacks to nothing, and may be repeated for ever.
std::string deflate_nothing();

/// `text` as brotli and as zstd, uncompressed inside; up to 255 bytes.
std::string brotli_stored(std::string_view text);
std::string zstd_stored(std::string_view text);

}  // namespace jianbao::test
