#pragma once

#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feed/repair.h"

namespace jianbao::feed {

/// How all of a feed is parsed: nothing is trimmed, text and attributes are as XML defines them.
constexpr unsigned kParseFlags = pugi::parse_cdata | pugi::parse_escapes |
                                 pugi::parse_wconv_attribute | pugi::parse_eol |
                                 pugi::parse_ws_pcdata;

/// Parses the entries of a repaired document, one after the other in the same memory.  pugixml
/// looks at every byte by itself, so it is given long texts as marks; they are put into the tree
/// afterwards.
class EntryTree {
 public:
  /// @param xml  must outlive the tree.  @param texts  those of its texts that are long and hold no
  /// carriage return, by `begin`.
  EntryTree(std::string_view xml, std::span<const TextRange> texts) : xml_(xml), texts_(texts) {}

  /// The element of an entry, which is a part of the document's text; valid until the next call.
  pugi::xml_node parse(std::string_view entry);
  /// What was wrong with one of the entries; empty if nothing.
  const std::string& problem() const { return problem_; }

 private:
  /// The long texts inside an entry.
  std::span<const TextRange> texts_in(std::string_view entry) const;
  void write_with_marks(std::string_view entry, std::span<const TextRange> texts);
  /// False if the tree does not have a node for each text.
  bool put_back(std::span<const TextRange> texts);
  pugi::xml_parse_result parse_text();

  std::string_view xml_;
  std::span<const TextRange> texts_;
  pugi::xml_document document_;
  std::string text_;
  std::string problem_;
};

}  // namespace jianbao::feed
