#include "jianbao/text/tokenizer.h"

#include <array>
#include <cstring>

#include "text/fold_table.h"
#include "text/utf8_decode.h"

namespace jianbao::text {

namespace {

constexpr std::size_t kMaxWordBytes = 256;
constexpr char32_t kRunEnds = 16;

// ASCII letters and digits, folded; 0 for the rest, which separates.
constexpr std::array<char, 128> kAsciiWord = [] {
  std::array<char, 128> table{};
  for (char c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) {
    table[static_cast<std::size_t>(c)] = c;
    table[static_cast<std::size_t>(c) ^ 0x20U] = c;
  }
  return table;
}();

FoldEntry entry_of(char32_t c) {
  return c == kMalformed ? FoldEntry(0) : fold_entry(c);
}

// White space and control characters.  Space separators are folded to U+0020.
bool is_blank(char32_t folded) {
  return folded <= 0x20 || (folded >= 0x7F && folded <= 0x9F) || folded == 0x2028 ||
         folded == 0x2029;
}

// Remembers the first 64 different symbols of a text.
class SeenSymbols {
 public:
  // False if it was added before; true also for one that has no place any more.
  bool add(char32_t symbol) {
    const std::size_t at = (symbol * 0x9E3779B1U) >> 26U;
    for (std::size_t i = 0; i < kSize; ++i) {
      char32_t& place = places_[(at + i) % kSize];
      if (place == symbol) return false;
      if (place == 0) {
        place = symbol;
        return true;
      }
    }
    return true;
  }

 private:
  static constexpr std::size_t kSize = 64;
  std::array<char32_t, kSize> places_{};  // U+0000 is no symbol
};

// Walks a text once.  A character of a run waits in `cjk_` until the next one is seen, because
// marks, voicing marks and jamo that follow belong to it.  The end of a run waits too
// (`run_end_due_`), because a query leaves out the last one.
class Cutter {
 public:
  Cutter(std::string_view text, TokenizeFor purpose, TokenSink& sink)
      : text_(text), purpose_(purpose), sink_(sink) {}

  bool run() {
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      const char32_t c = decode(text_, at_);
      if (!take(c, entry_of(c), begin)) return false;
    }
    if (!end_word() || !end_character()) return false;
    return purpose_ == TokenizeFor::kQuery || end_run();
  }

 private:
  enum class State { kBetween, kWord, kRun };

  struct Character {
    char32_t folded = 0;
    bool changed = false;
    std::size_t begin = 0;
    std::size_t size = 0;  // without the marks that [begin, end) takes in
    std::size_t end = 0;
  };

  // The character in [begin, at_).
  bool take(char32_t c, FoldEntry entry, std::size_t begin) {
    switch (entry.char_class()) {
      case CharClass::kSeparator:
        return separate() && (is_run_end(c) ? end_run() : report(c, entry, begin));
      case CharClass::kWord:
        return take_word(c, entry, begin);
      case CharClass::kCjk:
        return take_cjk(c, entry, begin);
      case CharClass::kIgnorable:
        return true;
      case CharClass::kMark:
        extend();
        return true;
      case CharClass::kVoicing:
        if (!join(entry.folded(c))) extend();
        return true;
      case CharClass::kJamo:
        return join(entry.folded(c)) || take_cjk(c, entry, begin);
    }
    return true;
  }

  bool take_cjk(char32_t c, FoldEntry entry, std::size_t begin) {
    if (!end_word() || !end_character()) return false;
    if (state_ != State::kRun && !end_run()) return false;
    state_ = State::kRun;
    Character current{entry.folded(c), entry.changes(), begin, at_ - begin, at_};
    // The rest of the run, without the state going through memory.
    std::size_t at = at_;
    while (at < text_.size()) {
      const std::size_t next_begin = at;
      const char32_t next = decode(text_, at);
      const FoldEntry next_entry = entry_of(next);
      if (next_entry.char_class() != CharClass::kCjk) break;
      at_ = at;
      if (!give(current)) return false;
      current = {next_entry.folded(next), next_entry.changes(), next_begin, at - next_begin, at};
    }
    waiting_ = current;
    return true;
  }

  bool take_word(char32_t c, FoldEntry entry, std::size_t begin) {
    if (state_ != State::kWord) {
      if (!end_character() || !end_run()) return false;
      state_ = State::kWord;
      word_begin_ = begin;
      word_size_ = 0;
      word_full_ = false;
    }
    if (!entry.expands()) {
      append(entry.folded(c));
    } else {
      for (const char32_t part : expansion(entry)) append(part);
    }
    take_ascii();
    word_end_ = at_;
    return true;
  }

  void append(char32_t folded) {
    char bytes[4];
    const std::size_t size = encode(folded, bytes);
    // Once full it stays full: a shorter character must not follow a gap.
    word_full_ = word_full_ || word_size_ + size > kMaxWordBytes;
    if (word_full_) return;
    std::memcpy(word_ + word_size_, bytes, size);
    word_size_ += size;
  }

  // ASCII that goes on with the word.
  void take_ascii() {
    for (; at_ < text_.size(); ++at_) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      const char folded = byte < 0x80 ? kAsciiWord[byte] : '\0';
      if (folded == 0) break;
      word_full_ = word_full_ || word_size_ == kMaxWordBytes;
      if (!word_full_) word_[word_size_++] = folded;
    }
  }

  bool separate() {
    if (state_ == State::kBetween) return true;
    const bool go_on = end_word() && end_character();
    state_ = State::kBetween;
    return go_on;
  }

  // The generated table folds what separates to one character each.
  bool report(char32_t c, FoldEntry entry, std::size_t begin) {
    if (purpose_ == TokenizeFor::kQuery) return true;
    const char32_t folded = c == kMalformed ? U'\uFFFD' : entry.folded(c);
    if (is_blank(folded) || !seen_.add(folded)) return true;
    char bytes[4];
    return sink_.symbol({bytes, encode(folded, bytes)}, begin, at_);
  }

  // The token that was read last grows over a mark that belongs to its last character.
  void extend() {
    if (state_ == State::kRun) waiting_.end = at_;
    if (state_ == State::kWord) word_end_ = at_;
  }

  bool join(char32_t follower) {
    if (state_ != State::kRun) return false;
    const char32_t composed = compose(waiting_.folded, follower);
    if (composed == 0) return false;
    waiting_.folded = composed;
    waiting_.changed = true;
    waiting_.end = at_;
    return true;
  }

  bool end_word() {
    if (state_ != State::kWord) return true;
    return sink_.token({word_, word_size_}, word_begin_, word_end_);
  }

  // Gives the waiting character of a run; the end of the run is due unless another one follows.
  bool end_character() {
    if (state_ != State::kRun) return true;
    run_end_due_ = true;
    run_end_ = waiting_.end;
    run_end_token_[1] = static_cast<char>('a' + waiting_.folded % kRunEnds);
    return give(waiting_);
  }

  bool give(const Character& character) {
    if (!character.changed) {
      return sink_.token(text_.substr(character.begin, character.size), character.begin,
                         character.end);
    }
    char bytes[4];
    const std::size_t size = encode(character.folded, bytes);
    return sink_.token({bytes, size}, character.begin, character.end);
  }

  // What stands in a query for the end of a run.
  bool is_run_end(char32_t c) const {
    return purpose_ == TokenizeFor::kQuery && c == static_cast<unsigned char>(kRunEnd.front());
  }

  bool end_run() {
    if (!run_end_due_) return true;
    run_end_due_ = false;
    return sink_.token({run_end_token_, sizeof run_end_token_}, run_end_, run_end_);
  }

  const std::string_view text_;
  const TokenizeFor purpose_;
  TokenSink& sink_;
  std::size_t at_ = 0;
  State state_ = State::kBetween;
  Character waiting_;
  bool run_end_due_ = false;
  std::size_t run_end_ = 0;
  char run_end_token_[2] = {kRunEnd.front(), 'a'};
  SeenSymbols seen_;
  std::size_t word_begin_ = 0;
  std::size_t word_end_ = 0;
  std::size_t word_size_ = 0;
  bool word_full_ = false;
  char word_[kMaxWordBytes];
};

}  // namespace

bool TokenSink::symbol(std::string_view, std::size_t, std::size_t) {
  return true;
}

bool tokenize(std::string_view utf8, TokenizeFor purpose, TokenSink& sink) {
  return Cutter(utf8, purpose, sink).run();
}

}  // namespace jianbao::text
