#include "app/text_weight.h"

#include <algorithm>

#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"

namespace jianbao::app {
namespace {

class Weighing final : public text::TokenSink {
 public:
  explicit Weighing(std::size_t most) : most_(most) {}

  bool token(std::string_view folded, std::size_t /*begin*/, std::size_t /*end*/) override {
    if (folded.starts_with(text::kRunEnd)) return true;
    std::size_t at = 0;
    weight_ += text::is_cjk(text::next_code_point(folded, at)) ? 1U : 2U;
    return weight_ < most_;
  }
  std::size_t weight() const { return std::min(weight_, most_); }

 private:
  std::size_t most_;
  std::size_t weight_ = 0;
};

}  // namespace

std::size_t text_weight(std::string_view utf8, std::size_t most) {
  Weighing weighing(most);
  text::tokenize(utf8, text::TokenizeFor::kQuery, weighing);
  return weighing.weight();
}

}  // namespace jianbao::app
