#include "jianbao/app/subscriptions.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "jianbao/core/error.h"
#include "jianbao/store/archive.h"
#include "jianbao/store/lock.h"
#include "jianbao/store/writer.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/secrets.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::app {

namespace {

constexpr std::size_t kMostReasons = 100;

std::optional<std::int64_t> as_number(std::string_view word) {
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc() || stop != word.data() + word.size() || number < 0) return std::nullopt;
  return number;
}

/// The key under which two spellings of an address are the same; empty if the word is none.
std::string address_key(std::string_view word) {
  try {
    return text::canonical_url(checked_feed_url(word));
  } catch (const Error&) {
    return {};
  }
}

template <class Test>
std::vector<store::FeedState> subscribed_that(std::span<const store::FeedState> feeds, Test test) {
  std::vector<store::FeedState> found;
  std::copy_if(feeds.begin(), feeds.end(), std::back_inserter(found),
               [&](const store::FeedState& feed) { return feed.subscribed && test(feed); });
  return found;
}

feed::OpmlFeed to_opml(const store::FeedState& state) {
  const store::FeedSettings& settings = state.settings;
  return {.url = state.url,
          .site_url = state.site_url,
          .title = state.title,
          .tags = settings.tags,
          .name = settings.name,
          .source = settings.source,
          .interval = settings.interval,
          .user_agent = settings.user_agent,
          .headers = settings.headers,
          .proxy = settings.proxy,
          .full_page = settings.full_page};
}

/// Other programs know a title alone; it is what their users call the feed.
FeedChanges changes_of(const feed::OpmlFeed& feed) {
  FeedChanges changes;
  changes.name = feed.name;
  changes.source = !feed.source.empty() ? feed.source : !feed.name.empty() ? feed.name : feed.title;
  changes.interval = feed.interval;
  changes.user_agent = feed.user_agent;
  changes.headers = feed.headers;
  changes.proxy = feed.proxy;
  changes.full_page = feed.full_page;
  changes.tags = feed.tags;
  return changes;
}

}  // namespace

std::string display_name(const store::FeedState& feed) {
  if (!feed.settings.name.empty()) return feed.settings.name;
  if (!feed.title.empty()) return feed.title;
  return feed.settings.source.empty() ? text::hide_secrets(feed.url) : feed.settings.source;
}

std::vector<store::FeedState> feeds_named(std::span<const store::FeedState> feeds,
                                          std::string_view word) {
  if (const auto number = as_number(word)) {
    auto found = subscribed_that(feeds, [&](const auto& feed) { return feed.id == *number; });
    if (!found.empty()) return found;
  }
  if (const std::string key = address_key(word); !key.empty()) {
    return subscribed_that(feeds,
                           [&](const auto& feed) { return text::canonical_url(feed.url) == key; });
  }
  const std::string name = text::clean_line(word);
  if (name.empty()) return {};
  const auto called = [&](const std::string& own) { return own == name; };
  auto found = subscribed_that(feeds, [&](const auto& feed) { return called(feed.settings.name); });
  if (!found.empty()) return found;
  return subscribed_that(
      feeds, [&](const auto& feed) { return called(feed.settings.source) || called(feed.title); });
}

std::vector<feed::OpmlFeed> to_opml(std::span<const store::FeedState> feeds) {
  std::vector<feed::OpmlFeed> list;
  for (const store::FeedState& feed : feeds) {
    if (feed.subscribed) list.push_back(to_opml(feed));
  }
  return list;
}

struct Subscriptions::Impl {
  Impl(const std::string& archive, Clock clock, std::chrono::milliseconds wait,
       const std::stop_token& stop)
      : lock(archive, wait, stop),
        writer(archive),
        now(std::move(clock)),
        feeds(store::Archive(archive).feeds()) {
    // Of two that differ in http and https alone the one that is subscribed.
    for (const bool subscribed : {true, false}) {
      for (const store::FeedState& feed : feeds) {
        if (feed.subscribed == subscribed) by_address.emplace(key_of(feed.url), feed.id);
      }
    }
  }

  static std::string key_of(const std::string& url) { return text::canonical_url(url); }

  /// By the present or a former address.
  std::optional<store::FeedState> find(const std::string& url) {
    auto feed = writer.find_feed(url);
    return feed ? feed : find_by_key(url);
  }

  /// By the present address alone.
  std::optional<store::FeedState> present_holder(const std::string& url) {
    auto feed = writer.find_feed(url);
    return feed && feed->url == url ? feed : find_by_key(url);
  }

  std::optional<store::FeedState> find_by_key(const std::string& url) {
    const auto place = by_address.find(key_of(url));
    return place == by_address.end() ? std::nullopt : writer.find_feed(place->second);
  }

  store::IngestLock lock;
  store::Writer writer;
  Clock now;
  std::vector<store::FeedState> feeds;
  std::map<std::string, std::int64_t> by_address;
};

Subscriptions::Subscriptions(const std::string& archive, Clock now, std::chrono::milliseconds wait,
                             const std::stop_token& stop)
    : impl_(std::make_unique<Impl>(archive, std::move(now), wait, stop)) {}

Subscriptions::~Subscriptions() = default;

std::span<const store::FeedState> Subscriptions::feeds() const {
  return impl_->feeds;
}

std::vector<store::FeedState> Subscriptions::named(std::string_view word) const {
  auto found = feeds_named(impl_->feeds, word);
  if (!found.empty() || address_key(word).empty()) return found;
  auto moved = impl_->writer.find_feed(checked_feed_url(word));
  if (moved && moved->subscribed) found.push_back(std::move(*moved));
  return found;
}

Added Subscriptions::add(std::string_view url, const FeedChanges& changes) {
  const std::string address = checked_feed_url(url);
  const FeedChanges clean = checked(changes);
  if (auto known = impl_->find(address)) {
    if (known->subscribed) return {.before = Before::kSubscribed, .feed = std::move(*known)};
    known->settings = apply(clean, std::move(known->settings));
    known->subscribed = true;
    impl_->writer.change_feed(*known);
    return {.before = Before::kRemoved, .feed = std::move(*known)};
  }
  store::FeedState feed = impl_->writer.add_feed(address, apply(clean, {}), impl_->now());
  impl_->by_address.emplace(Impl::key_of(address), feed.id);
  return {.before = Before::kUnknown, .feed = std::move(feed)};
}

store::FeedState Subscriptions::change(store::FeedState feed, const FeedChanges& changes) {
  const bool full_page = feed.settings.full_page;
  feed.settings = apply(checked(changes), std::move(feed.settings));
  impl_->writer.change_feed(feed);
  if (full_page && !feed.settings.full_page) impl_->writer.drop_pages(feed.id);
  return feed;
}

store::FeedState Subscriptions::readdress(store::FeedState feed, std::string_view url) {
  const std::string address = checked_feed_url(url);
  const auto holder = impl_->present_holder(address);
  if (holder && holder->id != feed.id) {
    const std::string number = std::to_string(holder->id);
    throw Error(ErrorKind::kUsage, text::hide_secrets(address),
                "is the address of feed " + number + ", " + display_name(*holder),
                holder->subscribed ? "jianbao feed remove " + number + " ends that one"
                                   : "it was removed; jianbao feed add subscribes to it again");
  }
  impl_->by_address.erase(Impl::key_of(feed.url));
  impl_->writer.readdress_feed(feed, address, impl_->now());
  impl_->by_address.insert_or_assign(Impl::key_of(address), feed.id);
  return feed;
}

void Subscriptions::retry_pages(const store::FeedState& feed) {
  impl_->writer.retry_pages(feed.id, impl_->now());
}

void Subscriptions::remove(const store::FeedState& feed) {
  impl_->writer.remove_feed(feed.id);
}

ImportReport Subscriptions::add_all(std::span<const feed::OpmlFeed> feeds) {
  ImportReport report;
  for (const feed::OpmlFeed& feed : feeds) {
    try {
      Added added = add(feed.url, changes_of(feed));
      ++(added.before == Before::kSubscribed ? report.known : report.fresh);
      if (added.before != Before::kUnknown) continue;
      added.feed.title = feed.title;
      added.feed.site_url = feed.site_url;
      impl_->writer.update_feed(added.feed);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kUsage) throw;
      if (++report.refused > kMostReasons) continue;
      const std::string line = error.what();
      report.reasons.push_back(
          error.subject() == feed.url ? line : text::for_terminal(feed.url) + ": " + line);
    }
  }
  return report;
}

void Subscriptions::commit() {
  impl_->writer.commit();
}

}  // namespace jianbao::app
