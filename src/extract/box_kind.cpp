#include "extract/box_kind.h"

#include <algorithm>
#include <string_view>

#include "extract/dom.h"
#include "jianbao/text/ascii.h"

namespace jianbao::extract {

std::string box_kind(const GumboNode& element) {
  constexpr std::string_view kSpace = " \t\n\f\r";
  std::string_view names = attribute(element, "class");
  names.remove_prefix(std::min(names.find_first_not_of(kSpace), names.size()));
  std::string kind(1, static_cast<char>(element.v.element.tag));
  for (const char c : names.substr(0, names.find_first_of(kSpace))) {
    if (!text::is_ascii_digit(c)) kind += c;
  }
  return kind;
}

}  // namespace jianbao::extract
