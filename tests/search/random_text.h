#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace jianbao::test {

/// Makes made-up texts and queries of a small alphabet; the same ones for the same seed.
class RandomText {
 public:
  explicit RandomText(unsigned seed) : engine_(seed) {}

  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
  }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }
  std::string_view any_of(const std::vector<std::string_view>& pieces) {
    return pieces[below(pieces.size())];
  }
  /// `count` pieces in a row.
  std::string of(const std::vector<std::string_view>& pieces, std::size_t count);
  /// A well-formed query of words, phrases, OR, minus, parentheses and columns.
  std::string query(int depth = 3);
  /// A well-formed query of everything that the language has; `fields`: of fields and NEAR too.
  std::string full_query(int depth, bool fields = true);

 private:
  std::string operand(bool fields);
  std::string term();
  std::string phrase();
  std::string word();

  std::mt19937 engine_;
};

/// Han of both scripts, Latin, digits, punctuation of both widths: few, so that they often meet.
extern const std::vector<std::string_view> kSmallAlphabet;
/// What query parsers stumble over.
extern const std::vector<std::string_view> kNastyAlphabet;

}  // namespace jianbao::test
