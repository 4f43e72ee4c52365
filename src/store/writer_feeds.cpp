// What the writer keeps of feeds and of pages to be fetched.
#include "jianbao/store/writer.h"

#include "jianbao/text/url.h"
#include "store/writer_impl.h"

namespace jianbao::store {

std::optional<FeedState> Writer::find_feed(const std::string& url) {
  return impl_->feeds.find(url);
}

std::optional<FeedState> Writer::find_feed(std::int64_t id) {
  return impl_->feeds.find(id);
}

FeedState Writer::add_feed(const std::string& url, const FeedSettings& settings, Timestamp now) {
  impl_->begin();
  const std::int64_t source = impl_->sources.id(settings.source);
  const std::int64_t id = impl_->feeds.add(url, source, now);
  impl_->feeds.change(id, settings, source, true);
  return *impl_->feeds.find(id);
}

void Writer::change_feed(const FeedState& state) {
  impl_->begin();
  impl_->feeds.change(state.id, state.settings, impl_->sources.id(state.settings.source),
                      state.subscribed);
}

void Writer::remove_feed(std::int64_t id) {
  impl_->begin();
  impl_->feeds.unsubscribe(id);
  impl_->pages.remove_of(id);
}

void Writer::update_feed(const FeedState& state) {
  impl_->begin();
  impl_->feeds.update(state);
}

void Writer::move_feed(FeedState& state, const std::string& url, Timestamp now) {
  impl_->begin();
  impl_->feeds.move(state.id, state.url, url, Mover::kServer, now);
  state.url = url;
}

void Writer::readdress_feed(FeedState& state, const std::string& url, Timestamp now) {
  impl_->begin();
  if (url != state.url) impl_->feeds.move(state.id, state.url, url, Mover::kOwner, now);
  impl_->feeds.begin_anew(state.id);
  state = *impl_->feeds.find(state.id);
}

bool Writer::was_left(const FeedState& state, const std::string& url) {
  return impl_->feeds.was_left(state.id, url);
}

void Writer::record_poll(const PollRecord& poll) {
  impl_->begin();
  impl_->feeds.record(poll, impl_->run);
}

std::vector<Arrival> Writer::arrivals(std::int64_t feed) {
  return impl_->feeds.arrivals(feed);
}

std::optional<OriginKind> Writer::shown_from(const std::string& url) {
  const std::string key = text::canonical_url(url);
  Statement& row = impl_->find_shown_kind;
  row.bind(key);
  const ResetGuard guard(row);
  if (!row.step()) return std::nullopt;
  return static_cast<OriginKind>(row.integer(0));
}

void Writer::want_page(const WantedPage& page, Timestamp now) {
  impl_->begin();
  impl_->pages.add(page, now);
}

bool Writer::want_page_once(const WantedPage& page, Timestamp at) {
  impl_->begin();
  return impl_->pages.add_once(page, at);
}

std::vector<WantedPage> Writer::due_pages(Timestamp now) {
  return impl_->pages.due(now);
}

std::int64_t Writer::waiting_pages() {
  return impl_->pages.waiting();
}

void Writer::postpone_page(const std::string& url, Timestamp next, const std::string& error,
                           std::int64_t attempts) {
  impl_->begin();
  impl_->pages.postpone(url, next, error, attempts);
}

void Writer::retry_pages(std::int64_t feed, Timestamp now) {
  impl_->begin();
  impl_->pages.retry(feed, now);
}

void Writer::drop_page(const std::string& url) {
  impl_->begin();
  impl_->pages.remove(url);
}

void Writer::drop_pages(std::int64_t feed) {
  impl_->begin();
  impl_->pages.remove_of(feed);
}

std::vector<QuietHost> Writer::quiet_hosts() {
  return impl_->pages.quiet_hosts();
}

void Writer::leave_alone(const QuietHost& host) {
  impl_->begin();
  impl_->pages.put(host);
}

void Writer::ask_again(const std::string& host) {
  impl_->begin();
  impl_->pages.remove_quiet(host);
}

std::optional<std::string> Writer::robots(const std::string& url, Timestamp now) {
  return impl_->pages.robots(url, now);
}

void Writer::keep_robots(const std::string& url, std::string_view text, Timestamp now) {
  impl_->begin();
  impl_->pages.keep_robots(url, text, now);
}

}  // namespace jianbao::store
