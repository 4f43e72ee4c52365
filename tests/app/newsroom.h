#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/app/ingest.h"
#include "jianbao/app/subscriptions.h"
#include "jianbao/store/archive.h"
#include "support/fixture.h"
#include "support/site_server.h"

namespace jianbao::app::test {

/// Sites that serve what they are told to, and an archive that polls them by a clock of its own.
class Newsroom {
 public:
  static constexpr Timestamp kStart{1'760'000'000'000};

  Newsroom();

  /// What is answered from now on to requests for this path, at every site; else 404.
  void serve(const std::string& path, std::string response);
  /// The same at one of them alone, whatever the others serve.
  void serve_at(int site, const std::string& path, std::string response);
  /// How often a path was asked for.
  std::size_t hits(const std::string& path) const;
  /// All requests in their order, as "SITE/path".
  std::vector<std::string> asked() const;
  /// The head of the last request for a path.
  std::string head(const std::string& path);
  std::string url(const std::string& path, int site = 1) const { return server.url(site, path); }

  void subscribe(const std::string& url, FeedChanges changes = with_pages());
  IngestReport ingest(std::vector<std::string> sources = {}, const std::stop_token& stop = {});
  void pass(std::chrono::milliseconds time) { now.ms += time.count(); }

  store::Archive archive() const { return store::Archive(file); }
  store::StoredArticle article(std::int64_t id = 1) const;
  /// The first column of the first row, "" for NULL or no row.
  std::string sql(const std::string& statement) const;
  /// How many pages are still to be fetched.
  std::string wanted() const { return sql("SELECT count(*) FROM wanted_page"); }

  static FeedChanges with_pages();

  const jianbao::test::TempDir dir;
  const std::string file = dir / "a.db";
  IngestRequest request;
  Timestamp now = kStart;
  std::vector<std::string> warnings;
  std::vector<std::string> details;
  /// Called with each request's path before it is answered.
  std::function<void(const std::string& path)> on_request;

 private:
  std::string answer(const std::string& head);

  std::mutex mutex_;
  std::map<std::string, std::string> responses_;
  std::map<std::string, std::string> heads_;

 public:
  jianbao::test::SiteServer server;  ///< last: its threads use the rest
};

/// An RSS feed with one item for each link.
struct Item {
  std::string link;
  std::string title = "山城的雨";
  std::string summary = "雨从清晨下到傍晚，茶馆里坐满了旅客。";
};
std::string rss(const std::vector<Item>& items);
/// A page with an article of two paragraphs that begins with `text`.
std::string page(const std::string& title, const std::string& text, const std::string& head = "");
std::string html(const std::string& body, const std::string& charset = "utf-8");
std::string status(int code, const std::string& body = "", const std::string& header_lines = "");

/// A subscribed feed at /feed with one item whose page, at /rain, is what a test makes it.
struct OneItem : Newsroom {
  OneItem();
  void serve_page();
  bool has_page() const;
};

bool says(std::string_view line, std::string_view words);

}  // namespace jianbao::app::test
