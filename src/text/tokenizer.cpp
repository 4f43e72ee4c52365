#include "jianbao/text/tokenizer.h"

#include <array>
#include <cstring>
#include <utility>

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

// Notes: kNote, one of these, and what the note is about.
constexpr char kBeginningMark = '^';
constexpr char kPairMark = '&';
// Opens and closes a note in the text of a query.
constexpr char kQueryNote = '\x1D';

constexpr char mark_of(GapPlace place) {
  switch (place) {
    case GapPlace::kWhole:
      return '=';
    case GapPlace::kFirst:
      return '<';
    case GapPlace::kLast:
      return '>';
  }
  return '=';
}

// A note of at most two characters.
class Note {
 public:
  Note(char mark, char32_t first) : bytes_{kNote.front(), mark} { append(first); }
  Note(char mark, char32_t first, char32_t second) : Note(mark, first) { append(second); }

  std::string_view view() const { return {bytes_, size_}; }

 private:
  void append(char32_t c) { size_ += encode(c, bytes_ + size_); }

  char bytes_[10];
  std::size_t size_ = 2;
};

// Remembers what was reported of a text: symbols, pairs of them, beginnings of words.
class Reported {
 public:
  // False if it was added before; true also for one that finds no place any more.
  bool add(char32_t first, std::uint32_t second = 0) {
    const std::uint64_t key = first | std::uint64_t{second} << 32U;
    const std::size_t at = (key * 0x9E3779B97F4A7C15U) >> 56U;
    for (std::size_t i = 0; i < kMostSteps; ++i) {
      std::uint64_t& place = places_[(at + i) % kSize];
      if (place == key) return false;
      if (place == 0) {
        place = key;
        return true;
      }
    }
    return true;
  }

 private:
  static constexpr std::size_t kSize = 256;
  static constexpr std::size_t kMostSteps = 32;
  std::array<std::uint64_t, kSize> places_{};  // U+0000 is no symbol
};

// What stands between two tokens, white space as one space.
struct Gap {
  char32_t first = 0;
  char32_t last = 0;
  std::size_t size = 0;
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
    return purpose_ == TokenizeFor::kQuery || end_gap();
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
        if (!separate()) return false;
        return purpose_ == TokenizeFor::kQuery ? take_instruction(c) : take_gap(c, entry, begin);
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
    if (state_ != State::kRun && !end_gap()) return false;
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
      if (!end_character() || !end_gap()) return false;
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
  bool take_gap(char32_t c, FoldEntry entry, std::size_t begin) {
    char32_t symbol = c == kMalformed ? U'\uFFFD' : entry.folded(c);
    if (is_blank(symbol)) symbol = U' ';
    const char32_t before = gap_.size == 0 ? U' ' : gap_.last;
    if (symbol == U' ' && gap_.size > 0 && before == U' ') return true;
    if (gap_.size++ == 0) gap_.first = symbol;
    gap_.last = symbol;
    if (symbol == U' ') return true;
    if (reported_.add(symbol) && !report_symbol(symbol, begin)) return false;
    return before == U' ' || !reported_.add(before, symbol) ||
           report(Note(kPairMark, before, symbol), begin);
  }

  bool report_symbol(char32_t symbol, std::size_t begin) {
    char bytes[4];
    return sink_.beside({bytes, encode(symbol, bytes)}, begin, at_);
  }

  bool report(const Note& note, std::size_t begin) { return sink_.beside(note.view(), begin, at_); }

  // What in a query asks for tokens that are not the text's own.
  bool take_instruction(char32_t c) {
    if (c == static_cast<unsigned char>(kRunEnd.front())) return end_run();
    if (c != static_cast<unsigned char>(kQueryNote)) return true;
    const std::size_t end = text_.find(kQueryNote, at_);
    if (end == std::string_view::npos) return true;
    const std::size_t begin = std::exchange(at_, end + 1);
    run_end_due_ = false;  // the note stands in its place
    return sink_.token(text_.substr(begin, end - begin), at_, at_);
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
    const std::string_view word(word_, word_size_);
    if (!sink_.token(word, word_begin_, word_end_)) return false;
    if (purpose_ == TokenizeFor::kQuery) return true;
    std::size_t at = 0;
    const char32_t beginning = decode(word, at);
    return !reported_.add(beginning, kBeginningMark) ||
           report(Note(kBeginningMark, beginning), word_begin_);
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

  bool end_run() {
    if (!run_end_due_) return true;
    run_end_due_ = false;
    return sink_.token({run_end_token_, sizeof run_end_token_}, run_end_, run_end_);
  }

  // What follows a run has a place of its own, so that phrases can go on with it; what stands
  // before a token is noted at the place before that token's.
  bool end_gap() {
    const bool after_run = run_end_due_;
    if (!end_run()) return false;
    const Gap gap = std::exchange(gap_, {});
    if (gap.size == 0) return true;
    if (gap.size == 1) return gap.first == U' ' || report_gap(GapPlace::kWhole, gap.first);
    if (after_run && gap.first != U' ' && !report_gap(GapPlace::kFirst, gap.first)) return false;
    return gap.last == U' ' || report_gap(GapPlace::kLast, gap.last);
  }

  bool report_gap(GapPlace place, char32_t symbol) {
    return report(Note(mark_of(place), symbol), at_);
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
  Gap gap_;
  Reported reported_;
  std::size_t word_begin_ = 0;
  std::size_t word_end_ = 0;
  std::size_t word_size_ = 0;
  bool word_full_ = false;
  char word_[kMaxWordBytes];
};

}  // namespace

std::string gap_note(GapPlace place, std::string_view symbol) {
  return std::string(kNote) + mark_of(place) + std::string(symbol);
}

std::string pair_note(std::string_view first, std::string_view second) {
  return std::string(kNote) + kPairMark + std::string(first) + std::string(second);
}

std::string beginning_note(std::string_view character) {
  return std::string(kNote) + kBeginningMark + std::string(character);
}

std::string note_query(std::string_view note) {
  return kQueryNote + std::string(note) + kQueryNote;
}

std::string readable_query(std::string_view query) {
  std::string out;
  bool in_note = false;
  for (const char c : query) {
    if (c == kQueryNote) {
      out += std::exchange(in_note, !in_note) ? ']' : '[';
    } else if (c == kRunEnd.front()) {
      out += '|';
    } else if (c != kNote.front()) {
      out += c;
    }
  }
  return out;
}

bool TokenSink::beside(std::string_view, std::size_t, std::size_t) {
  return true;
}

bool tokenize(std::string_view utf8, TokenizeFor purpose, TokenSink& sink) {
  return Cutter(utf8, purpose, sink).run();
}

}  // namespace jianbao::text
