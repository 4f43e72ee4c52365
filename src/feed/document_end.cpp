#include "feed/document_end.h"

#include <algorithm>

namespace jianbao::feed {

bool is_xml_space(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::size_t junk_behind(std::string_view document, std::size_t from) {
  for (;;) {
    from = std::min(document.find_first_not_of(" \t\r\n", from), document.size());
    const std::string_view rest = document.substr(from);
    const bool comment = rest.starts_with("<!--");
    if (!comment && !rest.starts_with("<?")) return from;
    const std::size_t end = rest.find(comment ? "-->" : "?>", comment ? 4 : 2);
    if (end == std::string_view::npos) return from;
    from += end + (comment ? 3 : 2);
  }
}

}  // namespace jianbao::feed
