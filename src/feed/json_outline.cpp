#include "feed/json_outline.h"

namespace jianbao::feed {
namespace {

/// A value takes 16 bytes and more: bounds the memory a hostile document can claim.
constexpr std::size_t kMaxValues = 2'000'000;
constexpr std::string_view kInItems = "]}";
constexpr std::string_view kInFeed = "}";
// Depths: inside the feed's object, inside its list of items.
constexpr std::size_t kFeed = 1;
constexpr std::size_t kItems = 2;

class Walk {
 public:
  Walk(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

  JsonOutline run() {
    for (; at_ < text_.size() && out_.excess.empty(); ++at_) step();
    out_.cut = in_string_ || depth_ > 0;
    out_.item_cut = out_.cut && in_items_ && (in_string_ || depth_ > kItems);
    return out_;
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '"') {
      string();
    } else if (c == '[' || c == '{') {
      open(c);
    } else if (c == ']' || c == '}') {
      close();
    } else if (c == ',' || c == ':') {
      if (++values_ > kMaxValues)
        out_.excess = "more than " + std::to_string(kMaxValues) + " values";
      if (c == ',' && depth_ == kFeed) keep(at_, kInFeed);
    }
  }

  /// Ends at the closing quote.
  void string() {
    const std::size_t begin = at_ + 1;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) at_ += text_[at_] == '\\' ? 1U : 0U;
    in_string_ = at_ >= text_.size();
    if (depth_ == kFeed && !in_string_) name_ = text_.substr(begin, at_ - begin);
  }

  void open(char bracket) {
    if (++depth_ > limits_.xml_depth)
      out_.excess = "values nested deeper than " + std::to_string(limits_.xml_depth);
    if (depth_ == kFeed) keep(at_ + 1, kInFeed);
    if (depth_ != kItems) return;
    in_items_ = bracket == '[' && name_ == "items";
    if (in_items_) keep(at_ + 1, kInItems);
  }

  void close() {
    depth_ -= depth_ > 0 ? 1U : 0U;
    if (in_items_ && depth_ == kItems) keep(at_ + 1, kInItems);
    if (depth_ != kFeed) return;
    in_items_ = false;
    keep(at_ + 1, kInFeed);
  }

  void keep(std::size_t whole, std::string_view closing) {
    out_.whole = whole;
    out_.closing = closing;
  }

  std::string_view text_;
  const Limits& limits_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t values_ = 0;
  std::string_view name_;  ///< the last string directly in the feed's object
  bool in_items_ = false;
  bool in_string_ = false;
  JsonOutline out_;
};

}  // namespace

JsonOutline outline_json(std::string_view utf8, const Limits& limits) {
  return Walk(utf8, limits).run();
}

}  // namespace jianbao::feed
