#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "jianbao/app/log.h"
#include "jianbao/app/transfers.h"
#include "jianbao/core/timestamp.h"

namespace jianbao::app {

struct DiscoverRequest {
  std::string url;  ///< a page of the site, or a feed
  /// Also look in the usual places and in sitemaps where the page names feeds itself.
  bool everywhere = false;
  Transfers transfers{};
};

/// A feed that was fetched and read.
struct FoundFeed {
  std::string url;     ///< where it lives for good, after permanent redirects
  std::string format;  ///< "rss", "rdf", "atom", "json" or "sitemap"
  std::string title;   ///< its own; else what the page calls it
  std::size_t items = 0;
  std::optional<Timestamp> newest;  ///< the latest date of an item that is not to come
};

struct Discovery {
  std::vector<FoundFeed> feeds;       ///< what the page names first
  std::vector<std::string> failures;  ///< feeds that the page names and that are none, and why the
                                      ///< search ended early; one line each
  std::size_t asked = 0;              ///< addresses, robots.txt among them
  std::size_t forbidden = 0;          ///< addresses that robots.txt forbids to look at
  bool looked_around = false;         ///< in the usual places and for sitemaps
  bool interrupted = false;
};

/// Finds the feeds of a site: those that the page names, then, if it names none that answers, those
/// in the usual places (in so far as robots.txt lets us look, and with no more than ten seconds
/// between two requests) and the news sitemaps.  Every feed listed was fetched and read.  At most
/// 60 requests.
/// @throws Error(kUsage) for what is no address; Error(kNetwork) if the page cannot be fetched at
/// all.
Discovery discover(const DiscoverRequest& request, Timestamp now, const Listener& listener,
                   const std::stop_token& stop = {});

}  // namespace jianbao::app
