#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "jianbao/core/article.h"
#include "jianbao/core/timestamp.h"
#include "jianbao/store/condition.h"
#include "jianbao/store/pack.h"

namespace jianbao::store {

/// What brought the bytes.  The numbers are stored: never renumber.
enum class OriginKind { kFile = 1, kFeedEntry = 2, kPage = 3 };

/// The place that bytes came from.  Two captures of one place differ in their bytes.
struct Origin {
  OriginKind kind = OriginKind::kFile;
  std::string
      root;  ///< file: the absolute folder that was ingested; entry: the feed's URL; page: ""
  std::string path;  ///< file: the path below root; entry: guid, else URL; page: the URL
};

/// One thing that came in.
struct Capture {
  Origin origin;
  Packed raw;
  std::string charset;    ///< as decoded
  std::string declared;   ///< charset as HTTP, else the document, names it; empty if neither does
  std::string final_url;  ///< where the bytes came from after redirects; empty: no HTTP
  std::size_t replaced = 0;  ///< malformed sequences that became U+FFFD
  int http_status = 0;       ///< 0: not over HTTP
  std::string http_headers;
  int extractor_version = 0;
};

/// What put() did with an article.
enum class Stored {
  kNew,
  kChanged,
  kUnchanged,
  kTextKept,  ///< a feed says something new, but only in a text that gives way: nothing changed
  kReDated,   ///< a feed gives once more nothing but another date, which is not followed any more
};

/// An article as the archive holds it now.
struct StoredArticle {
  std::int64_t id = 0;
  Article article;
  std::string canonical_url;
  std::string file;  ///< path below its root, if the present version came from a file
  std::int64_t characters = 0;
  Timestamp first_seen;
  Timestamp updated;        ///< when the present version was first seen
  std::int64_t change = 0;  ///< the present version's change number
  std::int64_t revisions = 0;
  double rank = 0;  ///< with Sort::kRelevance: bm25, smaller is better
};

/// Raw bytes and where they came from, as stored.
struct StoredCapture {
  std::int64_t id = 0;
  std::int64_t article_id = 0;
  Origin origin;
  std::string bytes;
  std::string declared;  ///< as Capture has these three
  std::string final_url;
  int extractor_version = 0;
};

enum class DateBy { kOrder, kHeader, kPublished, kFirstSeen, kUpdated };
enum class Sort { kNewest, kOldest, kRelevance, kTitle, kId };

/// Which articles, and in which order.
struct Selection {
  std::optional<std::string> match;        ///< an FTS5 expression; leads the way to the articles
  Condition condition;                     ///< holds for the articles besides
  std::optional<std::int64_t> from_key;    ///< only from this sort key on …
  std::optional<std::int64_t> before_key;  ///< … and before this one
  std::vector<std::int64_t> ids;           ///< if not empty, only these
  std::optional<Timestamp> since;          ///< inclusive
  std::optional<Timestamp> until;          ///< exclusive
  DateBy date_by = DateBy::kOrder;
  std::vector<std::string> sources;  ///< any of them; empty: all
  std::string language;              ///< "zh" selects zh, zh-Hant …
  std::string tag;
  std::int64_t after_change = 0;                 ///< only with a greater change number
  std::optional<std::int64_t> new_after_change;  ///< only if their first one is greater
  Sort sort = Sort::kNewest;
  std::int64_t limit = -1;  ///< negative: all
  std::int64_t offset = 0;
};

/// Rows of stats(): how many articles in a source and a period.
struct CountRow {
  std::string source;
  std::string
      period;  ///< "2024", "2024-05" or "2024-05-15"; "" if undated or grouped by source alone
  std::int64_t articles = 0;
  std::int64_t characters = 0;
  std::optional<Timestamp> oldest;
  std::optional<Timestamp> newest;
};

enum class Period { kNone, kYear, kMonth, kDay };

/// What one ingest did.
struct RunRecord {
  Timestamp started;
  Timestamp ended;
  std::int64_t fresh = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::int64_t ignored = 0;
  std::int64_t failed = 0;
  std::optional<int> exit_status;  ///< absent if the run was interrupted
};

}  // namespace jianbao::store
