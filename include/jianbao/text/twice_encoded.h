#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace jianbao::text {

/// Text that was UTF-8 already when a program took it for windows-1252 and encoded it again: "ä¸­"
/// for "中", "â€™" for "’".
struct TwiceEncoded {
  std::size_t count = 0;  ///< how many runs of it there are
  std::size_t first = 0;  ///< where the first of them begins
};

/// Looks for such text, also where bytes of it were lost.  Letters that merely have accents are
/// none.  O(bytes), next to nothing where U+00C0 to U+00FF are rare.
TwiceEncoded find_twice_encoded(std::string_view utf8);

/// The text as it was before; nothing unless all of it that is not ASCII was encoded twice.  Only
/// of use where find_twice_encoded() found something: of a single "Ã©" it cannot be known.
std::optional<std::string> undo_twice_encoded(std::string_view utf8);

/// Where in `utf8` that stands which undo_twice_encoded() put at `offset` of its text.  O(offset).
std::size_t twice_encoded_offset(std::string_view utf8, std::size_t offset);

}  // namespace jianbao::text
