#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jianbao/core/timestamp.h"
#include "jianbao/store/records.h"

namespace jianbao::app {

/// Row selectors as a person types them; the same wherever rows are chosen.
struct Selectors {
  std::vector<std::string> sources;
  std::string since;
  std::string until;
  std::string date_by = "order";  ///< order, header, published, seen, updated
  std::string language;
  std::string tag;
  std::string sort = "date";  ///< date, oldest, relevance, title, id
  std::string zone = "UTC";
  std::int64_t limit = -1;
  std::int64_t offset = 0;
  std::int64_t after_change = 0;
};

/// @throws Error(kUsage) that names the option, what is wrong with its value and what it takes.
store::Selection resolve(const Selectors& selectors, Timestamp now);

}  // namespace jianbao::app
