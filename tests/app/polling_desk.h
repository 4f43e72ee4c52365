#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "jianbao/app/ingest.h"
#include "jianbao/store/archive.h"
#include "jianbao/store/writer.h"
#include "support/fixture.h"
#include "support/http_server.h"

namespace jianbao::test {

/// An archive whose feeds are polled at times of the test's choosing.
class PollingDesk {
 public:
  PollingDesk() {
    request.archive = dir / "a.db";
    request.transfers.pause = std::chrono::milliseconds(0);
    request.random = [] { return 0.0; };
  }

  std::int64_t subscribe(const std::string& url, const store::FeedSettings& settings = {}) {
    store::Writer writer(request.archive);
    const std::int64_t id = writer.add_feed(url, settings, now).id;
    writer.commit();
    return id;
  }

  app::IngestReport run(std::vector<std::string> sources = {}) {
    request.sources = std::move(sources);
    warnings.clear();
    details.clear();
    notes.clear();
    app::Listener listener;
    listener.warn = [this](std::string_view line) { warnings.emplace_back(line); };
    listener.detail = [this](std::string_view line) { details.emplace_back(line); };
    listener.note = [this](std::string_view line) { notes.emplace_back(line); };
    listener.progress = [this](const app::Progress& progress) {
      if (on_progress) on_progress(progress);
    };
    return app::ingest(
        request, [this] { return now; }, listener, stop.get_token());
  }
  app::IngestReport run_all() {
    request.all = true;
    const app::IngestReport report = run();
    request.all = false;
    return report;
  }

  void pass(std::chrono::milliseconds time) { now.ms += time.count(); }
  store::Archive archive() const { return store::Archive(request.archive); }
  store::FeedState feed(std::int64_t id) const {
    const auto feeds = archive().feeds();
    const auto found = std::find_if(feeds.begin(), feeds.end(),
                                    [id](const store::FeedState& each) { return each.id == id; });
    REQUIRE(found != feeds.end());
    return *found;
  }
  store::FeedState only_feed() const {
    REQUIRE(archive().feeds().size() == 1);
    return archive().feeds().front();
  }

  static constexpr Timestamp kStart{1'760'000'000'000};
  const TempDir dir;
  Timestamp now = kStart;
  app::IngestRequest request;
  std::stop_source stop;
  std::function<void(const app::Progress&)> on_progress;
  std::vector<std::string> warnings;
  std::vector<std::string> details;
  std::vector<std::string> notes;
};

inline std::string item(const std::string& id, const std::string& title = "题",
                        const std::string& more = "") {
  return "<item><title>" + title + id + "</title><link>https://news.example/" + id +
         "</link><guid isPermaLink=\"false\">" + id + "</guid>" + more + "<description>正文" + id +
         "。</description></item>";
}

inline std::string rss(const std::string& items) {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>港口日报</title>" + items +
         "</channel></rss>";
}

inline HttpAnswer feed_answer(const std::string& items, const std::string& etag = "") {
  HttpAnswer answer;
  answer.body = rss(items);
  if (!etag.empty()) answer.headers = {{"ETag", etag}};
  answer.conditional = !etag.empty();
  return answer;
}

/// The first number that a query finds; nothing if there is none, or NULL.
inline std::optional<int> number_in(const PollingDesk& desk, const char* sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(desk.request.archive.c_str(), &db) == SQLITE_OK);
  sqlite3_stmt* row = nullptr;
  REQUIRE(sqlite3_prepare_v2(db, sql, -1, &row, nullptr) == SQLITE_OK);
  std::optional<int> number;
  if (sqlite3_step(row) == SQLITE_ROW && sqlite3_column_type(row, 0) != SQLITE_NULL)
    number = sqlite3_column_int(row, 0);
  sqlite3_finalize(row);
  sqlite3_close(db);
  return number;
}

/// The exit status of the newest run's row; nothing if it has none.
inline std::optional<int> noted_exit_status(const PollingDesk& desk) {
  return number_in(desk, "SELECT exit_status FROM run ORDER BY id DESC LIMIT 1");
}

}  // namespace jianbao::test
