#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/gathering.h"
#include "app/storing.h"
#include "jianbao/app/ingest.h"
#include "jianbao/fetch/downloader.h"
#include "jianbao/fetch/robots.h"
#include "jianbao/store/archive.h"
#include "jianbao/store/writer.h"

namespace jianbao::app {

/// Fetches the pages of articles whose feeds give only summaries (store::WantedPage), as far as the
/// robots.txt of their hosts allow, and stores each as a new version of its article.  What fails is
/// tried again in later runs, five times in all.
class PageFetcher {
 public:
  PageFetcher(const IngestRequest& request, store::Writer& writer, Storing& storing,
              IngestReport& report, Gathering& gathering);

  /// Fetches what is due, until it is stored or the gathering was stopped.
  void run();

 private:
  void ask_for_rules(const std::string& url, const std::vector<store::WantedPage>& waiting);
  void heed_rules(const Gathered& gathered);
  void start(const store::WantedPage& page);
  fetch::Request request_for(const store::WantedPage& page);
  void finish(Gathered&& gathered);
  void fail(const std::string& url, std::int64_t attempts, std::string reason);

  const IngestRequest& request_;
  store::Writer& writer_;
  Storing& storing_;
  IngestReport& report_;
  Gathering& gathering_;
  store::Archive archive_;  ///< what is committed
  /// Pages that wait for the rules of their host, by the address of its robots.txt.
  std::map<std::string, std::vector<store::WantedPage>> waiting_;
};

/// What the article is with its page: the page's text; what the feed did not say; the page's own
/// date in the place of the feed's.  Pure.
Article completed(Article from_feed, const Article& page);

/// When to try a page again; nothing after the last attempt.
/// @param attempts  that failed, this one among them.
std::optional<std::chrono::milliseconds> retry_pause(std::int64_t attempts);

}  // namespace jianbao::app
