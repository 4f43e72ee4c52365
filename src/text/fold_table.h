#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace jianbao::text {

/// What a code point is to the tokenizer.
enum class CharClass : std::uint32_t {
  kSeparator,  ///< ends words and runs
  kWord,       ///< letter, digit or kept mark of a script that parts its words
  kCjk,        ///< a token of its own
  kIgnorable,  ///< stands for nothing
  kMark,       ///< mark or variation selector that folding drops; belongs to what it follows
  kVoicing,    ///< kana (han)dakuten: joins the kana before it, else dropped
  kJamo,       ///< conjoining vowel or final: joins the Hangul before it, else kCjk
};

/// One entry of the generated table: class, flags and the folded form of a code point.
///
/// Bits 0-2 hold the class, bit 3 kExpands, bit 4 kMaybeNotNfc.  Bits 8-31 hold the signed distance
/// to the folded code point, so that unchanged blocks are equal and stored once; under kExpands
/// they hold an offset into kFoldExpansions (bits 12-31) and a length (bits 8-11).
class FoldEntry {
 public:
  static constexpr std::uint32_t kClassMask = 7;
  static constexpr std::uint32_t kExpands = 1U << 3;
  static constexpr std::uint32_t kMaybeNotNfc = 1U << 4;
  static constexpr unsigned kPayloadShift = 8;
  static constexpr unsigned kLengthBits = 4;

  constexpr explicit FoldEntry(std::uint32_t bits) : bits_(bits) {}

  constexpr CharClass char_class() const { return static_cast<CharClass>(bits_ & kClassMask); }
  /// Folds to several code points.
  constexpr bool expands() const { return (bits_ & kExpands) != 0; }
  /// NFC_Quick_Check is not Yes, or the combining class is not zero.
  constexpr bool maybe_not_nfc() const { return (bits_ & kMaybeNotNfc) != 0; }
  /// Folds to another single code point or to several.
  constexpr bool changes() const { return (bits_ >> kPayloadShift) != 0; }
  /// The folded form of `c`; only if it does not expand.
  constexpr char32_t folded(char32_t c) const {
    // Right shift of a negative number is arithmetic since C++20.
    return c + static_cast<char32_t>(static_cast<std::int32_t>(bits_) >> kPayloadShift);
  }
  constexpr std::size_t expansion_length() const {
    return (bits_ >> kPayloadShift) & ((1U << kLengthBits) - 1);
  }
  constexpr std::size_t expansion_offset() const { return bits_ >> (kPayloadShift + kLengthBits); }

 private:
  std::uint32_t bits_;
};

/// A kana and the voicing mark that joins it (U+3099 or U+309A).
struct KanaPair {
  char32_t base;
  char32_t mark;
  char32_t composed;
};

inline constexpr unsigned kFoldBlockBits = 6;
inline constexpr std::size_t kFoldIndexSize = 0x110000U >> kFoldBlockBits;

// Written at build time by tables/generate_fold_table.cpp.
extern const std::array<std::uint16_t, kFoldIndexSize> kFoldIndex;
extern const std::uint32_t kFoldEntries[];
extern const char32_t kFoldExpansions[];
extern const std::span<const KanaPair> kKanaPairs;  ///< sorted by base, then mark

/// `c` must be at most U+10FFFF.
inline FoldEntry fold_entry(char32_t c) {
  const std::size_t block = kFoldIndex[c >> kFoldBlockBits];
  return FoldEntry(kFoldEntries[(block << kFoldBlockBits) + (c & ((1U << kFoldBlockBits) - 1))]);
}

inline std::span<const char32_t> expansion(FoldEntry entry) {
  return {kFoldExpansions + entry.expansion_offset(), entry.expansion_length()};
}

/// The one character that a kana and a voicing mark, or Hangul and a following jamo, make together;
/// 0 if they make none.  Both folded.
char32_t compose(char32_t base, char32_t follower);

}  // namespace jianbao::text
