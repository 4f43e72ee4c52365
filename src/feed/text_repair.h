#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include "feed/declared_entities.h"
#include "feed/repair_log.h"
#include "feed/splice.h"

namespace jianbao::feed {

/// Repairs the texts of a document, between tags and in attribute values: goes on from
/// Splice::position(), keeps what XML allows and replaces the rest.
class TextRepair {
 public:
  TextRepair(std::string_view source, Splice& out, RepairLog& log)
      : source_(source), out_(out), log_(log) {}

  /// True if what was kept or added since the last call may hold a carriage return, which the rules
  /// of XML for line ends change.
  bool take_returned() { return std::exchange(returned_, false); }

  /// Those that the document declares itself.
  DeclaredEntities& entities() { return entities_; }

  /// Text up to the next '<': escapes bare '&', replaces entities that XML does not know, drops
  /// control characters.  C1 controls stand for windows-1252 characters.
  void text_to_tag();
  /// The same up to `end`, where '<' means itself.
  void text_to(std::size_t end);
  /// The same for a CDATA section, where '&' means itself.
  void cdata_to(std::size_t end);

 private:
  bool to_special(std::size_t end);
  void special(std::size_t end);
  void reference(std::size_t end);
  bool declared(std::string_view name);
  void suspect(std::size_t end);
  void replace(std::size_t size, std::string_view with);

  std::string_view source_;
  Splice& out_;
  RepairLog& log_;
  DeclaredEntities entities_;
  bool returned_ = false;
};

}  // namespace jianbao::feed
