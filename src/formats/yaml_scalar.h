#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jianbao::formats {

/// A YAML 1.2 scalar on one line.  `clean` is false where the text is no proper YAML and was read
/// as a person would mean it: an unescaped quote inside quotes, a missing closing quote.
struct Scalar {
  std::string text;
  bool clean = true;
};
Scalar read_scalar(std::string_view raw);

/// "[a, 'b, c', d]".  Nothing if it is not a list of scalars from its first to its last character.
std::optional<std::vector<Scalar>> read_flow_list(std::string_view raw);

}  // namespace jianbao::formats
