#include "search/literal.h"

#include <algorithm>
#include <utility>

#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
#include "search/characters.h"
#include "search/sequence_search.h"

namespace jianbao::search {

namespace {

/// Folded text, runs of white space made one space each, and where its bytes came from.
text::Folded squeezed(std::string_view text) {
  const text::Folded in = text::fold(text);
  text::Folded out;
  out.folded.reserve(in.folded.size());
  out.origin.reserve(in.origin.size());
  bool after_space = false;
  for (std::size_t at = 0; at < in.folded.size();) {
    const std::size_t begin = at;
    const bool space = text::is_space(text::next_code_point(in.folded, at));
    if (space && after_space) continue;
    after_space = space;
    if (space) {
      out.folded += ' ';
      out.origin.push_back(in.origin[begin]);
      continue;
    }
    out.folded.append(in.folded, begin, at - begin);
    for (std::size_t i = begin; i < at; ++i) out.origin.push_back(in.origin[i]);
  }
  out.origin.push_back(in.origin.back());
  return out;
}

class FirstToken final : public text::TokenSink {
 public:
  bool token(std::string_view, std::size_t, std::size_t) override {
    found = true;
    return false;
  }
  bool found = false;
};

/// A word at the end of the literal must be a whole word: "+C" is not in "+CD".
bool ends_free(std::string_view folded, std::size_t end) {
  std::size_t at = end;
  return end == folded.size() || !is_word_character(code_point_before(folded, end)) ||
         !is_word_character(text::next_code_point(folded, at));
}

bool stands_apart(std::string_view folded, std::size_t begin) {
  std::size_t at = begin;
  return begin == 0 || !is_word_character(code_point_before(folded, begin)) ||
         !is_word_character(text::next_code_point(folded, at));
}

/// Where the bytes [begin, end) of folded text came from.
Passage::Range origin_of(const text::Folded& folded, std::size_t begin, std::size_t end) {
  const std::uint32_t last = folded.origin[end - 1];
  // One character can fold to several; it is marked whole.
  while (end + 1 < folded.origin.size() && folded.origin[end] == last) ++end;
  return {folded.origin[begin], folded.origin[end]};
}

}  // namespace

std::string literal_of(std::string_view text) {
  std::string literal = squeezed(text).folded;
  if (literal.ends_with(' ')) literal.pop_back();
  if (literal.starts_with(' ')) literal.erase(0, 1);
  return literal;
}

bool is_word_character(char32_t c) {
  if (text::is_cjk(c)) return false;
  std::string utf8;
  text::append_utf8(utf8, c);
  FirstToken first;
  text::tokenize(utf8, text::TokenizeFor::kQuery, first);
  return first.found;
}

Literal::Literal(std::string folded) : folded_(std::move(folded)) {
  failure_ = failure_of(folded_);
  if (!folded_.empty()) learn_starts();
}

void Literal::learn_starts() {
  constexpr std::size_t kMostStarts = 64;
  std::size_t at = 0;
  const char32_t first = text::next_code_point(folded_, at);
  begins_with_word_ = is_word_character(first);
  for (const char32_t c : text::fold_sources(first, kMostStarts)) {
    std::string utf8;
    text::append_utf8(utf8, c);
    first_bytes_.set(static_cast<unsigned char>(utf8.front()));
    starts_.push_back(std::move(utf8));
  }
}

bool Literal::may_begin_at(std::string_view text, std::size_t at) const {
  if (!first_bytes_.test(static_cast<unsigned char>(text[at]))) return false;
  const std::string_view rest = text.substr(at);
  return std::any_of(starts_.begin(), starts_.end(),
                     [rest](const std::string& start) { return rest.starts_with(start); });
}

/// True unless the literal's first word would go on with the word before it.  Looks back over what
/// folding drops.
bool Literal::begins_free(std::string_view text, std::size_t at) const {
  if (!begins_with_word_) return true;
  for (std::size_t size = 32;; size *= 4) {
    const std::size_t begin = at > size ? at - size : 0;
    const std::string before = text::fold_text(text.substr(begin, at - begin));
    if (!before.empty()) return !is_word_character(code_point_before(before, before.size()));
    if (begin == 0) return true;
  }
}

/// Where the literal ends if the text holds it from `at` on.  Folds as much as it takes.
std::optional<std::size_t> Literal::end_from(std::string_view text, std::size_t at,
                                             std::size_t& compared) const {
  // What follows the last character can still change it: marks, and voicing of kana.
  constexpr std::size_t kUnsure = 4;
  for (std::size_t size = folded_.size() + 32;; size *= 4) {
    std::string_view part = text.substr(at, size);
    const bool whole = part.size() == text.size() - at;
    while (!whole && (static_cast<unsigned char>(text[at + part.size()]) & 0xC0U) == 0x80U) {
      part.remove_suffix(1);
    }
    compared += part.size();
    const text::Folded folded = squeezed(part);
    const std::string_view sure(
        folded.folded.data(),
        folded.folded.size() - (whole ? 0 : std::min(kUnsure, folded.folded.size())));
    if (!sure.starts_with(std::string_view(folded_).substr(0, sure.size()))) return std::nullopt;
    if (sure.size() <= folded_.size() && !whole) continue;
    if (sure.size() < folded_.size() || !ends_free(sure, folded_.size())) return std::nullopt;
    return at + origin_of(folded, 0, folded_.size()).end;
  }
}

std::vector<Passage::Range> Literal::find_in_folded(std::string_view text, bool first_only) const {
  Ranges ranges;
  const text::Folded folded = squeezed(text);
  find_sequence(
      folded_, failure_, folded.folded.size(), [&](std::size_t i) { return folded.folded[i]; },
      [&](std::size_t begin) {
        const std::size_t end = begin + folded_.size();
        if (!stands_apart(folded.folded, begin) || !ends_free(folded.folded, end)) return true;
        ranges.push_back(origin_of(folded, begin, end));
        return !first_only;
      });
  return ranges;
}

std::vector<Passage::Range> Literal::find(std::string_view text, bool first_only) const {
  if (starts_.empty()) return find_in_folded(text, first_only);
  Ranges ranges;
  std::size_t compared = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!may_begin_at(text, at)) continue;
    const auto end = end_from(text, at, compared);
    if (end && begins_free(text, at)) {
      ranges.push_back({at, *end});
      if (first_only) break;
    }
    // Where a long literal may begin at every place, folding the text once is less.
    if (compared > 2 * text.size() + 1024) return find_in_folded(text, first_only);
  }
  return ranges;
}

}  // namespace jianbao::search
