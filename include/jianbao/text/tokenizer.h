#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jianbao::text {

/// Changes whenever the tokens of some text change; stored in the archive, so that an index built
/// under other rules is noticed.
inline constexpr int kTokenizerVersion = 4;

/// What the token begins with that ends a run of Han, Kana or Hangul.  A control character, which
/// is in no other token and is no symbol.
inline constexpr std::string_view kRunEnd = "\x1F";

/// What a note begins with: a token of the index that stands for no text of its own.
inline constexpr std::string_view kNote = "\x1E";

/// Where a symbol stands between two tokens, white space counted as a symbol.
enum class GapPlace {
  kWhole,  ///< it is all that stands between them
  kFirst,  ///< others follow
  kLast,   ///< others are before it
};

/// The notes of tokenize().  All arguments are folded.
std::string gap_note(GapPlace place, std::string_view symbol);
std::string pair_note(std::string_view first, std::string_view second);
std::string beginning_note(std::string_view character);

/// What stands in the text of a query for a place with this note.
std::string note_query(std::string_view note);

/// The text of a query for people: notes in [ ], the end of a run as |.
std::string readable_query(std::string_view query);

enum class TokenizeFor { kIndex, kQuery };

/// Receives tokens.  `folded` lives only during the call; [begin, end) are byte offsets into the
/// original text.  Return false to stop.
class TokenSink {
 public:
  virtual bool token(std::string_view folded, std::size_t begin, std::size_t end) = 0;
  /// kIndex alone: a symbol or a note, at the place of the token before it.  Can come before every
  /// token.
  virtual bool beside(std::string_view folded, std::size_t begin, std::size_t end);

 protected:
  ~TokenSink() = default;
};

/// Cuts text into search tokens.
///
/// * Han, Kana and Hangul: one token a character, folded (see fold()), and after the last character
///   of each run a token of kRunEnd and one of sixteen letters, so that a phrase never matches
///   across punctuation.  The letter depends on that last character: a token that every article
///   holds hundreds of times is slow to look up, and sixteen are not.  kQuery leaves out the end of
///   a run at the very end of the text, unless kRunEnd is written there.
/// * Everything else: maximal runs of letters, digits and marks, folded.
/// * Joiners and other ignorable characters (U+200B…U+200D, U+2060, U+FEFF, U+00AD, bidi controls)
///   stand for nothing and do not end a run.  All other characters separate.
/// * kIndex reports beside the tokens
///   - each symbol: a character that separates and is neither white space nor control.  A symbol is
///     reported exactly if fold_text() of the text holds it;
///   - each pair of symbols that stand together, as pair_note();
///   - the character that each word begins with, as beginning_note();
///   - at the end of a run, as gap_note(), what symbol follows it; and at the last token before any
///     other, what symbol stands before that one.
///   Of equal symbols, pairs and beginnings the first is reported, others only in texts with
///   hundreds of different ones.
///
/// `utf8` may be malformed: bad bytes separate.  A word is cut off at 256 bytes of folded text.
/// Returns false if the sink stopped it.  No allocation; thread-safe.
bool tokenize(std::string_view utf8, TokenizeFor purpose, TokenSink& sink);

/// Text folded for comparison, with the way back.  byte i of `folded` came from original byte
/// origin[i]; origin has one more element, the original's size.
struct Folded {
  std::string folded;
  std::vector<std::uint32_t> origin;
};

/// Folds letters the way tokens are folded, keeping punctuation and spaces: NFC, full and half
/// width to one, traditional Han to simplified character by character (OpenCC TSCharacters, first
/// choice), case and diacritics away, name dots ‧ · ・ to one, space characters (not line breaks)
/// to U+0020, ignorables dropped.  `utf8` may be malformed: each bad sequence becomes U+FFFD.
Folded fold(std::string_view utf8);

/// The characters with which a text can begin that folds to one beginning with `folded`, ascending.
/// Nothing if there are more than `most`, or if a character and its marks may fold to it together
/// (Hangul, some kana).
std::vector<char32_t> fold_sources(char32_t folded, std::size_t most);

/// fold(utf8).folded without the offsets, for comparing.
std::string fold_text(std::string_view utf8);

}  // namespace jianbao::text
