#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace jianbao::feed {

/// Writes entries as feed documents of their own: the elements around the entry with their
/// attributes, what of the feed an entry inherits, the entry.
class RawEntryWriter {
 public:
  /// @param inherited  the feed's elements that say something about every entry.  Elements and
  /// attributes that would repeat more than a few kilobytes with each entry are left out.
  RawEntryWriter(const pugi::xml_node& root, const pugi::xml_node& channel,
                 const std::vector<pugi::xml_node>& inherited);

  /// @param source  the entry's element.  @param inside  it stands in the channel, not behind it.
  std::string write(std::string_view source, bool inside) const;

 private:
  std::string root_name_;
  std::string channel_name_;
  std::string root_open_;
  std::string channel_open_;
  std::string inherited_;
};

}  // namespace jianbao::feed
