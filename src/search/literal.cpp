#include "search/literal.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
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

/// True if no word goes on from before `at` to behind it.
bool parts_words(std::string_view folded, std::size_t at) {
  if (at == 0 || at == folded.size()) return true;
  std::size_t next = at;
  return !is_word_character(text::code_point_before(folded, at)) ||
         !is_word_character(text::next_code_point(folded, next));
}

/// The places of some strings in a text, one after the other.
class Places {
 public:
  Places(std::string_view text, const std::vector<std::string>& wanted)
      : text_(text), wanted_(wanted), next_(wanted.size(), 0) {
    for (std::size_t i = 0; i < wanted_.size(); ++i) find(i, 0);
  }

  /// The next place, past the one before; the text's size if there is none.
  std::size_t next() {
    const std::size_t at = *std::min_element(next_.begin(), next_.end());
    if (at == text_.size()) return at;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (next_[i] == at) find(i, at + 1);
    }
    return at;
  }

 private:
  /// memmem: std::string_view::find stops at every byte like the first, as in every third of Han.
  void find(std::size_t i, std::size_t from) {
    const void* found =
        memmem(text_.data() + from, text_.size() - from, wanted_[i].data(), wanted_[i].size());
    next_[i] = found == nullptr
                   ? text_.size()
                   : static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
  }

  std::string_view text_;
  const std::vector<std::string>& wanted_;
  std::vector<std::size_t> next_;
};

/// Where the bytes [begin, end) of folded text came from.
Passage::Range origin_of(const text::Folded& folded, std::size_t begin, std::size_t end) {
  const std::uint32_t last = folded.origin[end - 1];
  // One character can fold to several; it is marked whole.
  while (end + 1 < folded.origin.size() && folded.origin[end] == last) ++end;
  return {folded.origin[begin], folded.origin[end]};
}

/// The characters that fold to one; none where they are too many to look for.
std::vector<std::string> sources_of(char32_t folded) {
  constexpr std::size_t kMostSources = 8;
  std::vector<std::string> sources;
  for (const char32_t source : text::fold_sources(folded, kMostSources)) {
    text::append_utf8(sources.emplace_back(), source);
  }
  return sources;
}

}  // namespace

std::string squeezed_text(std::string_view text) {
  return squeezed(text).folded;
}

std::string literal_of(std::string_view text) {
  std::string literal = squeezed_text(text);
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
  if (!folded_.empty()) choose_anchor();
}

/// Han is rarer than the symbols around it, and has few sources; letters have many.
void Literal::choose_anchor() {
  for (const bool any : {false, true}) {
    for (std::size_t at = 0; at < folded_.size();) {
      anchor_ = at;
      const char32_t c = text::next_code_point(folded_, at);
      if (text::is_space(c) || (!any && !text::is_cjk(c))) continue;
      sources_ = sources_of(c);
      if (sources_.empty()) continue;
      learn_followers(at);
      return;
    }
  }
}

void Literal::learn_followers(std::size_t at) {
  constexpr std::size_t kMostFollowers = 4;
  while (at < folded_.size() && followers_.size() < kMostFollowers) {
    const char32_t follower = text::next_code_point(folded_, at);
    if (text::is_space(follower)) return;
    std::vector<std::string> sources = sources_of(follower);
    if (sources.empty()) return;
    followers_.push_back(std::move(sources));
  }
}

/// False if what is behind the anchor at `at` is certainly not the literal's: folding neither drops
/// nor joins Han and printable ASCII.
bool Literal::may_go_on(std::string_view text, std::size_t at) const {
  static_cast<void>(text::next_code_point(text, at));
  for (const std::vector<std::string>& sources : followers_) {
    if (at == text.size()) return false;
    const std::string_view rest = text.substr(at);
    const auto begins = [rest](const std::string& source) { return rest.starts_with(source); };
    const bool follows = std::any_of(sources.begin(), sources.end(), begins);
    const char32_t c = text::next_code_point(text, at);
    if (!follows) return !(c > 0x20 && c < 0x7F) && !(c >= 0x4E00 && c <= 0x9FFF);
  }
  return true;
}

bool Literal::stands_at(std::string_view folded, std::size_t begin) const {
  return folded.substr(begin).starts_with(folded_) && parts_words(folded, begin) &&
         parts_words(folded, begin + folded_.size());
}

/// The place of the literal whose anchor is at `at`.  Folds as much of the text as it takes:
/// folding drops some characters and joins others to what is before them.
std::optional<Passage::Range> Literal::around(std::string_view text, std::size_t at,
                                              std::size_t& compared) const {
  constexpr std::size_t kNeighbour = 4;  // bytes of the character beside the literal
  for (std::size_t reach = folded_.size() + 32;; reach *= 4) {
    const std::size_t begin = text::code_point_begin(text, at > reach ? at - reach : 0);
    const std::size_t end = text::code_point_begin(text, std::min(at + reach, text.size()));
    compared += end - begin;
    const text::Folded part = squeezed(text.substr(begin, end - begin));
    const auto found = std::lower_bound(part.origin.begin(), part.origin.end(), at - begin);
    const auto place = static_cast<std::size_t>(found - part.origin.begin());
    const bool seen_before = begin == 0 || place >= anchor_ + kNeighbour;
    const bool seen_behind =
        end == text.size() || place + folded_.size() + kNeighbour <= part.folded.size() + anchor_;
    if (!seen_before || !seen_behind) continue;
    if (place < anchor_ || !stands_at(part.folded, place - anchor_)) return std::nullopt;
    const Range range = origin_of(part, place - anchor_, place - anchor_ + folded_.size());
    return Range{begin + range.begin, begin + range.end};
  }
}

std::vector<Passage::Range> Literal::find_in_folded(std::string_view text, bool first_only) const {
  std::vector<Range> ranges;
  const text::Folded folded = squeezed(text);
  find_sequence(
      folded_, failure_, folded.folded.size(), [&](std::size_t i) { return folded.folded[i]; },
      [&](std::size_t begin) {
        const std::size_t end = begin + folded_.size();
        if (!parts_words(folded.folded, begin) || !parts_words(folded.folded, end)) return true;
        ranges.push_back(origin_of(folded, begin, end));
        return !first_only;
      });
  return ranges;
}

std::vector<Passage::Range> Literal::find(std::string_view text, bool first_only) const {
  if (text.empty()) return {};
  if (sources_.empty()) return find_in_folded(text, first_only);
  std::vector<Range> ranges;
  std::size_t compared = 0;
  Places places(text, sources_);
  for (std::size_t at = places.next(); at < text.size(); at = places.next()) {
    // Where anchors are many, folding the text once is less.
    if (compared > text.size()) return find_in_folded(text, first_only);
    if (!may_go_on(text, at)) continue;
    if (const auto range = around(text, at, compared)) {
      ranges.push_back(*range);
      if (first_only) break;
    }
  }
  return ranges;
}

}  // namespace jianbao::search
