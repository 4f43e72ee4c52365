#include "feed/tag_repair.h"

#include <algorithm>
#include <string>

#include "feed/document_end.h"

namespace jianbao::feed {

std::size_t TagRepair::offset_of(std::string_view part) const {
  return static_cast<std::size_t>(part.data() - in_.data());
}

void TagRepair::add_attribute(const Attribute& attribute) {
  const std::size_t name = offset_of(attribute.name);
  const std::string_view gap = in_.substr(at(), name - at());
  if (gap.empty() || !is_xml_space(gap)) {
    log_.add(Fault::kAttribute, at());
    xml_.drop_to(name);
    xml_.add(" ");
  }
  xml_.keep_to(name + attribute.name.size());
  if (attribute.quote == '\0') {
    log_.add(Fault::kAttribute, name);
    unquoted_value(attribute.value);
    return;
  }
  const std::size_t value = offset_of(attribute.value);
  if (in_.substr(at(), value - at()).find('\f') != std::string_view::npos) {
    xml_.drop_to(value);
    xml_.add(std::string("=") + attribute.quote);
  }
  xml_.keep_to(value);
  text_.text_to(value + attribute.value.size());
  xml_.keep_to(at() + 1);
}

void TagRepair::unquoted_value(std::string_view value) {
  if (value.empty()) {
    xml_.add("=\"\"");
    return;
  }
  xml_.drop_to(offset_of(value));
  xml_.add("=\"");
  const std::size_t end = at() + value.size();
  while (at() < end) {
    const std::size_t quote = in_.substr(at(), end - at()).find('"');
    text_.text_to(quote == std::string_view::npos ? end : at() + quote);
    if (at() < end) xml_.drop_to(at() + 1);
  }
  xml_.add("\"");
}

void TagRepair::end(std::size_t end, std::string_view closing) {
  const std::string_view rest = in_.substr(at(), end - at());
  const std::size_t space = rest.size() - std::min(rest.size(), closing.size());
  if (rest.substr(space) == closing && is_xml_space(rest.substr(0, space))) {
    xml_.keep_to(end);
  } else {
    xml_.drop_to(end);
    xml_.add(closing);
  }
}

}  // namespace jianbao::feed
