#include "search/query_tokens.h"

#include <utility>

#include "jianbao/text/tokenizer.h"

namespace jianbao::search {

namespace {

class Collector final : public text::TokenSink {
 public:
  bool token(std::string_view folded, std::size_t begin, std::size_t end) override {
    tokens.push_back({std::string(folded), begin, end});
    return true;
  }

  std::vector<QueryToken> tokens;
};

}  // namespace

std::vector<QueryToken> query_tokens(std::string_view text) {
  Collector collector;
  text::tokenize(text, text::TokenizeFor::kQuery, collector);
  return std::move(collector.tokens);
}

}  // namespace jianbao::search
