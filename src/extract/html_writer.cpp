#include "extract/markup_writers.h"
#include "jianbao/text/markup.h"

namespace jianbao::extract {
namespace {

std::string caption_name(const Token& token) {
  if (token.level == static_cast<int>(Part::kFigure)) return "figcaption";
  return token.level == static_cast<int>(Part::kTable) ? "caption" : "p";
}

std::string element_name(const Token& token) {
  switch (token.part) {
    case Part::kQuote:
      return "blockquote";
    case Part::kList:
      return token.level == 1 ? "ol" : "ul";
    case Part::kItem:
      return "li";
    case Part::kTable:
      return "table";
    case Part::kRow:
      return "tr";
    case Part::kFigure:
      return "figure";
    case Part::kParagraph:
      return token.level == 1 ? "" : "p";
    case Part::kHeading:
      return "h" + std::to_string(token.level);
    case Part::kCode:
      return "pre";
    case Part::kCaption:
      return caption_name(token);
    case Part::kCell:
      return token.level == 1 ? "th" : "td";
    case Part::kStrong:
      return "strong";
    case Part::kEmphasis:
      return "em";
    case Part::kInlineCode:
      return "code";
    case Part::kDeleted:
      return "del";
    case Part::kSub:
      return "sub";
    case Part::kSuper:
      return "sup";
    case Part::kLink:
      return "a";
  }
  return {};
}

bool holds_lines(Part part) {
  return part == Part::kQuote || part == Part::kList || part == Part::kTable;
}

/// Whether a line ends behind the element.
bool ends_line(Part part) {
  return part < Part::kStrong && part != Part::kCell;
}

void write_open(const Token& token, std::string& out) {
  const std::string name = element_name(token);
  if (name.empty()) return;
  if (token.part == Part::kList && !out.empty() && out.back() != '\n') out += '\n';
  out += '<' + name;
  if (token.part == Part::kLink) out += " href=\"" + text::escape_markup(token.text) + '"';
  if (token.first != 1) out += " start=\"" + std::to_string(token.first) + '"';
  if (token.columns > 1) out += " colspan=\"" + std::to_string(token.columns) + '"';
  if (token.rows > 1) out += " rowspan=\"" + std::to_string(token.rows) + '"';
  out += '>';
  if (holds_lines(token.part)) out += '\n';
}

void write_close(const Token& token, std::string& out) {
  const std::string name = element_name(token);
  if (name.empty()) return;
  out += "</" + name + '>';
  if (ends_line(token.part)) out += '\n';
}

}  // namespace

std::string to_html(const std::vector<Token>& tokens) {
  std::string out;
  for (const Token& token : tokens) {
    switch (token.kind) {
      case Token::Kind::kOpen:
        write_open(token, out);
        break;
      case Token::Kind::kClose:
        write_close(token, out);
        break;
      case Token::Kind::kText:
        out += text::escape_markup(token.text);
        break;
      case Token::Kind::kBreak:
        out += "<br>\n";
        break;
      case Token::Kind::kPicture:
        out += "<img src=\"" + text::escape_markup(token.text) + "\" alt=\"" +
               text::escape_markup(token.alt) + "\">";
        break;
    }
  }
  return out;
}

}  // namespace jianbao::extract
