#include "feed/person.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "feed/markup.h"
#include "feed/text_value.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"

namespace jianbao::feed {
namespace {

/// "mail (name)" and "name <mail>" without the mail; nothing if the name is "Unknown".
std::string_view name_in(std::string_view person) {
  const std::size_t at = person.find('@');
  if (at == std::string_view::npos) return person;
  const std::size_t open = person.find('(');
  const std::size_t close = person.rfind(')');
  if (open != std::string_view::npos && close != std::string_view::npos && close > open + 1 &&
      at < open) {
    const std::string_view name = trim(person.substr(open + 1, close - open - 1));
    return text::equal_ignoring_case(name, "unknown") ? std::string_view() : name;
  }
  const std::size_t angle = person.find('<');
  if (angle != std::string_view::npos && angle < at && !trim(person.substr(0, angle)).empty()) {
    return trim(person.substr(0, angle));
  }
  return person;
}

bool is_han_name(std::string_view name) {
  constexpr std::size_t kFewest = 2;
  constexpr std::size_t kMost = 4;
  std::size_t count = 0;
  for (std::size_t at = 0; at < name.size(); ++count) {
    const char32_t c = text::next_code_point(name, at);
    if (c < 0x3400 || c > 0x9FFF || count == kMost) return false;
  }
  return count >= kFewest;
}

/// The parts between any of two marks, trimmed, empty ones left out.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view ascii,
                                       std::string_view wide) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t narrow_at = std::min(text.find(ascii), text.size());
    const std::size_t wide_at = std::min(text.find(wide), text.size());
    const std::size_t end = std::min(narrow_at, wide_at);
    const std::size_t mark = narrow_at < wide_at ? ascii.size() : wide.size();
    if (const std::string_view part = trim(text.substr(0, end)); !part.empty()) {
      parts.push_back(part);
    }
    text.remove_prefix(std::min(end + mark, text.size()));
  }
  return parts;
}

void add_people(std::vector<std::string>& people, std::string_view listed) {
  std::vector<std::string_view> names = parts_of(listed, ",", "，");
  if (!std::all_of(names.begin(), names.end(), is_han_name)) names = {listed};
  for (const std::string_view name : names) {
    if (const std::string_view own = name_in(name); !own.empty()) people.emplace_back(own);
  }
}

}  // namespace

std::vector<std::string> read_people(const pugi::xml_node& element, const Scope& scope) {
  std::string mail;
  bool structured = false;
  for (const pugi::xml_node& child : element.children()) {
    if (child.type() != pugi::node_element) continue;
    structured = true;
    const std::string local = name_of(child, scope).local;
    std::string value = text::clean_line(text_of(child));
    if (local == "name" && !value.empty()) return {value};
    if (local == "email") mail = std::move(value);
  }
  if (structured && !mail.empty()) return {mail};
  std::vector<std::string> people;
  const std::string line = line_from_html(text_of(element), true);
  for (const std::string_view listed : parts_of(line, ";", "；")) {
    for (const std::string_view part : parts_of(listed, "、", "､")) add_people(people, part);
  }
  return people;
}

}  // namespace jianbao::feed
