#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/display.h"

namespace jianbao::extract {

/// Puts clean text together from the text and the elements of a tree, in document order.  Its
/// buffer is used again for the next text.
class TextBuilder {
 public:
  void clear();

  /// To be called where an element begins and, unless it is a kBreak, where it ends.
  void begin(Display display);
  void end(Display display);

  void append(std::string_view utf8);
  /// A space before the next words, unless both sides write none (as a line break of the source).
  void part_words() { raise(Gap::kSoftBreak); }

  /// What finish() would work on; grows with every word appended.
  std::size_t size() const { return out_.size(); }
  /// That itself: gaps between words are filled when the next word comes.
  std::string_view raw() const { return out_; }
  /// True if the next word begins a paragraph.
  bool begins_paragraph() const { return out_.empty() || gap_ == Gap::kParagraph; }

  /// The text as the archive stores it.
  std::string finish();

 private:
  /// What has to stand before the next word; the stronger wins.
  enum class Gap : std::uint8_t { kNone, kSpace, kSoftBreak, kCell, kLine, kParagraph };

  /// A list item or cell that is open.
  struct Item {
    std::size_t begin;       ///< out_.size() where it began
    Gap outer;               ///< the gap before it
    Gap inner = Gap::kNone;  ///< the strongest gap between its words
    bool is_cell;
  };

  bool at_item_start() const { return !items_.empty() && items_.back().begin == out_.size(); }
  Gap gap_of(Display display) const;
  void raise(Gap gap);
  void break_line();
  void end_item(Gap gap);
  void fill_gap(const char* next, const char* end);
  void append_collapsed(std::string_view utf8);
  void append_verbatim(std::string_view utf8);

  std::string out_;
  std::vector<Item> items_;
  Gap gap_ = Gap::kNone;
  bool gap_is_break_ = false;  ///< a kLine that <br> made: another one makes an empty line
  std::size_t indent_ = 0;     ///< spaces that stand before the next word of a <pre>
  bool had_verbatim_ = false;
  std::size_t verbatim_ = 0;  ///< open <pre> elements
};

}  // namespace jianbao::extract
