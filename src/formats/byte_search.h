#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace jianbao::formats {

/// Finds the first byte of a small set, eight at a time.
/// std::string_view::find_first_of calls memchr for every byte.
template <char... Wanted>
class ByteSearch {
 public:
  /// @param control  also bytes below 0x20.
  static std::size_t find(std::string_view text, bool control = false) {
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + at, 8);
      std::uint64_t hits = (zeros(word ^ (kOnes * static_cast<unsigned char>(Wanted))) | ...);
      if (control) hits |= below_space(word);
      if (hits != 0) break;
    }
    for (; at < text.size(); ++at) {
      const char c = text[at];
      if (((c == Wanted) || ...) || (control && static_cast<unsigned char>(c) < 0x20)) return at;
    }
    return std::string_view::npos;
  }

 private:
  static constexpr std::uint64_t kOnes = 0x0101010101010101U;
  static constexpr std::uint64_t kHighs = 0x8080808080808080U;

  /// High bits set where a byte is zero; exact as to whether there is one.
  static constexpr std::uint64_t zeros(std::uint64_t word) {
    return (word - kOnes) & ~word & kHighs;
  }
  static constexpr std::uint64_t below_space(std::uint64_t word) {
    return (word - kOnes * 0x20U) & ~word & kHighs;
  }
};

}  // namespace jianbao::formats
