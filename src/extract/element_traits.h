#pragma once

#include <gumbo.h>

#include <array>
#include <cstdint>
#include <initializer_list>

namespace jianbao::extract {

/// What the tree construction rules (HTML Standard §13.2.6) say about an element, as bits.
enum Trait : std::uint16_t {
  kVoid = 1U << 0U,        ///< has no content and stays open for no moment
  kSpecial = 1U << 1U,     ///< the category "special": an unknown end tag does not look beyond it
  kScope = 1U << 2U,       ///< ends a scope
  kClosesP = 1U << 3U,     ///< its start tag closes an open <p>
  kScopedEnd = 1U << 4U,   ///< its end tag closes whatever is open inside it
  kFormatting = 1U << 5U,  ///< is opened again after what closed it: <b>, <font>
  kTablePart = 1U << 6U,   ///< caption, tbody, thead, tfoot, tr, td, th
  kHeading = 1U << 7U,     ///< h1 to h6
  kImpliedEnd = 1U << 8U,  ///< closed by "generate implied end tags"
  kPlainStart = 1U << 9U,  ///< its start tag does not reopen formatting elements
  kLeavesForeign = 1U << 10U,  ///< its start tag ends <svg> and <math>
  kIgnored = 1U << 11U,        ///< its tags inside the body do nothing
};

using TraitTable = std::array<std::uint16_t, GUMBO_TAG_LAST + 1>;
extern const TraitTable kTraits;

inline bool has_trait(GumboTag tag, unsigned traits) {
  return (kTraits[tag] & traits) != 0;
}

}  // namespace jianbao::extract
