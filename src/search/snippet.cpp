#include <algorithm>
#include <optional>
#include <utility>

#include "jianbao/search/search.h"
#include "jianbao/text/markup.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"
#include "search/characters.h"
#include "search/patterns.h"

namespace jianbao::search {

namespace {

using Range = Passage::Range;

struct Occurrence {
  Range range;
  std::size_t phrase;
};

std::vector<Occurrence> find_occurrences(std::string_view text, const PhraseSet& phrases) {
  ScannedText scanned(phrases, text);
  std::vector<Occurrence> all;
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    for (const Range& range : scanned.find(i)) all.push_back({range, i});
  }
  std::stable_sort(all.begin(), all.end(), [](const Occurrence& a, const Occurrence& b) {
    return a.range.begin < b.range.begin;
  });
  return all;
}

/// A long text whose beginning holds every phrase is not looked through to its end.
constexpr std::size_t kHeadBytes = std::size_t{16} << 10U;

/// The first paragraphs, about kHeadBytes of them.
std::string_view head_of(std::string_view text) {
  const std::size_t end = text.find('\n', kHeadBytes);
  return text.substr(0, end);
}

bool holds_all(const std::vector<Occurrence>& occurrences, std::size_t phrases) {
  std::vector<bool> seen(phrases, false);
  for (const Occurrence& occurrence : occurrences) seen[occurrence.phrase] = true;
  return std::find(seen.begin(), seen.end(), false) == seen.end();
}

std::vector<Range> merged(const std::vector<Occurrence>& occurrences) {
  std::vector<Range> marks;
  for (const Occurrence& occurrence : occurrences) {
    if (!marks.empty() && occurrence.range.begin <= marks.back().end) {
      marks.back().end = std::max(marks.back().end, occurrence.range.end);
    } else {
      marks.push_back(occurrence.range);
    }
  }
  return marks;
}

/// The stretch from the first to the last mark of the best passage: most different phrases, then
/// most occurrences, then the earliest.  Two ends move through the text once.
Range best_stretch(std::string_view text, const std::vector<Occurrence>& all, std::size_t phrases,
                   std::size_t columns) {
  std::vector<std::size_t> inside(phrases, 0);
  std::size_t different = 0;
  std::size_t width = 0;  // columns from all[first].begin to `reached`
  std::size_t reached = all.front().range.begin;
  std::size_t first = 0;
  std::pair<std::size_t, std::size_t> best_score{0, 0};
  Range best = all.front().range;
  for (std::size_t last = 0; last < all.size(); ++last) {
    if (inside[all[last].phrase]++ == 0) ++different;
    const std::size_t end = std::max(reached, all[last].range.end);
    width += text::columns(text.substr(reached, end - reached));
    reached = end;
    for (; width > columns && first < last; ++first) {
      const std::size_t begin = all[first].range.begin;
      width -=
          std::min(width, text::columns(text.substr(begin, all[first + 1].range.begin - begin)));
      if (--inside[all[first].phrase] == 0) --different;
    }
    const std::pair<std::size_t, std::size_t> score{different, last - first + 1};
    if (score > best_score) {
      best_score = score;
      best = {all[first].range.begin, reached};
    }
  }
  return best;
}

bool ends_sentence(char32_t c) {
  constexpr std::u32string_view kEnds = U"。！？；｡…\n";
  return kEnds.find(c) != std::u32string_view::npos;
}

/// Full stops of Latin text end a sentence only before a space.
bool may_end_sentence(char32_t c) {
  return c == U'.' || c == U'!' || c == U'?' || c == U';';
}

bool closes(char32_t c) {
  constexpr std::u32string_view kClosing = U"”’」』）)\"'》";
  return kClosing.find(c) != std::u32string_view::npos;
}

/// True if a sentence ends, and its closing quotes with it, right before `at`.
bool sentence_ends_before(std::string_view text, std::size_t at) {
  constexpr int kMostClosing = 6;
  if (at == 0) return true;
  Character c = character_before(text, at);
  const bool spaced = c.space;
  for (int i = 0; i < kMostClosing && c.begin > 0 && c.code_point != U'\n' &&
                  (c.space || closes(c.code_point));
       ++i) {
    c = character_before(text, c.begin);
  }
  if (ends_sentence(c.code_point)) return true;
  return may_end_sentence(c.code_point) && (spaced || at == text.size());
}

bool is_word_part(const Character& c) {
  return !c.space && !text::is_cjk(c.code_point);
}

/// True if cutting at `at` parts neither a word nor a character from its marks.
bool may_cut(std::string_view text, std::size_t at) {
  if (at == 0 || at == text.size()) return true;
  if (!begins_cluster(text, at)) return false;
  const Character next = character_at(text, at);
  return !is_word_part(next) || !is_word_part(character_before(text, at));
}

/// Where a passage that shows `from` onwards best begins, using at most `columns` columns before
/// it: the sentence's beginning if it is that near, else some words of context.
std::size_t widened_left(std::string_view text, std::size_t from, std::size_t columns) {
  std::size_t used = 0;
  std::size_t context = from;
  for (std::size_t at = from;;) {
    if (sentence_ends_before(text, at)) return at;
    const Character c = character_before(text, at);
    used += c.columns;
    if (used > columns) return context;
    at = c.begin;
    if (used <= columns / 2 && may_cut(text, at)) context = at;
  }
}

/// Where a passage that begins at `from` and shows everything to `shown` best ends.
std::size_t widened_right(std::string_view text, std::size_t from, std::size_t shown,
                          std::size_t columns) {
  std::size_t used = 0;
  std::size_t hard = from;
  std::optional<std::size_t> word;
  std::optional<std::size_t> sentence;
  // Marks and joiners take no columns; a line must not consist of them without end.
  const std::size_t most_bytes = 32 * columns;
  for (std::size_t at = from; at < text.size();) {
    const Character c = character_at(text, at);
    used += c.columns;
    if (used > columns || c.end - from > most_bytes) break;
    hard = at = c.end;
    if (at < shown) continue;
    if (may_cut(text, at)) word = at;
    // A passage less than two thirds full would waste the line.
    if (used * 3 >= columns * 2 && sentence_ends_before(text, at)) sentence = at;
  }
  if (hard == text.size()) return hard;
  return sentence ? *sentence : word ? *word : hard;
}

/// Copies [begin, end) as one line, white space made single spaces, with the marks inside it.  A
/// character of which a part is marked is marked whole.
Passage on_one_line(std::string_view text, Range part, const std::vector<Range>& marks) {
  Passage passage;
  auto mark = marks.begin();
  std::optional<std::size_t> open;
  const auto close = [&] {
    if (open && *open < passage.text.size()) passage.marks.push_back({*open, passage.text.size()});
    open.reset();
  };
  bool after_space = true;
  for (std::size_t at = part.begin; at < part.end;) {
    const Character c = character_at(text, at);
    const auto last = mark;
    while (mark != marks.end() && mark->end <= c.begin) ++mark;
    const bool marked = mark != marks.end() && mark->begin < c.end;
    if (!marked || mark != last) close();
    if (marked && !open) open = passage.text.size();
    if (!c.space) {
      passage.text.append(text, c.begin, c.end - c.begin);
    } else if (!after_space) {
      passage.text += ' ';
    }
    after_space = c.space;
    at = c.end;
  }
  close();
  if (passage.text.ends_with(' ') &&
      (passage.marks.empty() || passage.marks.back().end < passage.text.size())) {
    passage.text.pop_back();
  }
  return passage;
}

constexpr std::string_view kEllipsis = "…";

void add_ellipses(Passage& passage, bool left, bool right) {
  if (left) {
    passage.text.insert(0, kEllipsis);
    for (Range& mark : passage.marks) {
      mark.begin += kEllipsis.size();
      mark.end += kEllipsis.size();
    }
  }
  if (right) passage.text += kEllipsis;
}

std::string_view trimmed_end(std::string_view text) {
  while (!text.empty()) {
    const Character last = character_before(text, text.size());
    if (!last.space) break;
    text.remove_suffix(last.end - last.begin);
  }
  return text;
}

std::size_t first_non_space(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const Character c = character_at(text, at);
    if (!c.space) break;
    at = c.end;
  }
  return at;
}

/// The passage with what `as_written` makes of its pieces, and the marks around some of them.
template <class AsWritten>
std::string marked(const Passage& passage, std::string_view open, std::string_view close,
                   AsWritten as_written) {
  const std::string_view text = passage.text;
  std::string out;
  std::size_t at = 0;
  for (const Range& mark : passage.marks) {
    out.append(as_written(text.substr(at, mark.begin - at))).append(open);
    out.append(as_written(text.substr(mark.begin, mark.end - mark.begin))).append(close);
    at = mark.end;
  }
  return out.append(as_written(text.substr(at)));
}

}  // namespace

Highlighter::Highlighter(const std::vector<Phrase>& phrases) {
  auto prepared = std::make_unique<PhraseSet>();
  for (const Phrase& phrase : phrases) prepared->add(phrase);
  phrases_ = std::move(prepared);
}
Highlighter::~Highlighter() = default;
Highlighter::Highlighter(Highlighter&&) noexcept = default;
Highlighter& Highlighter::operator=(Highlighter&&) noexcept = default;

std::vector<Passage::Range> Highlighter::marks(std::string_view text) const {
  return merged(find_occurrences(text, *phrases_));
}

Passage Highlighter::snippet(std::string_view whole, std::size_t columns) const {
  const std::string_view text = trimmed_end(whole);
  const std::size_t start = first_non_space(text);
  if (columns == 0 || start == text.size()) return {};
  if (columns <= 2) return {text::fit(text.substr(start), columns), {}};
  const std::string_view head = head_of(text);
  std::vector<Occurrence> all = find_occurrences(head, *phrases_);
  bool complete = head.size() == text.size();
  if (!complete && !holds_all(all, phrases_->size())) {
    all = find_occurrences(text, *phrases_);
    complete = true;
  }
  std::size_t room = columns - 2 * text::columns(kEllipsis);
  Range part{start, start};
  if (widened_right(text, start, start, columns) == text.size()) {
    room = columns;
  } else if (!all.empty()) {
    part = best_stretch(text, all, phrases_->size(), room);
    const std::size_t used = text::columns(text.substr(part.begin, part.end - part.begin));
    if (used < room) part.begin = widened_left(text, part.begin, (room - used) * 2 / 3);
    part.begin = std::max(part.begin, start);
  }
  part.end = widened_right(text, part.begin, part.end, room);
  if (!complete && part.end > head.size()) all = find_occurrences(text, *phrases_);
  Passage passage = on_one_line(text, part, merged(all));
  add_ellipses(passage, part.begin > start, part.end < text.size());
  return passage;
}

std::string highlighted(const Passage& passage, std::string_view open, std::string_view close) {
  return marked(passage, open, close, [](std::string_view text) { return text; });
}

std::string highlighted_markup(const Passage& passage, std::string_view open,
                               std::string_view close) {
  return marked(passage, open, close, text::escape_markup);
}

}  // namespace jianbao::search
