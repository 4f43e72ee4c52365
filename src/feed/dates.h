#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "jianbao/core/timestamp.h"

namespace jianbao::feed {

/// Reads the dates of one document and remembers what it had to assume.
class Dates {
 public:
  /// Whole seconds: RSS has no others, so an article that stands in a site's RSS and Atom feeds has
  /// one date.  Nothing if the text is no date.
  std::optional<Timestamp> read(std::string_view text);

  /// What there is to say about the dates, one line; empty if nothing.
  std::string remark() const;

 private:
  std::size_t without_zone_ = 0;
  std::size_t unreadable_ = 0;
  std::string first_unreadable_;
};

}  // namespace jianbao::feed
