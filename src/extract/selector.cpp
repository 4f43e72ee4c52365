#include "extract/selector.h"

#include <algorithm>
#include <stdexcept>

#include "extract/dom.h"
#include "extract/element_names.h"
#include "jianbao/text/ascii.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMostSteps = 8;

bool is_name_byte(char c) {
  return text::is_ascii_letter(c) || text::is_ascii_digit(c) || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string element_name(const GumboNode& element) {
  const GumboElement& parts = element.v.element;
  if (parts.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(parts.tag);
  GumboStringPiece name = parts.original_tag;
  gumbo_tag_from_original_text(&name);
  return text::ascii_lowered({name.data, name.length});
}

}  // namespace

class Selector::Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<Chain> read() {
    std::vector<Chain> chains = {read_chain()};
    while (accept(',')) chains.push_back(read_chain());
    return chains;
  }

 private:
  Chain read_chain() {
    Chain steps;
    bool directly_below = false;
    for (skip_space(); at_ < text_.size() && text_[at_] != ','; skip_space()) {
      if (text_[at_] == '>') {
        if (steps.empty() || directly_below) fail("a stray >");
        directly_below = true;
        ++at_;
        continue;
      }
      steps.push_back(read_step());
      steps.back().directly_below = directly_below;
      directly_below = false;
      if (steps.size() > kMostSteps) fail("too many steps");
    }
    if (steps.empty() || directly_below) fail("names no element");
    return steps;
  }

  [[noreturn]] void fail(const std::string& problem) const {
    throw std::invalid_argument("\"" + std::string(text_) + "\": " + problem + " at column " +
                                std::to_string(at_ + 1));
  }

  void skip_space() {
    while (at_ < text_.size() && text::is_ascii_space(text_[at_])) ++at_;
  }

  std::string read_name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name_byte(text_[at_])) ++at_;
    if (at_ == begin) fail("a name is missing");
    return std::string(text_.substr(begin, at_ - begin));
  }

  Step read_step() {
    Step step;
    if (text_[at_] == '*') {
      ++at_;
    } else if (is_name_byte(text_[at_])) {
      step.element = text::ascii_lowered(read_name());
    }
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const char sign = text_[at_];
      if (sign != '.' && sign != '#' && sign != '[') break;
      ++at_;
      step.tests.push_back(sign == '[' ? read_attribute() : named_test(sign));
    }
    const bool ended = at_ == text_.size() || text::is_ascii_space(text_[at_]) ||
                       text_[at_] == '>' || text_[at_] == ',';
    if (!ended) fail("cannot be read");
    if (step.element.empty() && at_ == begin && text_[at_ - 1] != '*') fail("a name is missing");
    return step;
  }

  Test named_test(char sign) {
    if (sign == '.') return {Test::Kind::kHasWord, "class", read_name()};
    return {Test::Kind::kIs, "id", read_name()};
  }

  Test read_attribute() {
    Test test;
    test.attribute = text::ascii_lowered(read_name());
    if (accept(']')) return test;
    test.kind = accept('^')   ? Test::Kind::kBegins
                : accept('$') ? Test::Kind::kEnds
                : accept('*') ? Test::Kind::kHolds
                : accept('~') ? Test::Kind::kHasWord
                              : Test::Kind::kIs;
    if (!accept('=')) fail("= is missing");
    test.value = read_value();
    if (!accept(']')) fail("] is missing");
    return test;
  }

  std::string read_value() {
    const char quote = at_ < text_.size() ? text_[at_] : ' ';
    if (quote != '"' && quote != '\'') return read_name();
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) fail("a quotation mark is missing");
    const std::string value(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return value;
  }

  bool accept(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

Selector::Selector(std::string_view text) : chains_(Reader(text).read()) {}

bool Selector::fits(const Test& test, const GumboNode& element) {
  const GumboAttribute* const found =
      gumbo_get_attribute(&element.v.element.attributes, test.attribute.c_str());
  if (found == nullptr) return false;
  const std::string_view value = found->value;
  switch (test.kind) {
    case Test::Kind::kHas:
      return true;
    case Test::Kind::kIs:
      return value == test.value;
    case Test::Kind::kBegins:
      return value.starts_with(test.value);
    case Test::Kind::kEnds:
      return value.ends_with(test.value);
    case Test::Kind::kHolds:
      return value.find(test.value) != std::string_view::npos;
    case Test::Kind::kHasWord:
      return has_token(value, test.value);
  }
  return false;
}

bool Selector::fits(const Step& step, const GumboNode& element) {
  if (!step.element.empty() && element_name(element) != step.element) return false;
  return std::all_of(step.tests.begin(), step.tests.end(),
                     [&](const Test& test) { return fits(test, element); });
}

bool Selector::matches(const GumboNode& element) const {
  return std::any_of(chains_.begin(), chains_.end(),
                     [&](const Chain& chain) { return fits(chain, element); });
}

bool Selector::fits(const Chain& chain, const GumboNode& element) {
  if (!fits(chain.back(), element)) return false;
  // Upwards.  Where a step may stand at any depth, the nearest fitting element leaves the most room
  // for the steps before it; only a chain of "directly below" may have to begin anew above.
  std::size_t step = chain.size() - 1;
  std::size_t again = step;  // the step to begin anew from
  const GumboNode* again_from = nullptr;
  const GumboNode* at = element.parent;
  while (step > 0) {
    const bool direct = chain[step].directly_below;
    if (at == nullptr || at->type != GUMBO_NODE_ELEMENT) return false;
    if (fits(chain[step - 1], *at)) {
      if (!direct) {
        again = step;
        again_from = at->parent;
      }
      --step;
      at = at->parent;
    } else if (!direct) {
      at = at->parent;
    } else {
      if (again_from == nullptr) return false;
      step = again;
      at = again_from;
      again_from = nullptr;
    }
  }
  return true;
}

}  // namespace jianbao::extract
