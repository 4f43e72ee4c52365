#pragma once

#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feed/repair.h"

namespace jianbao::feed {

/// Writes entries as feed documents of their own: the elements around the entry with their
/// attributes, what of the feed an entry inherits, the entry.
class RawEntryWriter {
 public:
  /// @param xml  what `root` was parsed from.  @param entries  where its entries stand in it.
  /// @param inherited  the feed's elements that say something about every entry.  Elements and
  /// attributes that would repeat more than a few kilobytes with each entry are left out.
  RawEntryWriter(std::string_view xml, std::span<const Range> entries, const pugi::xml_node& root,
                 const pugi::xml_node& channel, const std::vector<pugi::xml_node>& inherited);

  std::string write(const pugi::xml_node& entry) const;

 private:
  std::string_view source_of(const pugi::xml_node& entry) const;

  std::string_view xml_;
  std::span<const Range> entries_;
  std::string root_name_;
  std::string channel_name_;
  std::string root_open_;
  std::string channel_open_;
  std::string inherited_;
};

}  // namespace jianbao::feed
