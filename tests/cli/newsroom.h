#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "support/http_server.h"
#include "support/made_up_news.h"

namespace jianbao::test {

/// Feeds that go on publishing, each from a server of its own, as feeds on the Internet come from
/// hosts of their own.  They answer 304 to whoever holds their validators: items that a reader lost
/// after it had kept the validators stay lost.
class Newsroom {
 public:
  Newsroom(std::size_t feeds, unsigned seed);

  /// Every feed gets a new item, and drops its oldest; some edit an item that they still show.
  void publish();

  std::vector<std::string> urls() const;
  /// "URL<TAB>REVISIONS" for each item that was ever published, sorted: what an archive holds that
  /// was brought up to date after every publish().
  std::vector<std::string> published() const;

 private:
  struct Feed {
    HttpServer server;
    std::unique_ptr<HttpEndpoint> endpoint;
    std::vector<int> versions;  ///< of each item, oldest first
  };

  void show(std::size_t number, const std::string& tag);

  MadeUpNews news_;
  std::vector<std::unique_ptr<Feed>> feeds_;
  int published_ = 0;
};

}  // namespace jianbao::test
