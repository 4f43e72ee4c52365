#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace jianbao::test {

/// Writes news that never happened, the same for the same seed on every machine.
class MadeUpNews {
 public:
  explicit MadeUpNews(unsigned seed) : random_(seed) {}

  /// A number below `bound`, which must be positive.
  std::size_t below(std::size_t bound);

  std::string place();       ///< 台北
  std::string title();       ///< no space, bracket, quote or slash in it
  std::string sentence();    ///< ends in 。
  std::string paragraph();   ///< three to six sentences
  std::string hant_title();  ///< the same in traditional characters
  std::string hant_sentence();
  std::string english_title();
  std::string english_sentence();
  std::string slug();  ///< "harbor-museum": two or three words

 private:
  template <std::size_t N>
  std::string_view pick(const std::string_view (&words)[N]) {
    return words[below(N)];
  }

  std::mt19937 random_;
};

/// "第零三七二号稿": a phrase of its own for each number below 10,000.
std::string marker(std::size_t number);

}  // namespace jianbao::test
