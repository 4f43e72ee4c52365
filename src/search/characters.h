#pragma once

#include <cstddef>
#include <string_view>

namespace jianbao::search {

/// One character of a text, with the marks that belong to it, and the columns it takes on one line.
struct Character {
  std::size_t begin;
  std::size_t end;
  char32_t code_point;
  std::size_t columns;
  bool space;
};

/// The character at `at`, which is less than the size.  The text is valid UTF-8, here and below.
Character character_at(std::string_view text, std::size_t at);

/// The character that ends at `end`, which is not 0.
Character character_before(std::string_view text, std::size_t end);

/// True if the character at `at` stands for itself, not for a part of what is before it.
bool begins_cluster(std::string_view text, std::size_t at);

}  // namespace jianbao::search
