#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jianbao::formats {

/// One key of the front matter with its value, or its values if it is a list.
struct FrontMatterEntry {
  std::string key;  ///< ASCII letters in lower case
  std::vector<std::string> values;
};

/// YAML between two "---" lines at the beginning of a file, as Jekyll and its kin write it.
/// Read are: plain, 'single' and "double" quoted scalars, [flow, lists], "- item" lists and
/// comments.  Text over several lines is joined with a warning; nested mappings, anchors and tags
/// are left out or taken literally with a warning.
struct FrontMatter {
  std::vector<FrontMatterEntry> entries;
  std::string_view rest;  ///< what follows the closing line
  bool closed = false;
  std::vector<std::string> warnings;

  /// Empty if the key is missing or has no value.
  const std::vector<std::string>& values(std::string_view key) const;
  /// The first value, or "".
  std::string_view value(std::string_view key) const;
};

enum class Closing { kRequired, kMayBeCutOff };

/// Nothing if the text does not begin with front matter: no "---" line, no key inside, or no
/// closing line within 64 KiB (with kMayBeCutOff: unless the text ends before that).
std::optional<FrontMatter> read_front_matter(std::string_view text, Closing closing);

}  // namespace jianbao::formats
