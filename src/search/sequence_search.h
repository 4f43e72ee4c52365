#pragma once

#include <cstddef>
#include <vector>

namespace jianbao::search {

/// The failure function of Knuth, Morris and Pratt, so that no phrase makes a search quadratic.
template <class Sequence>
std::vector<std::size_t> failure_of(const Sequence& wanted) {
  std::vector<std::size_t> failure(wanted.size(), 0);
  for (std::size_t i = 1, k = 0; i < wanted.size(); ++i) {
    while (k > 0 && wanted[i] != wanted[k]) k = failure[k - 1];
    if (wanted[i] == wanted[k]) ++k;
    failure[i] = k;
  }
  return failure;
}

/// Calls found(index of the first element) for each place of `wanted`, which is not empty, among
/// element(0) … element(count - 1), until it returns false; then returns false.
template <class Sequence, class Element, class Found>
bool find_sequence(const Sequence& wanted, const std::vector<std::size_t>& failure,
                   std::size_t count, Element element, Found found) {
  std::size_t k = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto present = element(i);
    while (k > 0 && present != wanted[k]) k = failure[k - 1];
    if (present == wanted[k]) ++k;
    if (k < wanted.size()) continue;
    if (!found(i + 1 - k)) return false;
    k = failure[k - 1];
  }
  return true;
}

}  // namespace jianbao::search
