#include "app/feed_move.h"

#include <string>
#include <variant>

#include "jianbao/app/subscriptions.h"
#include "jianbao/text/secrets.h"

namespace jianbao::app {

namespace {

std::string called(const store::FeedState& feed) {
  const std::string number = "feed " + std::to_string(feed.id);
  return feed.settings.name.empty() && feed.title.empty() ? number
                                                          : number + " " + display_name(feed);
}

/// Why a feed does not take an address; empty if it does.
std::string why_not_there(const RunContext& run, const store::FeedState& feed,
                          const std::string& url) {
  const auto holder = run.writer.find_feed(url);
  if (holder && holder->id != feed.id && holder->url == url) {
    return "that is the address of " + called(*holder) +
           (holder->subscribed ? "; `jianbao feed remove` ends one of the two" : ", now removed");
  }
  if (run.writer.was_left(feed, url)) return "it was taken away from there by `jianbao feed set`";
  return {};
}

/// A password in the address is hidden where this is printed, so that it could not be typed again.
std::string way_back(const store::FeedState& feed, const std::string& url) {
  const std::string command = "jianbao feed set " + std::to_string(feed.id) + " --url ";
  return "back with `" + command + (text::holds_secret(url) ? "ADDRESS" : url) + "`";
}

}  // namespace

const std::string& permanent_url(const fetch::Outcome& outcome) {
  static const std::string kNone;
  if (const auto* body = std::get_if<fetch::Body>(&outcome)) return body->permanent_url;
  const auto* same = std::get_if<fetch::NotModified>(&outcome);
  return same == nullptr ? kNone : same->permanent_url;
}

void heed_move(const RunContext& run, store::FeedState& feed, const fetch::Outcome& outcome) {
  const std::string& url = permanent_url(outcome);
  if (url.empty() || url == feed.url) return feed.not_moved_to.clear();
  const std::string why_not = why_not_there(run, feed, url);
  if (why_not.empty()) {
    const std::string former = feed.url;
    run.writer.move_feed(feed, url, run.storing.now());
    feed.not_moved_to.clear();
    return run.storing.note(called(feed) + ": moved to " + url + " (301 or 308); " +
                            way_back(feed, former));
  }
  if (feed.not_moved_to == url) return;
  feed.not_moved_to = url;
  run.storing.warn(called(feed) + ": its server says that it moved to " + url +
                   ", but it stays at " + feed.url + ": " + why_not);
}

}  // namespace jianbao::app
