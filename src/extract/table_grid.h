#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace jianbao::extract {

/// Where the cells of tables stand, which Markdown has to be told: what a cell spans beside its
/// first place stays empty.  Over all tables at most kMostEmpty places are filled up, so that what
/// a few bytes of attributes ask for stays small; rows beyond that are shorter.
class TableGrid {
 public:
  static constexpr std::size_t kMostEmpty = 100'000;

  void begin_table();
  void begin_row();
  /// @param columns, rows  what the cell spans, at least 1.
  void add_cell(std::string words, int columns, int rows);
  /// A line for each row, the first as the heading; empty without cells.
  std::string markdown();

 private:
  bool is_covered(std::size_t column) const;
  void fill(std::size_t width);

  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> covered_;  ///< by column: up to which row one from above reaches
  std::size_t left_ = kMostEmpty;
};

}  // namespace jianbao::extract
