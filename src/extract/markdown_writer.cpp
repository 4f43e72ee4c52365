#include <algorithm>
#include <utility>

#include "extract/markdown_text.h"
#include "extract/markup_writers.h"
#include "extract/table_grid.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::string write() {
    for (at_ = 0; at_ < tokens_.size(); ++at_) {
      const Token& token = tokens_[at_];
      switch (token.kind) {
        case Token::Kind::kOpen:
          open(token);
          break;
        case Token::Kind::kClose:
          close(token);
          break;
        case Token::Kind::kText:
          words(token.text);
          break;
        case Token::Kind::kBreak:
          line_ += line_break();
          break;
        case Token::Kind::kPicture:
          picture(token);
          break;
      }
    }
    return std::move(out_);
  }

 private:
  /// A quote or an item: what its lines begin with.
  struct Level {
    Part part;
    std::string first;
    std::string rest;
    bool begun = false;
    bool follows_item = false;
  };
  struct List {
    bool numbered;
    int next;  ///< the number of the next item
    bool empty = true;
  };

  void open(const Token& token) {
    const Part part = token.part;
    if (is_mark(part)) {
      open_mark(token);
    } else if (!is_container(part)) {
      leaf_ = part;
      cell_columns_ = token.columns;
      cell_rows_ = token.rows;
      line_.clear();
    } else if (part == Part::kQuote) {
      levels_.push_back({Part::kQuote, "> ", "> "});
    } else if (part == Part::kList) {
      lists_.push_back({token.level == 1, token.first});
    } else if (part == Part::kItem) {
      open_item();
    } else if (part == Part::kTable) {
      grid_.begin_table();
    } else if (part == Part::kRow) {
      grid_.begin_row();
    }
  }

  void close(const Token& token) {
    const Part part = token.part;
    if (is_mark(part)) {
      close_mark();
    } else if (!is_container(part)) {
      close_leaf(token);
    } else if (part == Part::kQuote || part == Part::kItem) {
      levels_.pop_back();
    } else if (part == Part::kList) {
      lists_.pop_back();
    } else if (part == Part::kTable) {
      block(grid_.markdown());
    }
  }

  void close_leaf(const Token& token) {
    if (token.part == Part::kCode) {
      code();
    } else if (token.part == Part::kCell) {
      grid_.add_cell(std::move(line_), cell_columns_, cell_rows_);
    } else if (token.part == Part::kHeading) {
      block(std::string(static_cast<std::size_t>(token.level), '#') + ' ' + line_);
    } else {
      block(line_);
    }
  }

  void open_item() {
    List& list = lists_.back();
    const std::string mark = list.numbered ? std::to_string(list.next++) + ". " : "- ";
    const bool is_nested = !levels_.empty() && levels_.back().part == Part::kItem;
    levels_.push_back(
        {Part::kItem, mark, std::string(mark.size(), ' '), false, !list.empty || is_nested});
    list.empty = false;
  }

  void begin_line() {
    for (Level& level : levels_) {
      out_ += level.begun ? level.rest : level.first;
      level.begun = true;
    }
  }

  /// An empty line between this block and the last, but not between items.
  void part_from_last() {
    if (out_.empty()) return;
    const auto fresh = std::find_if(levels_.begin(), levels_.end(),
                                    [](const Level& level) { return !level.begun; });
    if (fresh != levels_.end() && fresh->follows_item) return;
    const std::size_t begin = out_.size();
    for (auto level = levels_.begin(); level != fresh; ++level) out_ += level->rest;
    while (out_.size() > begin && out_.back() == ' ') out_.pop_back();
    out_ += '\n';
  }

  void block(std::string_view lines) {
    part_from_last();
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      begin_line();
      out_ += lines.substr(0, end);
      out_ += '\n';
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
  }

  void code() {
    const std::string fence(std::max<std::size_t>(3, longest_ticks(line_) + 1), '`');
    block(fence + '\n' + line_ + '\n' + fence);
  }

  const char* line_break() const {
    if (leaf_ == Part::kHeading || in_code_) return " ";
    return leaf_ == Part::kCell ? "<br>" : "  \n";
  }

  void words(const std::string& text) {
    if (leaf_ != Part::kCode && !in_code_) {
      append_escaped(line_, text, leaf_ == Part::kCell);
      return;
    }
    for (const char c : text) {
      if (c == '|' && leaf_ == Part::kCell) line_ += '\\';  // parts cells also within code
      line_ += c;
    }
  }

  void picture(const Token& token) {
    line_ += "![";
    append_escaped(line_, token.alt, leaf_ == Part::kCell);
    line_ += "](" + link_destination(token.text) + ')';
  }

  struct Mark {
    std::string end;
    std::size_t begin = 0;  ///< in line_
    bool is_code = false;
  };

  void open_mark(const Token& token) {
    const Part part = token.part;
    Mark mark;
    if (part == Part::kStrong) {
      mark.end = delimiter("**", "strong");
    } else if (part == Part::kEmphasis) {
      mark.end = delimiter("*", "em");
    } else if (part == Part::kDeleted) {
      mark.end = delimiter("~~", "del");
    } else if (part == Part::kLink) {
      line_ += '[';
      mark.end = "](" + link_destination(token.text) + ')';
    } else if (part == Part::kInlineCode) {
      mark.is_code = in_code_ = true;
      mark.begin = line_.size();
    } else {
      mark.end = tag(part == Part::kSub ? "sub" : "sup");
    }
    marks_.push_back(std::move(mark));
  }

  void close_mark() {
    const Mark mark = std::move(marks_.back());
    marks_.pop_back();
    if (mark.is_code) {
      in_code_ = false;
      std::string span = code_span(std::string_view(line_).substr(mark.begin));
      line_.replace(mark.begin, std::string::npos, span);
    }
    line_ += mark.end;
  }

  /// Where the mark that opens at the present token closes.
  std::size_t closing() const {
    std::size_t depth = 0;
    for (std::size_t i = at_;; ++i) {
      if (tokens_[i].kind == Token::Kind::kOpen) ++depth;
      if (tokens_[i].kind == Token::Kind::kClose && --depth == 0) return i;
    }
  }

  static bool is_mark_edge(const Token& token) {
    const bool is_edge = token.kind == Token::Kind::kOpen || token.kind == Token::Kind::kClose;
    return is_edge && is_mark(token.part);
  }

  /// Asterisks beside asterisks would mean something else.
  static bool is_delimited(const Token& token) {
    return is_mark_edge(token) && token.part <= Part::kDeleted;
  }

  /// The character next to a mark, before or behind it; of other marks some punctuation.
  static char32_t first_of(const Token& token) {
    if (token.kind == Token::Kind::kPicture || is_mark_edge(token)) return U'*';
    std::size_t at = 0;
    return token.kind == Token::Kind::kText ? text::next_code_point(token.text, at) : 0;
  }
  static char32_t last_of(const Token& token) {
    return token.kind == Token::Kind::kText ? text::code_point_before(token.text, token.text.size())
                                            : first_of(token);
  }

  /// Begins the mark.  @return what ends it.
  std::string delimiter(const char* sign, const char* name) {
    const std::size_t end = closing();
    const Token& before = tokens_[at_ - 1];
    const Token& after = tokens_[end + 1];
    const bool touches = is_delimited(before) || is_delimited(after);
    if (touches || !can_delimit(last_of(before), first_of(tokens_[at_ + 1]),
                                last_of(tokens_[end - 1]), first_of(after))) {
      return tag(name);
    }
    line_ += sign;
    return sign;
  }

  /// The same as an element, which Markdown takes as it stands.
  std::string tag(const std::string& name) {
    line_ += '<' + name + '>';
    return "</" + name + '>';
  }

  const std::vector<Token>& tokens_;
  std::size_t at_ = 0;
  std::string out_;
  std::string line_;  ///< of the open leaf, without what its containers begin lines with
  Part leaf_ = Part::kParagraph;
  std::vector<Level> levels_;
  std::vector<List> lists_;
  std::vector<Mark> marks_;
  bool in_code_ = false;
  TableGrid grid_;
  int cell_columns_ = 1;  ///< what the open cell spans
  int cell_rows_ = 1;
};

}  // namespace

std::string to_markdown(const std::vector<Token>& tokens) {
  return MarkdownWriter(tokens).write();
}

}  // namespace jianbao::extract
