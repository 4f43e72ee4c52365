#include "store/feed_table.h"

#include <algorithm>
#include <string_view>

#include "store/columns.h"

namespace jianbao::store {

namespace {

constexpr int kKeptPolls = 2000;
constexpr int kKeptArrivals = 2000;
constexpr std::int64_t kQuarter = 900'000;
/// A window of more items says no more about what was missed.
constexpr std::size_t kWindowItems = 2000;
constexpr int kByteBits = 8;

/// In the order that to_feed() reads.
constexpr std::string_view kSelectFeeds =
    "SELECT f.id, f.url, f.added_ms, f.subscribed, f.name, s.name, f.interval_ms, f.user_agent, "
    "f.headers, f.proxy, f.full_page, f.tags, f.title, f.site_url, f.etag, f.last_modified, "
    "f.body_sha256, f.ttl_ms, f.window, f.window_span_ms, f.outcome, f.last_poll_ms, "
    "f.last_success_ms, "
    "f.last_body_ms, f.last_new_ms, f.not_modified_streak, f.failures, f.failing_since_ms, "
    "f.last_error, f.next_poll_ms, f.next_poll_reason, f.not_before_ms, f.refused, "
    "f.not_moved_to, f.at_private, f.led_to "
    "FROM feed f JOIN source s ON s.id = f.source_id ";

using OptionalSpan = std::optional<std::chrono::milliseconds>;

OptionalSpan span_at(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return std::chrono::milliseconds(row.integer(column));
}

std::optional<std::int64_t> count_of(OptionalSpan span) {
  return span ? std::optional<std::int64_t>(span->count()) : std::nullopt;
}

/// Eight bytes an item, the most significant first.
std::string to_bytes(const std::vector<std::uint64_t>& numbers) {
  std::string bytes;
  const std::size_t items = std::min(numbers.size(), kWindowItems);
  for (std::size_t i = 0; i < items; ++i)
    for (int shift = 64 - kByteBits; shift >= 0; shift -= kByteBits)
      bytes += static_cast<char>(numbers[i] >> static_cast<unsigned>(shift) & 0xFFU);
  return bytes;
}

std::vector<std::uint64_t> to_numbers(std::string_view bytes) {
  std::vector<std::uint64_t> numbers(bytes.size() / sizeof(std::uint64_t));
  for (std::size_t i = 0; i < numbers.size() * sizeof(std::uint64_t); ++i) {
    std::uint64_t& item = numbers[i / sizeof(std::uint64_t)];
    item = item << static_cast<unsigned>(kByteBits) | static_cast<unsigned char>(bytes[i]);
  }
  return numbers;
}

FeedSettings to_settings(const Statement& row, int& column) {
  FeedSettings settings;
  settings.name = row.text(column++);
  settings.source = row.text(column++);
  settings.interval = span_at(row, column++);
  settings.user_agent = row.text(column++);
  settings.headers = from_json(row.text_view(column++));
  settings.proxy = row.text(column++);
  settings.full_page = row.integer(column++) != 0;
  settings.tags = from_json(row.text_view(column++));
  return settings;
}

FeedState to_feed(const Statement& row) {
  FeedState feed;
  int column = 0;
  feed.id = row.integer(column++);
  feed.url = row.text(column++);
  feed.added = {row.integer(column++)};
  feed.subscribed = row.integer(column++) != 0;
  feed.settings = to_settings(row, column);
  feed.title = row.text(column++);
  feed.site_url = row.text(column++);
  feed.etag = row.text(column++);
  feed.last_modified = row.text(column++);
  feed.body_digest = to_digest(row.blob(column++));
  feed.ttl = span_at(row, column++);
  feed.window = to_numbers(row.blob(column++));
  feed.window_span = span_at(row, column++);
  feed.outcome = static_cast<PollOutcome>(row.integer(column++));
  feed.last_poll = row.timestamp(column++);
  feed.last_success = row.timestamp(column++);
  feed.last_body = row.timestamp(column++);
  feed.last_new = row.timestamp(column++);
  feed.not_modified_streak = row.integer(column++);
  feed.failures = row.integer(column++);
  feed.failing_since = row.timestamp(column++);
  feed.last_error = row.text(column++);
  feed.next_poll = row.timestamp(column++);
  feed.next_poll_reason = row.text(column++);
  feed.not_before = row.timestamp(column++);
  feed.refused = to_numbers(row.blob(column++));
  feed.not_moved_to = row.text(column++);
  if (!row.is_null(column)) feed.at_private = row.integer(column) != 0;
  ++column;
  feed.led_to = row.text(column++);
  return feed;
}

std::optional<FeedState> first_feed(Statement& rows) {
  const ResetGuard guard(rows);
  if (!rows.step()) return std::nullopt;
  return to_feed(rows);
}

constexpr const char* kSelectPolls =
    "SELECT at_ms, outcome, http_status, bytes, items, fresh, overlap, span_ms, took_ms, error "
    "FROM poll WHERE feed_id = ?1 ";

PollRecord to_poll(const Statement& row, std::int64_t feed) {
  PollRecord poll;
  int column = 0;
  poll.feed = feed;
  poll.at = {row.integer(column++)};
  poll.outcome = static_cast<PollOutcome>(row.integer(column++));
  poll.http_status = static_cast<int>(row.integer(column++));
  poll.bytes = row.integer(column++);
  poll.items = row.integer(column++);
  poll.fresh = row.integer(column++);
  if (!row.is_null(column)) poll.overlap = row.integer(column);
  ++column;
  poll.span = span_at(row, column++);
  poll.took = std::chrono::milliseconds(row.integer(column++));
  poll.error = row.text(column++);
  return poll;
}

constexpr std::string_view kSelectArrivals =
    "SELECT quarter_ms, items FROM arrival WHERE feed_id = ? ORDER BY quarter_ms DESC LIMIT ?";

std::vector<PollRecord> all_polls(Statement& rows, std::int64_t feed) {
  std::vector<PollRecord> polls;
  while (rows.step()) polls.push_back(to_poll(rows, feed));
  return polls;
}

std::vector<Arrival> all_arrivals(Statement& rows) {
  const ResetGuard guard(rows);
  std::vector<Arrival> arrivals;
  while (rows.step()) arrivals.push_back({{rows.integer(0)}, rows.integer(1)});
  std::reverse(arrivals.begin(), arrivals.end());
  return arrivals;
}

}  // namespace

std::vector<FeedState> read_feeds(const Database& database) {
  Statement rows(database, std::string(kSelectFeeds) + "ORDER BY f.id");
  std::vector<FeedState> feeds;
  while (rows.step()) feeds.push_back(to_feed(rows));
  return feeds;
}

std::vector<PollRecord> read_polls(const Database& database, std::int64_t feed) {
  Statement rows(database, std::string(kSelectPolls) + "ORDER BY id");
  return all_polls(rows.bind(feed), feed);
}

std::vector<PollRecord> read_cut_polls(const Database& database, std::int64_t feed) {
  Statement rows(database,
                 std::string(kSelectPolls) +
                     "AND outcome = ?2 AND id > coalesce((SELECT id FROM poll WHERE feed_id = ?1 "
                     "AND outcome = ?3 ORDER BY id DESC LIMIT 1), 0) ORDER BY id");
  return all_polls(
      rows.bind(feed, static_cast<int>(PollOutcome::kCut), static_cast<int>(PollOutcome::kFeed)),
      feed);
}

std::vector<Arrival> read_arrivals(const Database& database, std::int64_t feed) {
  Statement rows(database, kSelectArrivals);
  return all_arrivals(rows.bind(feed, kKeptArrivals));
}

std::optional<FeedState> FeedTable::find(const std::string& url) {
  static const std::string kByUrl =
      std::string(kSelectFeeds) +
      "WHERE f.url = ?1 OR f.id = (SELECT feed_id FROM feed_move WHERE url = ?1 "
      "ORDER BY id DESC LIMIT 1) ORDER BY f.url = ?1 DESC LIMIT 1";
  return first_feed(prepared(kByUrl).bind(url));
}

std::optional<FeedState> FeedTable::find(std::int64_t id) {
  static const std::string kById = std::string(kSelectFeeds) + "WHERE f.id = ?";
  return first_feed(prepared(kById).bind(id));
}

std::int64_t FeedTable::add(const std::string& url, std::int64_t source, Timestamp now) {
  prepared("INSERT INTO feed(url, source_id, added_ms) VALUES(?, ?, ?)")
      .bind(url, source, now)
      .run();
  return database_.last_insert_rowid();
}

void FeedTable::change(std::int64_t id, const FeedSettings& settings, std::int64_t source,
                       bool subscribed) {
  const std::string headers = to_json(settings.headers);
  const std::string tags = to_json(settings.tags);
  prepared(
      // Who asks for pages has the whole document read again.
      "UPDATE feed SET next_poll_ms = CASE WHEN interval_ms IS ?4 AND subscribed = ?10 "
      "THEN next_poll_ms END, etag = CASE WHEN full_page >= ?8 THEN etag ELSE '' END, "
      "last_modified = CASE WHEN full_page >= ?8 THEN last_modified ELSE '' END, "
      "body_sha256 = CASE WHEN full_page >= ?8 THEN body_sha256 END, name = ?2, "
      "source_id = ?3, interval_ms = ?4, user_agent = ?5, headers = ?6, proxy = ?7, full_page = "
      "?8, tags = ?9, subscribed = ?10 WHERE id = ?1")
      .bind(id, settings.name, source, count_of(settings.interval), settings.user_agent, headers,
            settings.proxy, static_cast<int>(settings.full_page), tags,
            static_cast<int>(subscribed))
      .run();
}

void FeedTable::unsubscribe(std::int64_t id) {
  prepared("UPDATE feed SET subscribed = 0 WHERE id = ?").bind(id).run();
}

void FeedTable::update(const FeedState& state) {
  const std::optional<Blob> digest =
      state.body_digest ? std::optional<Blob>(to_blob(*state.body_digest)) : std::nullopt;
  const std::string window = to_bytes(state.window);
  const std::string refused = to_bytes(state.refused);
  const auto at_private =
      state.at_private ? std::optional<int>(*state.at_private ? 1 : 0) : std::nullopt;
  prepared(
      "UPDATE feed SET title = ?, site_url = ?, etag = ?, last_modified = ?, "
      "body_sha256 = ?, ttl_ms = ?, window = ?, window_span_ms = ?, outcome = ?, last_poll_ms = ?, "
      "last_success_ms = ?, last_body_ms = ?, last_new_ms = ?, not_modified_streak = ?, "
      "failures = ?, failing_since_ms = ?, last_error = ?, next_poll_ms = ?, "
      "next_poll_reason = ?, not_before_ms = ?, refused = ?, not_moved_to = ?, at_private = ?, "
      "led_to = ? "
      "WHERE id = ?")
      .bind(state.title, state.site_url, state.etag, state.last_modified, digest,
            count_of(state.ttl), Blob{window}, count_of(state.window_span),
            static_cast<int>(state.outcome), state.last_poll, state.last_success, state.last_body,
            state.last_new, state.not_modified_streak, state.failures, state.failing_since,
            state.last_error, state.next_poll, state.next_poll_reason, state.not_before,
            Blob{refused}, state.not_moved_to, at_private, state.led_to, state.id)
      .run();
}

void FeedTable::move(std::int64_t id, const std::string& from, const std::string& to, Mover mover,
                     Timestamp now) {
  prepared("INSERT INTO feed_move(feed_id, url, moved_ms, by_owner) VALUES(?, ?, ?, ?)")
      .bind(id, from, now, static_cast<int>(mover))
      .run();
  prepared("UPDATE feed SET url = ? WHERE id = ?").bind(to, id).run();
}

void FeedTable::begin_anew(std::int64_t id) {
  prepared(
      "UPDATE feed SET etag = '', last_modified = '', body_sha256 = NULL, not_modified_streak = 0, "
      "next_poll_ms = NULL, not_before_ms = NULL, not_moved_to = '', at_private = NULL, led_to = "
      "'' "
      "WHERE id = ?")
      .bind(id)
      .run();
}

bool FeedTable::was_left(std::int64_t id, const std::string& url) {
  Statement& last = prepared(
      "SELECT by_owner FROM feed_move WHERE feed_id = ? AND url = ? ORDER BY id DESC LIMIT 1");
  last.bind(id, url);
  const ResetGuard guard(last);
  return last.step() && last.integer(0) == static_cast<int>(Mover::kOwner);
}

void FeedTable::record(const PollRecord& poll, std::int64_t run) {
  const std::optional<std::int64_t> status =
      poll.http_status == 0 ? std::nullopt : std::optional<std::int64_t>(poll.http_status);
  prepared(
      "INSERT INTO poll(feed_id, run_id, at_ms, outcome, http_status, bytes, items, fresh, "
      "overlap, span_ms, took_ms, error) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(poll.feed, run, poll.at, static_cast<int>(poll.outcome), status, poll.bytes, poll.items,
            poll.fresh, poll.overlap, count_of(poll.span), poll.took.count(), poll.error)
      .run();
  prepared(
      "DELETE FROM poll WHERE feed_id = ?1 AND id <= (SELECT id FROM poll "
      "WHERE feed_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)")
      .bind(poll.feed, kKeptPolls)
      .run();
  prepared(
      "DELETE FROM arrival WHERE feed_id = ?1 AND quarter_ms <= (SELECT quarter_ms FROM "
      "arrival WHERE feed_id = ?1 ORDER BY quarter_ms DESC LIMIT 1 OFFSET ?2)")
      .bind(poll.feed, kKeptArrivals)
      .run();
}

void FeedTable::note_arrival(std::int64_t feed, Timestamp dated, Timestamp seen) {
  Statement& before = prepared("SELECT last_success_ms FROM feed WHERE id = ?");
  before.bind(feed);
  const ResetGuard guard(before);
  if (before.step() && !before.is_null(0)) dated = std::max(dated, Timestamp{before.integer(0)});
  dated = std::min(dated, seen);
  prepared(
      "INSERT INTO arrival(feed_id, quarter_ms, items) VALUES(?, ?, 1) "
      "ON CONFLICT DO UPDATE SET items = items + 1")
      .bind(feed, dated.ms / kQuarter * kQuarter)
      .run();
}

std::vector<Arrival> FeedTable::arrivals(std::int64_t feed) {
  return all_arrivals(prepared(kSelectArrivals).bind(feed, kKeptArrivals));
}

Statement& FeedTable::prepared(std::string_view sql) {
  auto found = prepared_.find(sql);
  if (found == prepared_.end()) found = prepared_.emplace(sql, Statement(database_, sql)).first;
  return found->second;
}

}  // namespace jianbao::store
