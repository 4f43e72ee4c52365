#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace jianbao::search {

/// A token of a phrase and the bytes of the phrase that it stands on.
struct QueryToken {
  std::string folded;
  std::size_t begin;
  std::size_t end;
};

/// The tokens of a phrase, ends of runs included but for the last.
std::vector<QueryToken> query_tokens(std::string_view text);

}  // namespace jianbao::search
