#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/markup_recorder.h"
#include "jianbao/text/url.h"

namespace jianbao::extract {

/// What the writers of markup know.  Containers hold leaves and each other, leaves hold words,
/// marks lie on words.
enum class Part : std::uint8_t {
  kQuote,
  kList,
  kItem,
  kTable,
  kRow,
  kFigure,

  kParagraph,
  kHeading,
  kCode,
  kCaption,
  kCell,

  kStrong,
  kEmphasis,
  kDeleted,
  kInlineCode,
  kSub,
  kSuper,
  kLink,
};

inline bool is_container(Part part) {
  return part <= Part::kFigure;
}
inline bool is_mark(Part part) {
  return part >= Part::kStrong;
}

struct Token {
  enum class Kind : std::uint8_t { kOpen, kClose, kText, kBreak, kPicture };
  Kind kind;
  Part part = Part::kParagraph;  ///< of kOpen and kClose
  /// kHeading: 2 to 6.  kList: 1 if numbered.  kCell: 1 if it is a heading.  kCaption: what it is
  /// of, kFigure or kTable.  kParagraph: 1 if it begins an item or stands in a figure.
  int level = 0;
  std::string text;  ///< kText: the words.  kLink, kPicture: the address
  std::string alt;   ///< kPicture
  int columns = 1;   ///< kOpen of kCell: how many it spans, to 1000 …
  int rows = 1;      ///< … and to 65534, as browsers have it
  int first = 1;     ///< kOpen of kList: the number of its first item, from 0 to nine digits
};

/// Content as tokens that nest: marks within one leaf, leaves within containers; nothing is open
/// that holds nothing but an empty cell before another one; containers are nested at most
/// kMaxContainers deep.  A paragraph that
/// `<br><br>` parts is two.  Tables that lay out a page are none.
/// @param raw  TextBuilder::raw() of the pass that was recorded.
std::vector<Token> body_parts(std::string_view raw, const std::vector<MarkupEvent>& events,
                              const text::BaseUrl& base);

inline constexpr std::size_t kMaxContainers = 24;

}  // namespace jianbao::extract
