#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace jianbao::extract {

/// What a page's JSON-LD says of its article; strings as given, empty where it says nothing.
struct LinkedData {
  int worth = 0;  ///< how surely it is the article's: an Article's more than a WebPage's
  std::string headline;
  std::vector<std::string> authors;
  std::string published;
  std::string modified;
  std::string image;
  std::string image_caption;
  std::string section;
  std::string publisher;
  std::string language;
  std::string body;
  std::vector<std::string> keywords;
};

/// Reads one `<script type="application/ld+json">` and adds what `data` lacks.  Looks for a
/// schema.org Article or one of its kinds, in arrays, "@graph" and nested values; where there is
/// none, a recipe, an episode or the like.  What is no JSON is repaired (json_repair.h); what is
/// none then counts for nothing.  Strings may hold entities and tags.
void read_json_ld(std::string_view json, LinkedData& data);

}  // namespace jianbao::extract
