#include "cli/wrapping.h"

#include "jianbao/text/width.h"

namespace jianbao::cli {

namespace {

/// What may not be broken: one wide character with the narrow ones behind it (a closing mark, a
/// number), or a run of others.
std::size_t unbroken(std::string_view text) {
  text::Cluster cluster = text::next_cluster(text, 0);
  std::size_t end = cluster.end;
  while (end < text.size() && text[end] != ' ') {
    cluster = text::next_cluster(text, end);
    if (cluster.columns > 1) break;
    end = cluster.end;
  }
  return end;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string out;
  std::size_t column = indent;
  bool space = false;
  while (!text.empty()) {
    if (text.front() == ' ') {
      space = true;
      text.remove_prefix(1);
      continue;
    }
    const std::string_view word = text.substr(0, unbroken(text));
    const std::size_t taken = text::columns(word);
    if (column > indent && column + (space ? 1 : 0) + taken > width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (space && column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += taken;
    space = false;
    text.remove_prefix(word.size());
  }
  return out;
}

}  // namespace jianbao::cli
