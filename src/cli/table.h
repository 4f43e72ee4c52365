#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/output.h"
#include "cli/terminal.h"
#include "jianbao/search/search.h"

namespace jianbao::cli {

struct Column {
  std::string heading;
  bool right = false;      ///< numbers
  std::size_t widest = 0;  ///< cells are cut to this where room is short; 0: not cut
  bool stretches = false;  ///< takes what the terminal has left; at most one, the last
  bool urls = false;       ///< URLs are shortened so that they can be told apart
  Style style = Style::kPlain;
  /// From 1 up: left out where it leaves the last column too little room, the lowest number first.
  unsigned dispensable = 0;
};

/// How far the text below a row is set in.  Fixed, so that its width is known before the rows are.
inline constexpr std::size_t kBelowIndent = 4;

/// A row, and text that stands below it on lines of its own.
struct Row {
  std::vector<search::Passage> cells{};
  search::Passage below{};
  std::optional<std::size_t> dim{};  ///< a cell that only says that something is unknown
  bool wraps_below = false;          ///< `below` is told in full; else it is cut, and dim
};

/// A cell of plain text.
search::Passage cell(std::string text);

/// Prints a table, columns aligned by East Asian width and fitted to the terminal's.  Cells may
/// hold a stranger's text.
void print_table(Output& out, std::vector<Column> columns, const std::vector<Row>& rows,
                 const Terminal& terminal);

}  // namespace jianbao::cli
