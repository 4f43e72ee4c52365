#include "extract/arena.h"

#include <algorithm>
#include <new>

namespace jianbao::extract {

Arena::Arena(std::size_t max_bytes) : max_bytes_(max_bytes) {
  // No vector may grow, and perhaps throw, while C code waits for its memory.
  blocks_.reserve(max_bytes / kBlock + 1);
  large_.reserve(max_bytes / kLarge + 1);
}

void* Arena::allocate_slowly(std::size_t bytes) {
  if (bytes >= kLarge) return new_block(large_, bytes);
  if (used_blocks_ == blocks_.size()) {
    next_ = new_block(blocks_, kBlock);
  } else {
    reserved_ += kBlock;
    next_ = blocks_[used_blocks_].get();
  }
  ++used_blocks_;
  std::byte* const piece = next_;
  next_ += bytes;
  left_ = kBlock - bytes;
  return piece;
}

std::byte* Arena::new_block(std::vector<Block>& where, std::size_t bytes) {
  if (reserved_ > max_bytes_ || bytes > max_bytes_ - reserved_) std::longjmp(exhausted_, 1);
  auto* const raw = new (std::nothrow) std::byte[bytes];
  if (raw == nullptr) std::longjmp(exhausted_, 1);
  reserved_ += bytes;
  where.emplace_back(raw);
  return raw;
}

void Arena::reset() {
  large_.clear();
  blocks_.resize(std::min(blocks_.size(), kKeptBlocks));
  used_blocks_ = 0;
  reserved_ = 0;
  next_ = nullptr;
  left_ = 0;
}

}  // namespace jianbao::extract
