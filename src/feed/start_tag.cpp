#include "feed/start_tag.h"

#include <algorithm>

#include "feed/element_roles.h"
#include "feed/implied_end.h"

namespace jianbao::feed {
namespace {

/// True if a tag of an entry or the end tag of a field stands in a value: none holds these, not
/// even HTML's.
bool runs_over_field(std::string_view value, std::size_t from) {
  for (std::size_t at = from; at != std::string_view::npos; at = value.find('<', at + 1)) {
    const bool end = value.substr(at + 1).starts_with('/');
    const std::string_view name = TagReader(value, at + (end ? 1 : 0)).name();
    if (is_entry(name, false) || (end && is_field(name))) return true;
  }
  return false;
}

/// How much of a quoted value belongs to it.
std::size_t own_size(std::string_view value) {
  const std::size_t less = value.find('<');
  if (less == std::string_view::npos) return value.size();
  const std::size_t greater = value.find('>');
  if (greater < less && value.find("</", less) != std::string_view::npos) return greater;
  return runs_over_field(value, less) ? std::min(less, greater) : value.size();
}

bool has_no_value(const Attribute& attribute) {
  return attribute.quote == '\0' && attribute.value.empty();
}

bool is_quoted(const Attribute& attribute) {
  return attribute.quote != '\0';
}

}  // namespace

StartTag read_start_tag(std::string_view document, std::size_t at,
                        std::vector<Attribute>& attributes) {
  TagReader reader(document, at);
  attributes.clear();
  Attribute attribute;
  bool more = true;
  while (more) {
    more = reader.next(attribute);
    const bool quoted = attribute.quote != '\0' && (more || reader.end() == TagEnd::kCutOff);
    const std::size_t size = quoted ? own_size(attribute.value) : attribute.value.size();
    if (quoted && size < attribute.value.size()) {
      const auto begin = static_cast<std::size_t>(attribute.value.data() - document.data());
      attributes.push_back({attribute.name, attribute.value.substr(0, size), '\0'});
      const bool ends_at_next = document[begin + size] == '<';
      return {reader.name(), TagEnd::kOpen, begin + size + (ends_at_next ? 0 : 1), ends_at_next};
    }
    if (more) attributes.push_back(attribute);
  }
  StartTag tag{reader.name(), reader.end(), reader.position()};
  if (tag.end != TagEnd::kOpen) return tag;
  tag.ends_at_next = document[tag.position - 1] != '>';
  if (tag.ends_at_next || attributes.empty() || is_html_element(tag.name)) return tag;
  Attribute& last = attributes.back();
  if (last.quote == '\0' && last.value.ends_with('/') &&
      last.value.data() + last.value.size() + 1 == document.data() + tag.position) {
    last.value.remove_suffix(1);
    tag.end = TagEnd::kSelfClosed;
  }
  return tag;
}

bool is_bare_less(const StartTag& tag, const std::vector<Attribute>& attributes,
                  std::string_view next, std::string_view inside, bool in_text) {
  if (!tag.ends_at_next) return false;
  if (!in_text && std::any_of(attributes.begin(), attributes.end(), is_quoted)) return false;
  if (!attributes.empty()) return std::any_of(attributes.begin(), attributes.end(), has_no_value);
  const bool ends_text = next.starts_with("</") && next.substr(2).starts_with(inside);
  return in_text && (ends_text || !is_html_element(tag.name));
}

}  // namespace jianbao::feed
