#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/core/feed.h"
#include "jianbao/core/limits.h"

namespace jianbao::feed {

struct ParseOptions {
  std::string base_url{};      ///< where the document came from; links are resolved against it
  std::string content_type{};  ///< HTTP Content-Type, may be empty
  bool keep_raw = true;        ///< false: FeedEntry::raw stays empty, which saves copying it
};

/// Something about a document that its reader should know.
struct Warning {
  std::string message;
  std::size_t count = 1;
  /// Where in the bytes it was met first, if it is a repair: the document is not what its format
  /// demands.
  std::optional<std::size_t> offset{};

  friend bool operator==(const Warning&, const Warning&) = default;
};

/// "bare '&' (3 times, first at byte 120)".
std::string to_line(const Warning& warning);

/// What came of a document.  `problem` is empty if it was a feed; else one line that says why not.
struct ParseResult {
  Feed feed;
  std::string problem;
  /// Where the document is a web page, OPML or a sitemap index: how it leads to feeds, with the
  /// first few of those that it names.  Else empty.
  std::string hint;
  std::string charset;
  std::size_t replaced = 0;  ///< malformed byte sequences that became U+FFFD
  bool cut = false;          ///< it ends too early: entries behind its end may be missing
  /// Where it ends inside an entry, what stands of that, without FeedEntry::raw: tells which one
  /// the first line of `losses` is about.  Its last field may be cut too.
  std::optional<FeedEntry> cut_entry{};
  std::vector<std::string> losses;  ///< entries that were left out, one line for each reason
  /// What was repaired, a warning for each kind, by offset; then what was assumed.
  std::vector<Warning> warnings;
};

/// Reads RSS 0.9x/2.0, RSS 1.0, Atom 0.3/1.0, JSON Feed or a news sitemap from bytes of any
/// encoding.  Bad input is a result with a problem, never an exception. Cost: pugixml's parse plus
/// a pass over the text (bench/).  Thread-safe.
ParseResult parse(std::string_view bytes, const ParseOptions& options, const Limits& limits = {});

/// Is given a document's entries in its order.  `so_far` says of the feed and its charset what the
/// result will say; losses and warnings may still come.
using TakeEntry = std::function<void(const ParseResult& so_far, FeedEntry&& entry)>;

/// The same without keeping the entries, so that memory does not grow with their number: each goes
/// to `take` when it is read, and Feed::entries stays empty.  If there is a problem, none was
/// taken.
ParseResult parse(std::string_view bytes, const ParseOptions& options, const TakeEntry& take,
                  const Limits& limits = {});

}  // namespace jianbao::feed
