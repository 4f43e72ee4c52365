#include "search/text_tests.h"

#include <string>
#include <utility>

#include "jianbao/text/tokenizer.h"
#include "jianbao/text/url.h"
#include "search/patterns.h"

namespace jianbao::search {

namespace {

/// Percent-encoded or not, an address is the same.
std::string readable(std::string_view address) {
  return text::fold_text(text::percent_decoded(address));
}

}  // namespace

SharedTest holds_phrase(const Phrase& phrase) {
  const auto phrases = std::make_shared<PhraseSet>();
  const std::size_t number = phrases->add(phrase);
  return std::make_shared<store::TextTest>([phrases, number](std::string_view text) {
    return ScannedText(*phrases, text).holds(number);
  });
}

SharedTest has_name(const FieldTerm& term) {
  return std::make_shared<store::TextTest>(
      [wanted = text::fold_text(term.value), prefix = term.prefix](std::string_view name) {
        const std::string folded = text::fold_text(name);
        return prefix ? folded.starts_with(wanted) : folded == wanted;
      });
}

SharedTest holds_address(const FieldTerm& term) {
  return std::make_shared<store::TextTest>(
      [wanted = readable(term.value)](std::string_view address) {
        return readable(address).find(wanted) != std::string::npos;
      });
}

}  // namespace jianbao::search
