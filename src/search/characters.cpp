#include "search/characters.h"

#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::search {

namespace {

/// No character of any language has as many marks; what a stranger piles up may be parted.
constexpr int kLongestCluster = 64;

/// True between two halves of a flag: after an odd number of regional indicators.
bool is_inside_flag(std::string_view text, std::size_t at) {
  const auto is_half = [](char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; };
  std::size_t after = at;
  if (!is_half(text::next_code_point(text, after))) return false;
  int halves = 0;
  for (; at > 0 && halves < kLongestCluster; ++halves) {
    if (!is_half(text::code_point_before(text, at))) break;
    at = text::code_point_begin(text, at - 1);
  }
  return halves % 2 == 1;
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  Character c{at, at, 0, 0, false};
  c.code_point = text::next_code_point(text, c.end);
  c.space = text::is_space(c.code_point);
  const text::Cluster cluster = text::next_cluster(text, at);
  if (!c.space) c.end = cluster.end;
  c.columns = c.space ? 1 : cluster.columns;
  return c;
}

bool begins_cluster(std::string_view text, std::size_t at) {
  constexpr char32_t kJoiner = 0x200D;
  if (at == 0 || at == text.size()) return true;
  std::size_t end = at;
  const bool space = text::is_space(text::next_code_point(text, end));
  if (!space && text::columns(text.substr(at, end - at)) == 0) return false;
  return text::code_point_before(text, at) != kJoiner && !is_inside_flag(text, at);
}

Character character_before(std::string_view text, std::size_t end) {
  std::size_t begin = text::code_point_begin(text, end - 1);
  for (int i = 0; i < kLongestCluster && !begins_cluster(text, begin); ++i) {
    begin = text::code_point_begin(text, begin - 1);
  }
  return character_at(text, begin);
}

}  // namespace jianbao::search
