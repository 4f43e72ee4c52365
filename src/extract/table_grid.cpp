#include "extract/table_grid.h"

#include <algorithm>
#include <utility>

namespace jianbao::extract {

void TableGrid::begin_table() {
  rows_.clear();
  covered_.clear();
}

void TableGrid::begin_row() {
  rows_.emplace_back();
}

void TableGrid::add_cell(std::string words, int columns, int rows) {
  while (left_ > 0 && is_covered(rows_.back().size())) fill(rows_.back().size() + 1);
  const std::size_t begin = rows_.back().size();
  rows_.back().push_back(std::move(words));
  fill(begin + static_cast<std::size_t>(columns));
  if (rows < 2) return;
  const std::size_t end = rows_.back().size();
  covered_.resize(std::max(covered_.size(), end));
  const std::size_t last = rows_.size() + static_cast<std::size_t>(rows) - 1;
  std::fill(covered_.begin() + static_cast<std::ptrdiff_t>(begin),
            covered_.begin() + static_cast<std::ptrdiff_t>(end), last);
}

/// True if a cell from above reaches into the present row.
bool TableGrid::is_covered(std::size_t column) const {
  return column < covered_.size() && covered_[column] >= rows_.size();
}

/// Makes the present row as wide with empty cells, as far as there are some left.
void TableGrid::fill(std::size_t width) {
  auto& row = rows_.back();
  const std::size_t missing = std::min(width - std::min(width, row.size()), left_);
  row.resize(row.size() + missing);
  left_ -= missing;
}

std::string TableGrid::markdown() {
  std::size_t widest = 0;
  for (const auto& row : rows_) widest = std::max(widest, row.size());
  std::string lines;
  if (widest == 0) return lines;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const std::size_t missing = widest - rows_[r].size();
    for (const std::string& cell : rows_[r]) lines += "| " + cell + ' ';
    // The heading alone has to be as wide as the table.
    const std::size_t filled = r == 0 ? missing : std::min(missing, left_);
    for (std::size_t i = 0; i < filled; ++i) lines += "|  ";
    left_ -= std::min(filled, left_);
    lines += "|\n";
    if (r > 0) continue;
    for (std::size_t i = 0; i < widest; ++i) lines += "| --- ";
    lines += "|\n";
  }
  return lines;
}

}  // namespace jianbao::extract
