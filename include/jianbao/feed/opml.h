#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/core/limits.h"

namespace jianbao::feed {

/// A subscription as OPML carries it.  Strings are UTF-8 on one line; empty or absent: not said.
struct OpmlFeed {
  std::string url;  ///< xmlUrl as written, not yet judged
  std::string site_url{};
  std::string title{};
  std::vector<std::string> tags{};  ///< in order, each once

  // What other programs do not know; attributes in a namespace of our own.
  std::string name{};    ///< what its owner calls it
  std::string source{};  ///< under which its articles are filed
  std::optional<std::chrono::milliseconds> interval{};
  std::string user_agent{};
  std::vector<std::string> headers{};  ///< "Name: value"
  std::string proxy{};
  bool full_page = false;

  friend bool operator==(const OpmlFeed&, const OpmlFeed&) = default;
};

/// What came of a document.  `problem` is empty if it was OPML; else one line that says why not.
struct OpmlResult {
  std::vector<OpmlFeed> feeds;  ///< in the document's order, each URL once
  std::string problem;
  std::size_t repeated = 0;           ///< outlines left out since their URL came before
  std::size_t lost = 0;               ///< outlines left out for other reasons
  std::vector<std::string> losses;    ///< one line for each of them, at most a hundred
  std::vector<std::string> warnings;  ///< what was repaired or not understood, one line each
};

/// Reads the subscriptions of an OPML 1.0 or 2.0 document of any encoding, as newsboat, miniflux,
/// FreshRSS, Feedly, NetNewsWire and others write them.  The texts of the outlines around a feed
/// and its `category` attribute become its tags; a feed that stands in several places has the tags
/// of all.  Broken XML gives what could be read and warnings; never throws.  Bounded by
/// Limits::item_bytes, xml_depth and feed_entries.  O(bytes).  Thread-safe.
OpmlResult read_opml(std::string_view bytes, const Limits& limits = {});

/// Writes OPML 2.0: UTF-8, one outline for each first tag with its feeds in it, tags and feeds in
/// the order in which they come; the other tags as `category`.  read_opml() gives each feed back
/// equal, in the order of the document.  The same feeds give the same bytes.
std::string write_opml(std::string_view title, std::span<const OpmlFeed> feeds);

}  // namespace jianbao::feed
