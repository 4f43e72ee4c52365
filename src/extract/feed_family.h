#pragma once

#include <gumbo.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "jianbao/core/timestamp.h"

namespace jianbao::extract {

/// What leads the bodies of the feed family (docs/extraction.md), and where it stands in the tree.
struct FeedLead {
  std::optional<Timestamp> published;  ///< nothing: the body is not of the family
  std::string image_url;
  std::string image_caption;  ///< as the markup has it
  std::string dateline;

  /// Children of the root that are read with this; null where there is none.
  const GumboNode* date_block = nullptr;
  const GumboNode* caption_block = nullptr;
  /// The first text node, of which `dateline_bytes` belong to the dateline; null if there is none.
  const GumboNode* first_text = nullptr;
  std::size_t dateline_bytes = 0;
};

/// Reads the lead of a body.  @param root  what holds the body's nodes.
FeedLead read_feed_lead(const GumboNode& root, std::string_view base);

}  // namespace jianbao::extract
