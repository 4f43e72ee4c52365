#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/gathering.h"
#include "app/page_plan.h"
#include "app/run_context.h"
#include "jianbao/fetch/robots.h"
#include "jianbao/store/archive.h"

namespace jianbao::app {

/// Fetches the pages of articles whose feeds give only summaries (store::WantedPage), as far as the
/// robots.txt of their hosts allow, and stores each as a new version of its article.  What fails is
/// tried again in later runs.  A host takes five minutes of a run at the most; what does not fit
/// stays due.  Pages are asked for while feeds still are: a feed that hangs keeps no page waiting.
/// app/page_plan.h has the decisions.
class PageFetcher {
 public:
  explicit PageFetcher(const RunContext& run);

  /// Begins to fetch what is due by now.
  /// @param feed  only pages of this one's articles; nothing: of all.
  void take_due(std::optional<std::int64_t> feed = {});

  /// Notes that a page is wanted from now on, and begins to fetch it.
  void want(store::WantedPage page);

  /// The same, unless it is noted already, be it as given up.
  void want_once(store::WantedPage page);

  /// Notes that a page is wanted once more a day from now, unless it is wanted already.
  void want_later(const store::WantedPage& page);

  /// Takes what came of an errand for a page or for robots.txt.
  void finish(Gathered&& gathered);

 private:
  /// What a host's robots.txt came to.
  struct Rules {
    fetch::Robots robots;
    std::string refusal;  ///< of a page that it does not allow, in words
    PageFault fault = PageFault::kOwn;
  };

  /// Pages that are asked for in one way from one host.
  struct Site {
    /// Feeds take turns: by how many pages of the feed come before, then in order of arrival.
    std::map<std::pair<std::size_t, std::size_t>, Errand> waiting;
    std::map<std::int64_t, std::size_t> pages_of_feeds;
    std::size_t under_way = 0;
    bool asked_for_rules = false;
    std::optional<Rules> rules;
    HostShare share;
    std::chrono::milliseconds pause{0};  ///< that its robots.txt asks for, if longer than ours
  };

  void recall_quiet_hosts();
  std::vector<store::WantedPage> chosen(std::optional<std::int64_t> feed);
  void enqueue(const store::WantedPage& page);
  void line_up(Site& site, Errand errand, std::size_t turn);
  void follow(Errand errand, const fetch::Redirected& onward);
  bool forget(const store::WantedPage& page);
  bool is_left_alone(const std::string& url) const;
  Errand errand_for(const store::WantedPage& page);
  void add_own(Errand& errand);
  void look_up_rules(Site& site, const Errand& page);
  void ask_for_rules(const Errand& page);
  void heed_rules(Site& site, const Gathered& gathered);
  void take_rules(Site& site, Rules rules);
  std::string_view agent_of(const fetch::Request& request) const;
  void heed_answer(Site& site, const Gathered& gathered);
  void heed_refusal(const Gathered& gathered);
  void start_next(Site& site);
  void store(Gathered&& gathered);
  void fail(const Errand& page, std::string reason, PageFault fault);

  const RunContext run_;
  store::Archive archive_;             ///< what is committed
  std::map<std::string, Site> sites_;  ///< by site_key()
  std::set<std::string> in_hand_;      ///< URLs of what waits or is under way
  std::size_t enqueued_ = 0;
  std::size_t started_ = 0;
  std::map<std::string, store::QuietHost> quiet_hosts_;  ///< by site_of()
  std::set<std::string> refused_;  ///< of these, those that asked to be left alone in this run
};

}  // namespace jianbao::app
