#include "app/poll.h"

#include <chrono>
#include <optional>
#include <utility>
#include <variant>

#include "jianbao/core/error.h"
#include "jianbao/formats/kind.h"
#include "jianbao/text/url.h"

namespace jianbao::app {

namespace {

constexpr const char* kAccept =
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/html;q=0.9, */*;q=0.5";

fetch::DownloaderOptions downloader_options(const IngestRequest& request) {
  fetch::DownloaderOptions options;
  options.user_agent = request.user_agent;
  options.pause = std::chrono::milliseconds(0);
  options.limits = request.limits;
  return options;
}

std::string_view describe(formats::Kind kind) {
  if (kind == formats::Kind::kHtml) return "a web page";
  return kind == formats::Kind::kEmpty ? "nothing" : "something else";
}

}  // namespace

Poller::Poller(const IngestRequest& request, store::Writer& writer, Storing& storing)
    : request_(request),
      writer_(writer),
      storing_(storing),
      downloader_(downloader_options(request)),
      reader_(request.limits) {}

void Poller::poll(const std::string& address, const std::stop_token& stop) {
  std::optional<store::FeedState> state = writer_.find_feed(address);
  const std::string url = state ? state->url : address;
  storing_.phase("fetching " + url, 0);
  fetch::Request request;
  request.url = url;
  request.accept = kAccept;
  if (state) {
    request.etag = state->etag;
    request.last_modified = state->last_modified;
  }
  // No transaction may be open while the network is waited for.
  writer_.commit();
  downloader_.start(0, request);
  const std::stop_callback stopper(stop, [this] { downloader_.stop(); });
  const std::optional<fetch::Finished> finished = downloader_.next();
  if (!finished) return;
  const fetch::Outcome& outcome = finished->outcome;
  if (const auto* body = std::get_if<fetch::Body>(&outcome)) {
    take_body(url, *body, std::move(state));
  } else if (const auto* rejected = std::get_if<fetch::Rejected>(&outcome)) {
    fail(url, rejected->reason, std::move(state));
  } else if (const auto* failed = std::get_if<fetch::Failed>(&outcome)) {
    fail(url, failed->reason, std::move(state));
  } else if (state) {
    succeed(*state);
  }
}

void Poller::take_body(const std::string& url, const fetch::Body& body,
                       std::optional<store::FeedState> state) {
  Input input;
  input.bytes = body.bytes;
  input.kind = formats::kind_of(body.bytes, body.final_url);
  input.origin = {store::OriginKind::kPage, "", url};
  input.url = body.final_url;
  input.content_type = body.content_type;
  input.charset = body.charset;
  input.source_name = request_.source_name;
  try {
    if (input.kind == formats::Kind::kFeed)
      take_feed(url, body, input, state);
    else if (state)
      fail(url, "is no longer a feed: it answered with " + std::string(describe(input.kind)),
           state);
    else
      take_page(body, input);
  } catch (const Error& error) {
    if (ends_the_run(error)) throw;
    fail(url, error.what(), std::move(state));
  }
}

void Poller::take_page(const fetch::Body& body, const Input& input) {
  Reading reading = reader_.read(input);
  for (Prepared& prepared : reading.articles) {
    prepared.capture.http_status = body.status;
    prepared.capture.http_headers = body.headers;
  }
  storing_.store(std::move(reading));
}

void Poller::take_feed(const std::string& url, const fetch::Body& body, const Input& input,
                       std::optional<store::FeedState> state) {
  // An old address of a feed that is known by its new one.
  if (!state && !body.permanent_url.empty()) state = writer_.find_feed(body.permanent_url);
  const store::Digest digest = store::sha256(body.bytes);
  if (!state || state->body_digest != digest)
    state = take_entries(url, body, input, std::move(state));
  if (!body.permanent_url.empty() && body.permanent_url != state->url)
    writer_.move_feed(*state, body.permanent_url, storing_.now());
  // In the batch that holds the articles: validators must not outlive what they stand for.
  state->body_digest = digest;
  state->etag = body.etag;
  state->last_modified = body.last_modified;
  succeed(*state);
}

store::FeedState Poller::take_entries(const std::string& url, const fetch::Body& body, Input input,
                                      std::optional<store::FeedState> state) {
  input.origin.path = body.permanent_url.empty() ? url : body.permanent_url;
  if (input.source_name.empty() && state) input.source_name = state->settings.source;
  Reading reading = reader_.read(input);
  for (Prepared& prepared : reading.articles) prepared.capture.http_status = body.status;
  if (!state || state->settings.source.empty()) {
    // Kept from now on: a source does not change with the feed's title.
    const std::string& name =
        reading.articles.empty() ? reading.feed_title : reading.articles.front().article.source;
    store::FeedSettings settings = state ? state->settings : store::FeedSettings();
    settings.source = name.empty() ? text::host_of(url) : name;
    if (!state) state = writer_.add_feed(url, settings, storing_.now());
    state->settings = std::move(settings);
    writer_.change_feed(*state);
  }
  state->title = reading.feed_title;
  if (storing_.store(std::move(reading), state->id) > 0) state->last_new = storing_.now();
  return *state;
}

void Poller::succeed(store::FeedState& state) {
  state.last_success = storing_.now();
  state.failures = 0;
  state.last_error.clear();
  writer_.update_feed(state);
}

void Poller::fail(const std::string& url, const std::string& reason,
                  std::optional<store::FeedState> state) {
  storing_.fail_line(reason.starts_with(url) ? reason : url + ": " + reason);
  if (!state) return;
  ++state->failures;
  state->last_error = reason;
  writer_.update_feed(*state);
}

}  // namespace jianbao::app
