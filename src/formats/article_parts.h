#pragma once

#include <optional>
#include <string_view>

#include "jianbao/core/timestamp.h"

namespace jianbao::formats {

/// A timestamp header: a line that is nothing but an HTML comment with a number, or with what
/// JavaScript prints where there is none.
struct HeaderLine {
  std::optional<Timestamp> at;
};
std::optional<HeaderLine> parse_header_line(std::string_view line);

/// Three or more dashes and nothing else.
bool is_rule(std::string_view line);

/// "[title](url)", the parts as they stand.
struct TitleLink {
  std::string_view title;
  std::string_view url;
  std::string_view tail;  ///< what follows the last ')'; commonly nothing
};

/// Both parts may hold brackets and parentheses.  The URL ends at the last ')' and begins after the
/// last "](" that an absolute URL follows, or else after the last "](".
std::optional<TitleLink> parse_title_link(std::string_view text);

/// The title link at the beginning of an article file.  A title may run over a few lines, but only
/// where a header stands above it; without a header the rule must follow, so that a body that
/// begins with a link is not taken for a title.
struct TitleBlock {
  TitleLink link;
  bool has_rule = false;
  std::string_view rest;  ///< what follows the block and its rule
};
std::optional<TitleBlock> find_title_block(std::string_view text, bool below_header);

}  // namespace jianbao::formats
