#include "extract/layout_tables.h"

#include <algorithm>

#include "extract/dom.h"

namespace jianbao::extract {
namespace {

struct OpenTable {
  const GumboNode* element;
  int cells = 0;  ///< of the present row
  int widest = 0;
  std::size_t cell_begin = 0;
};

bool is_cell(const GumboNode& element) {
  return is_tag(element, GUMBO_TAG_TD) || is_tag(element, GUMBO_TAG_TH);
}

bool holds_paragraphs(std::string_view words) {
  const std::size_t begin = words.find_first_not_of(" \n");
  return begin != std::string_view::npos && words.find("\n\n", begin) != std::string_view::npos;
}

}  // namespace

std::unordered_set<const GumboNode*> layout_tables(std::string_view raw,
                                                   const std::vector<MarkupEvent>& events) {
  std::unordered_set<const GumboNode*> layout;
  std::vector<OpenTable> open;
  for (const MarkupEvent& event : events) {
    const GumboNode& element = *event.element;
    const bool opens = event.kind == MarkupEvent::Kind::kOpen;
    if (is_tag(element, GUMBO_TAG_TABLE)) {
      if (opens) {
        if (!open.empty()) layout.insert(open.back().element);
        open.push_back({&element});
      } else {
        if (open.back().widest < 2) layout.insert(&element);
        open.pop_back();
      }
    } else if (!open.empty() && is_tag(element, GUMBO_TAG_TR)) {
      open.back().cells = 0;
    } else if (!open.empty() && is_cell(element)) {
      OpenTable& table = open.back();
      if (opens) {
        table.widest = std::max(table.widest, ++table.cells);
        table.cell_begin = event.offset;
      } else if (holds_paragraphs(raw.substr(table.cell_begin, event.offset - table.cell_begin))) {
        layout.insert(table.element);
      }
    }
  }
  return layout;
}

}  // namespace jianbao::extract
