#include "cli/table.h"

#include <algorithm>

#include "cli/short_urls.h"
#include "cli/wrapping.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::cli {

namespace {

constexpr std::string_view kGap = "  ";
constexpr std::size_t kNarrowestStretch = 8;
// With less room for the last column, others are left out.
constexpr std::size_t kComfortableStretch = 16;

// Marks are places in the text, so they hold only where nothing had to be taken out of it.
search::Passage made_safe(const search::Passage& passage) {
  search::Passage safe{text::for_terminal(passage.text), {}};
  if (safe.text == passage.text) safe.marks = passage.marks;
  return safe;
}

// Cut to a width, marks and all.
search::Passage fitted(const search::Passage& passage, std::size_t width) {
  search::Passage cut{text::fit(passage.text, width), {}};
  if (cut.text == passage.text) return passage;
  constexpr std::string_view kEllipsis = "…";
  const std::size_t kept =
      cut.text.ends_with(kEllipsis) ? cut.text.size() - kEllipsis.size() : cut.text.size();
  for (const search::Passage::Range& mark : passage.marks) {
    if (mark.begin < kept) cut.marks.push_back({mark.begin, std::min(mark.end, kept)});
  }
  return cut;
}

std::string painted(const search::Passage& passage, Style style, bool color) {
  if (!color) return passage.text;
  std::string out;
  std::size_t done = 0;
  const std::string_view text = passage.text;
  for (const search::Passage::Range& mark : passage.marks) {
    out += styled(text.substr(done, mark.begin - done), style, true);
    out += styled(text.substr(mark.begin, mark.end - mark.begin), Style::kMatch, true);
    done = mark.end;
  }
  return out + styled(text.substr(done), style, true);
}

struct Layout {
  std::vector<std::size_t> widths;
  std::size_t last_starts = 0;
};

// Columns that may not be wide get what would stay empty on the right.
void give_spare_room(const std::vector<Column>& columns, const std::vector<std::size_t>& wanted,
                     std::size_t spare, Layout& layout) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (wanted[i] <= layout.widths[i] || columns[i].stretches) continue;
    const std::size_t more = std::min(wanted[i] - layout.widths[i], spare);
    layout.widths[i] += more;
    spare -= more;
    if (i + 1 < columns.size()) layout.last_starts += more;
  }
}

Layout lay_out(const std::vector<Column>& columns, const std::vector<Row>& rows,
               std::size_t terminal_columns) {
  Layout layout;
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::size_t width = 0;
    for (const Row& row : rows) width = std::max(width, text::columns(row.cells[i].text));
    wanted.push_back(width);
    if (columns[i].widest != 0 && terminal_columns != 0) width = std::min(width, columns[i].widest);
    layout.widths.push_back(std::max(width, text::columns(columns[i].heading)));
    if (i + 1 < columns.size()) layout.last_starts += layout.widths[i] + kGap.size();
  }
  const std::size_t taken = layout.last_starts + (columns.empty() ? 0 : layout.widths.back());
  if (taken < terminal_columns) give_spare_room(columns, wanted, terminal_columns - taken, layout);
  if (!columns.empty() && columns.back().stretches && terminal_columns != 0) {
    const std::size_t left =
        terminal_columns > layout.last_starts ? terminal_columns - layout.last_starts : 0;
    layout.widths.back() = std::min(layout.widths.back(), std::max(left, kNarrowestStretch));
  }
  return layout;
}

std::string aligned(const search::Passage& content, const Column& column, std::size_t width,
                    bool last, Style style, bool color) {
  const search::Passage cut = fitted(content, width);
  const std::size_t taken = text::columns(cut.text);
  const std::string space(width > taken ? width - taken : 0, ' ');
  const std::string text = painted(cut, style, color);
  if (column.right) return space + text;
  return last ? text : text + space;
}

// The column to leave out next; columns.size() if none is.
std::size_t most_dispensable(const std::vector<Column>& columns) {
  std::size_t chosen = columns.size();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const unsigned rank = columns[i].dispensable;
    if (rank == 0) continue;
    if (chosen == columns.size() || rank < columns[chosen].dispensable) chosen = i;
  }
  return chosen;
}

void leave_out(std::size_t column, std::vector<Column>& columns, std::vector<Row>& rows) {
  const auto at = static_cast<std::ptrdiff_t>(column);
  columns.erase(columns.begin() + at);
  for (Row& row : rows) {
    row.cells.erase(row.cells.begin() + at);
    if (row.dim == column) row.dim.reset();
    if (row.dim && *row.dim > column) --*row.dim;
  }
}

// Leaves columns out until the last one has room enough.
Layout fit_columns(std::vector<Column>& columns, std::vector<Row>& rows,
                   std::size_t terminal_columns) {
  Layout layout = lay_out(columns, rows, terminal_columns);
  const auto needs = [&] {
    return columns.back().stretches ? kComfortableStretch : layout.widths.back();
  };
  while (terminal_columns != 0 && layout.last_starts + needs() > terminal_columns) {
    const std::size_t column = most_dispensable(columns);
    if (column == columns.size()) break;
    leave_out(column, columns, rows);
    layout = lay_out(columns, rows, terminal_columns);
  }
  return layout;
}

void shorten_urls(const std::vector<Column>& columns, const Layout& layout,
                  std::vector<Row>& rows) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].urls) continue;
    std::vector<std::string> urls;
    urls.reserve(rows.size());
    for (const Row& row : rows) urls.push_back(row.cells[i].text);
    urls = short_urls(urls, layout.widths[i]);
    for (std::size_t row = 0; row < rows.size(); ++row)
      rows[row].cells[i] = cell(std::move(urls[row]));
  }
}

std::string line_of(const Row& row, const std::vector<Column>& columns, const Layout& layout,
                    bool heading, bool color) {
  std::string line;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool last = i + 1 == columns.size();
    const Style style = heading ? Style::kBold : row.dim == i ? Style::kDim : columns[i].style;
    line += aligned(row.cells[i], columns[i], layout.widths[i], last, style, color);
    if (!last) line += kGap;
  }
  return line + "\n";
}

std::string line_below(const Row& row, const Terminal& terminal) {
  const search::Passage& below = row.below;
  const bool narrow = terminal.columns != 0 && terminal.columns <= kBelowIndent + kNarrowestStretch;
  const std::size_t indent = narrow ? 0 : kBelowIndent;
  search::Passage cut = below;
  if (terminal.columns != 0) {
    cut = row.wraps_below ? cell(wrapped(below.text, indent, terminal.columns))
                          : fitted(below, terminal.columns - indent);
  }
  return std::string(indent, ' ') +
         painted(cut, row.wraps_below ? Style::kPlain : Style::kDim, terminal.out_color) + "\n";
}

}  // namespace

search::Passage cell(std::string text) {
  return {std::move(text), {}};
}

void print_table(Output& out, std::vector<Column> columns, const std::vector<Row>& rows,
                 const Terminal& terminal) {
  std::vector<Row> safe;
  safe.reserve(rows.size());
  for (const Row& row : rows) {
    Row& copy = safe.emplace_back();
    for (const search::Passage& content : row.cells) copy.cells.push_back(made_safe(content));
    copy.below = made_safe(row.below);
    copy.wraps_below = row.wraps_below;
    copy.dim = row.dim;
  }
  const Layout layout = fit_columns(columns, safe, terminal.columns);
  shorten_urls(columns, layout, safe);
  Row headings;
  for (const Column& column : columns) headings.cells.push_back(cell(column.heading));
  out.write_clean(line_of(headings, columns, layout, true, terminal.out_color));
  for (const Row& row : safe) {
    out.write_clean(line_of(row, columns, layout, false, terminal.out_color));
    if (!row.below.text.empty()) out.write_clean(line_below(row, terminal));
  }
}

}  // namespace jianbao::cli
