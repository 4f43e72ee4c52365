#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "jianbao/formats/record_writer.h"

namespace jianbao::formats {

/// Gathers small pieces, so that the sink receives large ones.  Nothing reaches the sink after the
/// last flush(): a writer that is given up half-way leaves its last piece unwritten.
class OutputBuffer {
 public:
  explicit OutputBuffer(Sink sink) : sink_(std::move(sink)) { pending_.reserve(kSize); }

  void put(char c) {
    if (pending_.size() == kSize) flush();
    pending_ += c;
  }

  void put(std::string_view piece) {
    if (piece.size() > kSize - pending_.size()) flush();
    if (piece.size() >= kSize) {
      sink_(piece);
    } else {
      pending_ += piece;
    }
  }

  void flush() {
    if (!pending_.empty()) sink_(pending_);
    pending_.clear();
  }

 private:
  static constexpr std::size_t kSize = std::size_t{64} << 10U;

  Sink sink_;
  std::string pending_;
};

}  // namespace jianbao::formats
