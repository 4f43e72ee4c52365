#include "extract/body_parts.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "extract/dom.h"
#include "extract/layout_tables.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

struct Role {
  bool known = false;
  Part part = Part::kParagraph;
  int level = 0;
};

Role role_of(const GumboNode& element) {
  const GumboTag tag = element.v.element.tag;
  if (element.v.element.tag_namespace != GUMBO_NAMESPACE_HTML) return {};
  switch (static_cast<int>(tag)) {
    case GUMBO_TAG_BLOCKQUOTE:
      return {true, Part::kQuote};
    case GUMBO_TAG_UL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_DIR:
      return {true, Part::kList, 0};
    case GUMBO_TAG_OL:
      return {true, Part::kList, 1};
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
      return {true, Part::kItem};
    case GUMBO_TAG_TABLE:
      return {true, Part::kTable};
    case GUMBO_TAG_TR:
      return {true, Part::kRow};
    case GUMBO_TAG_TD:
      return {true, Part::kCell, 0};
    case GUMBO_TAG_TH:
      return {true, Part::kCell, 1};
    case GUMBO_TAG_FIGURE:
      return {true, Part::kFigure};
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_CAPTION:
      return {true, Part::kCaption};
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      return {true, Part::kHeading, std::max(2, 1 + static_cast<int>(tag - GUMBO_TAG_H1))};
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_XMP:
      return {true, Part::kCode};
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_B:
      return {true, Part::kStrong};
    case GUMBO_TAG_EM:
    case GUMBO_TAG_I:
      return {true, Part::kEmphasis};
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_TT:
      return {true, Part::kInlineCode};
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_S:
    case GUMBO_TAG_STRIKE:
      return {true, Part::kDeleted};
    case GUMBO_TAG_SUB:
      return {true, Part::kSub};
    case GUMBO_TAG_SUP:
      return {true, Part::kSuper};
    case GUMBO_TAG_A:
      return {true, Part::kLink};
    default:
      return {};
  }
}

/// How many columns and rows a cell spans.
struct Spans {
  int columns = 1;
  int rows = 1;
};

/// 1 where the attribute says nothing of use.
int number_of(const GumboNode& element, const char* name, int least, int most) {
  const std::string given = text::clean_line(attribute(element, name));
  int number = 1;
  const auto read = std::from_chars(given.data(), given.data() + given.size(), number);
  return read.ec == std::errc::result_out_of_range ? most : std::clamp(number, least, most);
}

Spans spans_of(const GumboNode& cell) {
  return {number_of(cell, "colspan", 1, 1000), number_of(cell, "rowspan", 1, 65534)};
}

/// Markdown's numbers have nine digits at the most.
int first_number_of(const GumboNode& list) {
  return number_of(list, "start", 0, 999'000'000);
}

/// Where a link leads, if a reader may follow it; empty for places on the page itself.
std::string link_address(const GumboNode& element, const text::BaseUrl& base) {
  const std::string given = text::clean_line(attribute(element, "href"));
  if (given.empty() || given.front() == '#') return {};
  std::string address = base.resolve(given);
  const bool is_mail = text::ascii_lowered(std::string_view(address).substr(0, 7)) == "mailto:";
  return text::is_http(address) || is_mail ? address : std::string();
}

/// Elements open and close at once; their tokens wait until there are words to hold.
class PartsBuilder {
 public:
  PartsBuilder(const text::BaseUrl& base, std::unordered_set<const GumboNode*> layout)
      : base_(base), layout_(std::move(layout)) {}

  void open(const GumboNode& element) {
    Role role = role_of(element);
    if (!role.known || leaf_ == Part::kCode) return;
    if (is_mark(role.part)) {
      open_mark(element, role.part);
    } else if (leaf_element_ == nullptr) {
      if (is_container(role.part)) {
        open_container(element, role);
      } else if (role.part != Part::kCell || innermost() == Part::kRow) {
        close_leaf();
        leaf_ = role.part;
        level_ = role.level;
        leaf_element_ = &element;
        if (leaf_ == Part::kCell) cell_ = spans_of(element);
        if (leaf_ == Part::kCaption) level_ = static_cast<int>(innermost());
      }
    }
  }

  void close(const GumboNode& element) {
    if (&element == leaf_element_) {
      if (leaf_ == Part::kCell && !in_leaf_) empty_cells_.push_back({cell_, level_});
      close_leaf();
      leaf_ = Part::kParagraph;
      leaf_element_ = nullptr;
    } else if (!marks_.empty() && marks_.back().element == &element) {
      if (marks_.back().emitted) add(Token::Kind::kClose, marks_.back().part);
      marks_.pop_back();
    } else if (holds(element)) {
      close_leaf();
      while (pop_container() != &element) {
      }
    }
  }

  void picture(const GumboNode& img, bool begins_paragraph) {
    if (leaf_ == Part::kCode || is_small_picture(img)) return;
    std::string address = image_address(img, base_.text());
    if (address.empty() || address == last_picture_) return;
    if (begins_paragraph && leaf_element_ == nullptr) close_leaf();
    begin_leaf();
    if (std::exchange(break_due_, false)) add(Token::Kind::kBreak);
    last_picture_ = address;
    tokens_.push_back({Token::Kind::kPicture, Part::kParagraph, 0, std::move(address),
                       text::clean_line(attribute(img, "alt"))});
    picture_is_last_ = begins_paragraph;
  }

  void text(std::string_view words) {
    if (words.empty()) return;
    if (leaf_ == Part::kCode) return code(words);
    if (std::exchange(picture_is_last_, false) && leaf_element_ == nullptr &&
        words.front() != ' ') {
      close_leaf();
    }
    while (!words.empty()) {
      const std::size_t breaks = std::min(words.find_first_not_of('\n'), words.size());
      if (breaks > 0) break_line(breaks);
      words.remove_prefix(breaks);
      const std::size_t end = std::min(words.find('\n'), words.size());
      line(words.substr(0, end));
      words.remove_prefix(end);
    }
  }

  std::vector<Token> finish() {
    close_leaf();
    while (!containers_.empty()) pop_container();
    return std::move(tokens_);
  }

 private:
  struct Open {
    const GumboNode* element;  ///< null: is only implied
    Part part;
    int level = 0;
    std::string address;
    bool emitted = false;
  };

  Part innermost() const {
    return containers_.empty() ? Part::kParagraph : containers_.back().part;
  }

  bool holds(const GumboNode& element) const {
    return std::any_of(containers_.begin(), containers_.end(),
                       [&](const Open& open) { return open.element == &element; });
  }

  /// False where the part has no meaning: a row without its table, a list straight in a list.
  bool fits(const GumboNode& element, Part part) const {
    if (part == Part::kList) return innermost() != Part::kList;
    if (part == Part::kItem) return innermost() == Part::kList;
    if (part == Part::kRow) return innermost() == Part::kTable;
    if (part != Part::kTable) return true;
    return layout_.count(&element) == 0 && containers_.size() + 2 <= kMaxContainers;
  }

  void open_container(const GumboNode& element, const Role& role) {
    while (!containers_.empty() && containers_.back().element == nullptr) {
      close_leaf();
      pop_container();
    }
    if (containers_.size() >= kMaxContainers || !fits(element, role.part)) return;
    close_leaf();
    if (role.part == Part::kRow) empty_cells_.clear();
    containers_.push_back({&element, role.part, role.level, {}});
  }

  const GumboNode* pop_container() {
    const Open open = std::move(containers_.back());
    containers_.pop_back();
    if (open.emitted) add(Token::Kind::kClose, open.part, open.level);
    return open.element;
  }

  void open_mark(const GumboNode& element, Part part) {
    const bool is_double = std::any_of(marks_.begin(), marks_.end(), [part](const Open& open) {
      return open.part == part || open.part == Part::kInlineCode;
    });
    if (is_double || (part == Part::kStrong && leaf_ == Part::kHeading)) return;
    std::string address = part == Part::kLink ? link_address(element, base_) : std::string();
    if (part == Part::kLink && address.empty()) return;
    marks_.push_back({&element, part, 0, std::move(address)});
  }

  void add(Token::Kind kind, Part part = Part::kParagraph, int level = 0) {
    tokens_.push_back({kind, part, level, {}, {}});
  }

  void emit(Open& open) {
    if (open.emitted) return;
    open.emitted = true;
    tokens_.push_back({Token::Kind::kOpen, open.part, open.level, open.address, {}});
    const bool numbered = open.part == Part::kList && open.level == 1;
    if (numbered && open.element != nullptr) tokens_.back().first = first_number_of(*open.element);
  }

  void begin_leaf() {
    if (in_leaf_) return;
    imply_containers();
    open_leaf_ = innermost() == Part::kRow ? Part::kCell : leaf_;
    open_level_ = level_;
    if (open_leaf_ == Part::kParagraph) {
      const bool begins_item = innermost() == Part::kItem && !containers_.back().emitted;
      open_level_ = begins_item || innermost() == Part::kFigure ? 1 : 0;
    }
    for (Open& container : containers_) emit(container);
    if (open_leaf_ == Part::kCell) {
      add_empty_cells();
      open_cell(leaf_ == Part::kCell ? cell_ : Spans{}, open_level_);
    } else {
      add(Token::Kind::kOpen, open_leaf_, open_level_);
    }
    in_leaf_ = true;
  }

  /// Those that stand before a cell with words keep it in its column.
  void add_empty_cells() {
    for (const auto& [spans, level] : empty_cells_) {
      open_cell(spans, level);
      add(Token::Kind::kClose, Part::kCell, level);
    }
    empty_cells_.clear();
  }

  void open_cell(const Spans& spans, int level) {
    add(Token::Kind::kOpen, Part::kCell, level);
    tokens_.back().columns = spans.columns;
    tokens_.back().rows = spans.rows;
  }

  /// Words straight in a list are an item, those straight in a table a row.
  void imply_containers() {
    if (innermost() == Part::kList) containers_.push_back({nullptr, Part::kItem, 0, {}});
    if (innermost() == Part::kTable && leaf_ != Part::kCaption)
      containers_.push_back({nullptr, Part::kRow, 0, {}});
  }

  void close_leaf() {
    break_due_ = false;
    picture_is_last_ = false;
    if (!in_leaf_) return;
    for (std::size_t i = marks_.size(); i-- > 0;) {
      if (std::exchange(marks_[i].emitted, false)) add(Token::Kind::kClose, marks_[i].part);
    }
    add(Token::Kind::kClose, open_leaf_, open_level_);
    in_leaf_ = false;
  }

  void break_line(std::size_t breaks) {
    if (breaks > 1 && leaf_element_ == nullptr) close_leaf();
    break_due_ = in_leaf_;
  }

  void line(std::string_view words) {
    if (!in_leaf_ || break_due_) {
      words.remove_prefix(std::min(words.find_first_not_of(' '), words.size()));
    }
    const std::string clean = text::clean_text(words);
    std::string_view rest = clean;
    if (rest.empty()) return;
    begin_leaf();
    if (std::exchange(break_due_, false)) add(Token::Kind::kBreak);
    if (rest.front() == ' ') {
      add_text(" ");
      rest.remove_prefix(1);
    }
    if (rest.empty()) return;
    for (Open& mark : marks_) emit(mark);
    add_text(rest);
  }

  void code(std::string_view words) {
    if (!in_leaf_) words.remove_prefix(std::min(words.find_first_not_of('\n'), words.size()));
    const std::string clean = text::clean_text(words);
    if (clean.empty()) return;
    begin_leaf();
    add_text(clean);
  }

  void add_text(std::string_view words) {
    if (!tokens_.empty() && tokens_.back().kind == Token::Kind::kText) {
      tokens_.back().text += words;
    } else {
      add(Token::Kind::kText);
      tokens_.back().text = words;
    }
  }

  const text::BaseUrl& base_;
  std::unordered_set<const GumboNode*> layout_;
  std::vector<Token> tokens_;
  std::vector<Open> containers_;
  std::vector<Open> marks_;
  Part leaf_ = Part::kParagraph;  ///< what words begin
  int level_ = 0;
  const GumboNode* leaf_element_ = nullptr;  ///< what made it so; elements inside break nothing
  Spans cell_;                               ///< of the cell that is leaf_element_
  std::vector<std::pair<Spans, int>> empty_cells_;  ///< of the present row, with their levels
  bool in_leaf_ = false;
  Part open_leaf_ = Part::kParagraph;  ///< as it was emitted
  int open_level_ = 0;
  bool break_due_ = false;
  bool picture_is_last_ = false;  ///< the leaf was begun by a picture in a box of its own
  std::string last_picture_;
};

}  // namespace

std::vector<Token> body_parts(std::string_view raw, const std::vector<MarkupEvent>& events,
                              const text::BaseUrl& base) {
  PartsBuilder parts(base, layout_tables(raw, events));
  std::size_t at = 0;
  for (const MarkupEvent& event : events) {
    parts.text(raw.substr(at, event.offset - at));
    at = event.offset;
    switch (event.kind) {
      case MarkupEvent::Kind::kOpen:
        parts.open(*event.element);
        break;
      case MarkupEvent::Kind::kClose:
        parts.close(*event.element);
        break;
      case MarkupEvent::Kind::kPicture:
        parts.picture(*event.element, event.after_gap);
        break;
    }
  }
  parts.text(raw.substr(at));
  return parts.finish();
}

}  // namespace jianbao::extract
