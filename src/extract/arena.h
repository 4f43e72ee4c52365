#pragma once

#include <csetjmp>
#include <cstddef>
#include <memory>
#include <vector>

namespace jianbao::extract {

/// Memory for one parse tree at a time: pieces are handed out one after the other, never given back
/// singly, and all at once by reset(), which keeps the blocks for the next document.
class Arena {
 public:
  /// @param max_bytes  the most that one document may take.
  explicit Arena(std::size_t max_bytes);

  /// Where allocate() jumps when a document asks for more than max_bytes.  A C library that knows
  /// no failing allocator stands between allocate() and its caller, so there is no other way out.
  std::jmp_buf& exhausted() { return exhausted_; }

  /// Aligned for every type.  Never null.
  void* allocate(std::size_t bytes) {
    bytes = (bytes + kAlign - 1) & ~(kAlign - 1);
    if (bytes > left_) return allocate_slowly(bytes);
    std::byte* const piece = next_;
    next_ += bytes;
    left_ -= bytes;
    return piece;
  }

  /// Forgets every piece.  What ordinary documents do not need goes back to the system.
  void reset();

 private:
  using Block = std::unique_ptr<std::byte[]>;

  void* allocate_slowly(std::size_t bytes);
  std::byte* new_block(std::vector<Block>& where, std::size_t bytes);

  static constexpr std::size_t kAlign = alignof(std::max_align_t);
  static constexpr std::size_t kBlock = std::size_t{256} << 10U;
  static constexpr std::size_t kLarge = kBlock / 4;
  static constexpr std::size_t kKeptBlocks = 32;

  std::jmp_buf exhausted_ = {};
  std::size_t max_bytes_;
  std::size_t reserved_ = 0;   ///< bytes of the blocks and large pieces in use
  std::vector<Block> blocks_;  ///< of kBlock bytes each
  std::vector<Block> large_;   ///< pieces of kLarge bytes and more, each by itself
  std::size_t used_blocks_ = 0;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace jianbao::extract
