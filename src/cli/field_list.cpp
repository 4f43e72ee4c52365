#include "cli/field_list.h"

#include <algorithm>

#include "jianbao/app/fields.h"

namespace jianbao::cli {

std::vector<std::string_view> parse_field_list(const std::string& list, std::string_view extra) {
  // The extra name is taken out, the rest parsed by its own rules, and the name put back in place.
  std::string others;
  std::size_t extra_at = std::string::npos;
  std::size_t position = 0;
  for (std::size_t begin = 0; begin <= list.size(); ++position) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const std::string_view name = std::string_view(list).substr(begin, end - begin);
    begin = end + 1;
    if (name == extra && extra_at == std::string::npos) {
      extra_at = position;
    } else {
      others += (others.empty() ? "" : ",") + std::string(name);
    }
  }
  if (extra_at == std::string::npos) return app::parse_fields(list);
  std::vector<std::string_view> fields;
  if (position > 1) fields = app::parse_fields(others);
  fields.insert(fields.begin() + static_cast<std::ptrdiff_t>(std::min(extra_at, fields.size())),
                extra);
  return fields;
}

}  // namespace jianbao::cli
