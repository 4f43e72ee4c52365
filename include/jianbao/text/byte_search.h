#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace jianbao::text {

/// Which bytes below 0x20 a search looks for besides those it names.
enum class Controls {
  kNone,
  kForbidden,  ///< all but tab, line feed and carriage return
  kNotInline,  ///< all but tab and line feed
  kAll,
};

/// Finds the first byte of a small set, sixteen at a time.
/// std::string_view::find_first_of calls memchr for every byte.
template <Controls kControls, char... kWanted>
class ByteSearch {
 public:
  /// The offset of the first such byte at or behind `from`, else the text's size.
  static std::size_t find(std::string_view text, std::size_t from = 0) {
    std::size_t at = from;
    for (; at + sizeof(Block) <= text.size(); at += sizeof(Block)) {
      const std::size_t found = first_in(text.data() + at);
      if (found < sizeof(Block)) return at + found;
    }
    while (at < text.size() && !is_wanted(text[at])) ++at;
    return at;
  }

 private:
  /// GCC and clang make vector instructions of it on every processor that has them.
  using Block = unsigned char __attribute__((vector_size(16)));

  static Block all(char c) { return Block{} + static_cast<unsigned char>(c); }

  static bool is_wanted(char c) {
    const bool control = static_cast<unsigned char>(c) < 0x20;
    const bool white = c == '\t' || c == '\n';
    return ((c == kWanted) || ...) || (kControls == Controls::kAll && control) ||
           (kControls == Controls::kForbidden && control && !white && c != '\r') ||
           (kControls == Controls::kNotInline && control && !white);
  }

  /// The offset in a block of its first wanted byte, else the block's size.
  static std::size_t first_in(const char* bytes) {
    Block block;
    std::memcpy(&block, bytes, sizeof block);
    auto found = ((block == all(kWanted)) | ...);
    if constexpr (kControls == Controls::kAll) found |= block < all(' ');
    if constexpr (kControls == Controls::kForbidden) {
      const auto white = (block == all('\t')) | (block == all('\n')) | (block == all('\r'));
      found |= (block < all(' ')) & ~white;
    }
    if constexpr (kControls == Controls::kNotInline) {
      const auto white = (block == all('\t')) | (block == all('\n'));
      found |= (block < all(' ')) & ~white;
    }
    std::uint64_t halves[2];
    static_assert(sizeof halves == sizeof found);
    std::memcpy(halves, &found, sizeof halves);
    if ((halves[0] | halves[1]) == 0) return sizeof(Block);
    return halves[0] != 0 ? first_set(halves[0]) : sizeof(halves[0]) + first_set(halves[1]);
  }

  /// The first byte in memory that is not zero.
  static std::size_t first_set(std::uint64_t bytes) {
    const bool little = std::endian::native == std::endian::little;
    return static_cast<std::size_t>(little ? std::countr_zero(bytes) : std::countl_zero(bytes)) / 8;
  }
};

}  // namespace jianbao::text
