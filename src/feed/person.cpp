#include "feed/person.h"

#include <string_view>
#include <utility>

#include "feed/markup.h"
#include "feed/text_value.h"
#include "jianbao/text/unicode.h"

namespace jianbao::feed {
namespace {

/// "mail (name)" and "name <mail>" without the mail.
std::string_view name_in(std::string_view person) {
  const std::size_t at = person.find('@');
  if (at == std::string_view::npos) return person;
  const std::size_t open = person.find('(');
  const std::size_t close = person.rfind(')');
  if (open != std::string_view::npos && close != std::string_view::npos && close > open + 1 &&
      at < open) {
    return trim(person.substr(open + 1, close - open - 1));
  }
  const std::size_t angle = person.find('<');
  if (angle != std::string_view::npos && angle < at && !trim(person.substr(0, angle)).empty()) {
    return trim(person.substr(0, angle));
  }
  return person;
}

}  // namespace

std::string read_person(const pugi::xml_node& element, const Scope& scope) {
  std::string mail;
  bool structured = false;
  for (const pugi::xml_node& child : element.children()) {
    if (child.type() != pugi::node_element) continue;
    structured = true;
    const std::string local = name_of(child, scope).local;
    std::string value = text::clean_line(text_of(child));
    if (local == "name" && !value.empty()) return value;
    if (local == "email") mail = std::move(value);
  }
  if (structured && !mail.empty()) return mail;
  return std::string(name_in(line_from_html(text_of(element), true)));
}

}  // namespace jianbao::feed
