#pragma once

#include <cstddef>
#include <string_view>

#include "feed/markup.h"
#include "feed/repair_log.h"
#include "feed/splice.h"
#include "feed/text_repair.h"

namespace jianbao::feed {

/// Writes what follows the name in a start tag as XML has it, where it is not: goes on from
/// Splice::position().
class TagRepair {
 public:
  TagRepair(std::string_view source, Splice& out, TextRepair& text, RepairLog& log)
      : in_(source), xml_(out), text_(text), log_(log) {}

  /// The next attribute: parted from what stands before it, its value in quotes.
  void add_attribute(const Attribute& attribute);
  /// The rest of the tag, which ends before `end` in the source, and shall end with `closing`.
  void end(std::size_t end, std::string_view closing);

 private:
  std::size_t at() const { return xml_.position(); }
  std::size_t offset_of(std::string_view part) const;
  void unquoted_value(std::string_view value);

  std::string_view in_;
  Splice& xml_;
  TextRepair& text_;
  RepairLog& log_;
};

}  // namespace jianbao::feed
