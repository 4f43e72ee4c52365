#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/fetch/downloader.h"

namespace jianbao::fetch {

/// What a host's robots.txt lets one crawler fetch (RFC 9309).
class Robots {
 public:
  /// The rules for `agent`, a User-Agent whose product token counts ("jianbao/1.0 (+…)" is
  /// jianbao): of all groups that name it, else of those for "*".  Nothing is malformed; what is no
  /// rule is skipped.  Reads at most 500 KiB.
  static Robots parse(std::string_view text, std::string_view agent);
  static Robots allow_all();
  static Robots deny_all();

  /// The longest matching rule decides; Allow wins over a Disallow of the same length.
  /// "/robots.txt" is always allowed, and what is no http URL never.
  bool allows(std::string_view url) const;

  /// At most an hour.
  std::optional<std::chrono::milliseconds> crawl_delay() const { return crawl_delay_; }

  /// At most 100, absolute as they should be, or whatever is there.
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  friend class RobotsReader;
  struct Rule {
    std::string pattern;  ///< percent-encoding normalised
    bool allow = false;
  };

  std::vector<Rule> rules_;  ///< the first that matches decides
  std::optional<std::chrono::milliseconds> crawl_delay_;
  std::vector<std::string> sitemaps_;
  bool deny_all_ = false;
};

/// The address of the robots.txt that counts for a page; empty for what is no http URL.
std::string robots_url(std::string_view page);

/// What trying to fetch it brought, its first 500 KiB: empty where the host has none (4xx).
/// Nothing where that cannot be told (5xx, 429, no answer).  It may be gone by for a day (RFC 9309
/// §2.4), unless it is_page().  Points into `outcome`.
std::optional<std::string_view> robots_text(const Outcome& outcome);

/// True if a web page answered in place of a robots.txt, a login or "not found" with status 200: it
/// begins with markup.  What Content-Type says does not matter: many servers call true ones HTML.
bool is_page(std::string_view robots_text);

/// The rules that follow from that; without a text nothing may be fetched for now.
Robots robots_from(const Outcome& outcome, std::string_view agent);

}  // namespace jianbao::fetch
