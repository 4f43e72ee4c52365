#pragma once

#include <gumbo.h>

#include <string>
#include <string_view>
#include <vector>

namespace jianbao::extract {

/// One selector of a site rule: a chain of elements, the last of which it selects, or several such
/// chains parted by commas.
class Selector {
 public:
  /// @throws std::invalid_argument that says what is wrong and where.
  explicit Selector(std::string_view text);

  bool matches(const GumboNode& element) const;

 private:
  struct Test {
    enum class Kind { kHas, kIs, kBegins, kEnds, kHolds, kHasWord };
    Kind kind = Kind::kHas;
    std::string attribute;
    std::string value;
  };
  struct Step {
    std::string element;  ///< in lower case; empty: any
    std::vector<Test> tests;
    bool directly_below = false;  ///< below the step before; else at any depth
  };
  class Reader;

  static bool fits(const Step& step, const GumboNode& element);
  static bool fits(const Test& test, const GumboNode& element);

  using Chain = std::vector<Step>;
  static bool fits(const Chain& chain, const GumboNode& element);

  std::vector<Chain> chains_;
};

}  // namespace jianbao::extract
