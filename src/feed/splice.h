#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jianbao::feed {

/// A text made out of another one by going through it once: parts are kept, dropped or replaced.
/// Nothing is copied while one unbroken part is all that was kept, so what needs no change costs
/// nothing.  The source must outlive the result.
class Splice {
 public:
  explicit Splice(std::string_view source) : source_(source) {}

  /// How far the source was gone through.
  std::size_t position() const { return at_; }
  /// Keeps what stands between the position and `end`.
  void keep_to(std::size_t end) { at_ = end; }
  /// Drops what stands between the position and `end`.
  void drop_to(std::size_t end) {
    if (end == at_) return;
    flush();
    kept_ = at_ = end;
  }
  /// Puts something behind what was kept.
  void add(std::string_view text) {
    flush();
    own_.append(text);
    copied_ = true;
  }

  std::size_t size() const { return own_.size() + (at_ - kept_); }
  bool empty() const { return size() == 0; }
  /// The text so far; valid until the next call of another function.
  std::string_view text() {
    if (copied_) flush();
    return copied_ ? std::string_view(own_) : source_.substr(kept_, at_ - kept_);
  }
  /// A copy of the text.
  std::string take() {
    if (!copied_) return std::string(text());
    flush();
    return std::move(own_);
  }

 private:
  void flush();

  std::string_view source_;
  std::string own_;
  std::size_t kept_ = 0;  ///< behind what `own_` holds or was dropped
  std::size_t at_ = 0;
  bool copied_ = false;
};

}  // namespace jianbao::feed
