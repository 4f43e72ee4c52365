#include "app/gathering.h"

#include <algorithm>
#include <exception>
#include <utility>
#include <variant>

#include "app/transfers.h"
#include "jianbao/fetch/wall.h"
#include "jianbao/formats/gzip.h"
#include "jianbao/text/charset.h"
#include "jianbao/text/secrets.h"

namespace jianbao::app {

namespace {

/// Read and waiting to be stored: enough to keep the writer busy while a slow document is read.
constexpr std::size_t kMostWaiting = 32;

constexpr std::size_t kMostBytes = std::size_t{32} << 20U;

std::size_t bytes_of(const Reading& reading) {
  std::size_t bytes = 0;
  for (const Prepared& prepared : reading.articles)
    bytes += prepared.article.text.size() + prepared.capture.raw.zstd.size();
  return bytes;
}

unsigned reader_count(const IngestRequest& request) {
  return request.workers > 0 ? request.workers : std::max(1U, std::thread::hardware_concurrency());
}

/// A feed is known by the address it was asked for under, or has moved to for good.
const std::string& lasting_address(const Errand& errand, const fetch::Body& body) {
  return body.permanent_url.empty() ? errand.request.url : body.permanent_url;
}

/// Reads a body, unless its bytes are known or no document.
void read_document(Gathered& gathered, fetch::Body& body, ItemReader& reader) {
  gathered.kind = formats::kind_of(body.bytes, body.final_url);
  if (gathered.kind != formats::Kind::kFeed)
    gathered.wall = fetch::bot_wall(body.status, body.headers, body.bytes);
  if (gathered.digest != gathered.errand.known && !gathered.wall)
    gathered.reading = read_body(gathered.errand, body, gathered.kind, reader);
}

Gathered read_answer(Errand&& errand, fetch::Finished&& finished, ItemReader& reader,
                     const Limits& limits) {
  Gathered gathered{std::move(errand), std::move(finished)};
  auto* body = std::get_if<fetch::Body>(&gathered.finished.outcome);
  if (body == nullptr || gathered.errand.kind == Errand::Kind::kRobots) return gathered;
  gathered.digest = store::sha256(body->bytes);
  try {
    const std::string name = text::without_user(body->final_url);
    formats::unpack_gzip(body->bytes, limits.item_bytes, name);
    read_document(gathered, *body, reader);
  } catch (const std::exception& error) {
    // Whatever it is, it is this document's own.
    gathered.failure = error.what();
  }
  body->bytes = {};
  return gathered;
}

}  // namespace

Reading read_body(const Errand& errand, const fetch::Body& body, formats::Kind kind,
                  ItemReader& reader) {
  Input input;
  input.bytes = body.bytes;
  input.kind = kind;
  const bool feed = kind == formats::Kind::kFeed;
  const std::string& address = feed ? lasting_address(errand, body) : errand.asked_url();
  // Links and keys would take the password with them.
  input.origin = {store::OriginKind::kPage, "", text::without_user(address)};
  input.url = text::without_user(body.final_url);
  input.content_type = body.content_type;
  input.charset = body.charset;
  input.source_name = errand.source;
  Reading reading = reader.read(input);
  const std::string declared =
      body.charset.empty() ? text::declared_charset(body.bytes) : body.charset;
  for (Prepared& prepared : reading.articles) {
    prepared.capture.declared = declared;
    prepared.capture.final_url = input.url;
    prepared.capture.http_status = body.status;
    prepared.capture.http_headers = fetch::without_cookies(body.headers);
  }
  return reading;
}

Gathering::Gathering(const IngestRequest& request)
    : request_(request), downloader_(downloader_options(request.transfers, request.limits)) {
  try {
    start_readers();
  } catch (...) {
    abandon();  // those that began are joined when they have left
    throw;
  }
}

Gathering::~Gathering() {
  abandon();
}

void Gathering::start_readers() {
  for (unsigned i = 0; i < reader_count(request_); ++i) {
    {
      const std::lock_guard lock(mutex_);
      ++readers_at_work_;
    }
    readers_.emplace_back([this] { read_answers(); });
  }
}

void Gathering::start(Errand errand) {
  std::uint64_t ticket = 0;
  fetch::Request request = errand.request;
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    ticket = ++last_ticket_;
    errands_.emplace(ticket, std::move(errand));
    ++under_way_;
  }
  downloader_.start(ticket, std::move(request));
}

std::optional<Gathered> Gathering::next(std::optional<std::chrono::milliseconds> longest) {
  std::unique_lock lock(mutex_);
  const auto has_news = [this] { return !done_.empty() || broken_ || is_over(); };
  if (longest) {
    arrived_.wait_for(lock, *longest, has_news);
  } else {
    arrived_.wait(lock, has_news);
  }
  if (broken_) std::rethrow_exception(broken_);
  if (done_.empty()) return std::nullopt;
  Gathered gathered = std::move(done_.front());
  done_.pop_front();
  done_bytes_ -= bytes_of(gathered.reading);
  --under_way_;
  room_.notify_all();
  return gathered;
}

void Gathering::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  downloader_.stop();
  arrived_.notify_all();
}

void Gathering::abandon() {
  {
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
  }
  room_.notify_all();
  stop();
}

void Gathering::read_answers() {
  try {
    ItemReader reader(request_.limits, request_.site_rules);
    while (auto finished = downloader_.next()) {
      if (is_abandoned()) break;
      Errand errand = take_errand(finished->ticket);
      hand_over(read_answer(std::move(errand), std::move(*finished), reader, request_.limits));
    }
  } catch (...) {
    const std::lock_guard lock(mutex_);
    broken_ = std::current_exception();
  }
  {
    const std::lock_guard lock(mutex_);
    --readers_at_work_;
  }
  arrived_.notify_all();
}

bool Gathering::is_abandoned() {
  const std::lock_guard lock(mutex_);
  return abandoned_;
}

Errand Gathering::take_errand(std::uint64_t ticket) {
  const std::lock_guard lock(mutex_);
  return std::move(errands_.extract(ticket).mapped());
}

void Gathering::hand_over(Gathered&& gathered) {
  const std::size_t bytes = bytes_of(gathered.reading);
  std::unique_lock lock(mutex_);
  room_.wait(lock, [&] {
    const bool fits = done_.size() < kMostWaiting && done_bytes_ + bytes <= kMostBytes;
    return fits || done_.empty() || abandoned_;
  });
  done_bytes_ += bytes;
  done_.push_back(std::move(gathered));
  arrived_.notify_one();
}

}  // namespace jianbao::app
