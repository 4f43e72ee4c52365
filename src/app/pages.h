#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/gathering.h"
#include "app/page_plan.h"
#include "app/run_context.h"
#include "jianbao/store/archive.h"

namespace jianbao::app {

/// Fetches the pages of articles whose feeds give only summaries (store::WantedPage), as far as the
/// robots.txt of their hosts allow, and stores each as a new version of its article.  What fails is
/// tried again in later runs.  A host takes five minutes of a run at the most; what does not fit
/// stays due.  app/page_plan.h has the decisions.
class PageFetcher {
 public:
  explicit PageFetcher(const RunContext& run);

  /// Fetches what is due, until it is stored or the gathering was stopped.
  /// @param feeds  only articles of these; null: all.
  void run(const std::set<std::int64_t>* feeds = nullptr);

 private:
  /// Pages that are asked for in one way from one host.
  struct Site {
    std::deque<Errand> waiting;
    std::size_t under_way = 0;
    HostShare share;
    std::chrono::milliseconds pause{0};  ///< that its robots.txt asks for, if longer than ours
  };

  std::vector<store::WantedPage> chosen(const std::set<std::int64_t>* feeds);
  void open_sites(const std::vector<store::WantedPage>& pages);
  bool forget(const store::WantedPage& page);
  bool is_left_alone(const std::string& url) const;
  Errand errand_for(const store::WantedPage& page);
  void ask_for_rules(const Errand& page);
  void heed_rules(Site& site, const Gathered& gathered);
  void heed_answer(Site& site, const Gathered& gathered);
  void heed_refusal(const Gathered& gathered);
  void start_next(Site& site);
  void finish(Gathered&& gathered);
  void fail(const Errand& page, std::string reason, PageFault fault);

  const RunContext run_;
  store::Archive archive_;                               ///< what is committed
  std::map<std::string, Site> sites_;                    ///< by site_key()
  std::map<std::string, store::QuietHost> quiet_hosts_;  ///< by site_of()
  std::set<std::string> refused_;  ///< of these, those that asked to be left alone in this run
};

}  // namespace jianbao::app
