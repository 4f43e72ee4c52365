#include "newsroom.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "store/sqlite.h"

namespace jianbao::app::test {

Newsroom::Newsroom() : server([this](const std::string& head) { return answer(head); }) {
  request.archive = file;
  request.all = true;
  request.transfers.pause = std::chrono::milliseconds(0);
}

void Newsroom::serve(const std::string& path, std::string response) {
  const std::lock_guard lock(mutex_);
  responses_[path] = std::move(response);
}

void Newsroom::serve_at(int site, const std::string& path, std::string response) {
  serve(server.host(site) + path, std::move(response));
}

std::vector<std::string> Newsroom::asked() const {
  std::vector<std::string> lines;
  for (const auto& visit : server.visits()) {
    const std::string address = visit.host.substr(0, visit.host.find(':'));
    lines.push_back(address.substr(address.rfind('.') + 1) + visit.target);
  }
  return lines;
}

std::size_t Newsroom::hits(const std::string& path) const {
  const auto visits = server.visits();
  return static_cast<std::size_t>(std::count_if(
      visits.begin(), visits.end(), [&path](const auto& visit) { return visit.target == path; }));
}

std::string Newsroom::head(const std::string& path) {
  const std::lock_guard lock(mutex_);
  return heads_[path];
}

void Newsroom::subscribe(const std::string& url, FeedChanges changes) {
  Subscriptions subscriptions(file, [this] { return now; });
  subscriptions.add(url, changes);
  subscriptions.commit();
}

IngestReport Newsroom::ingest(std::vector<std::string> sources, const std::stop_token& stop) {
  request.sources = std::move(sources);
  warnings.clear();
  details.clear();
  Listener listener;
  listener.warn = [this](std::string_view line) { warnings.emplace_back(line); };
  listener.detail = [this](std::string_view line) { details.emplace_back(line); };
  return app::ingest(
      request, [this] { return now; }, listener, stop);
}

store::StoredArticle Newsroom::article(std::int64_t id) const {
  const auto found = archive().find(id);
  REQUIRE(found);
  return *found;
}

std::string Newsroom::sql(const std::string& statement) const {
  store::Database database(file, store::Database::Mode::kRead);
  store::Statement row(database, statement);
  return row.step() ? row.text(0) : std::string{};
}

FeedChanges Newsroom::with_pages() {
  FeedChanges changes;
  changes.full_page = true;
  return changes;
}

std::string Newsroom::answer(const std::string& head) {
  const std::string path = jianbao::test::target_of(head);
  if (on_request) on_request(path);
  const std::lock_guard lock(mutex_);
  heads_[path] = head;
  auto found = responses_.find(jianbao::test::header_of(head, "Host") + path);
  if (found == responses_.end()) found = responses_.find(path);
  return found == responses_.end() ? status(404) : found->second;
}

std::string rss(const std::vector<Item>& items) {
  std::string xml = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>港口日报</title>";
  for (const Item& item : items)
    xml += "<item><title>" + item.title + "</title><link>" + item.link +
           "</link><guid isPermaLink=\"false\">" + item.link + "</guid><description>" +
           item.summary + "</description></item>";
  return jianbao::test::ok(xml + "</channel></rss>", "Content-Type: application/rss+xml\r\n");
}

std::string page(const std::string& title, const std::string& text, const std::string& head) {
  return "<!DOCTYPE html><html lang=\"zh\"><head><title>" + title + "</title>" + head +
         "</head><body><article><h1>" + title + "</h1><p>" + text +
         "雨从清晨下到傍晚，街上的人不多，茶馆里却坐满了等雨停的旅客，连门口的台阶上也有人。</p>"
         "<p>老板说，这样的天气每年只有几天，他准备了双倍的茶叶，还借来了邻居的板凳，"
         "傍晚时分第一批客人才冒着小雨离开，铁路局说夜里的班车照常开行。</p></article></body></"
         "html>";
}

std::string html(const std::string& body, const std::string& charset) {
  return jianbao::test::ok(body, "Content-Type: text/html; charset=" + charset + "\r\n");
}

std::string status(int code, const std::string& body, const std::string& header_lines) {
  return "HTTP/1.1 " + std::to_string(code) + " Answer\r\n" + header_lines +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

OneItem::OneItem() {
  serve("/feed", rss({{url("/rain")}}));
  subscribe(url("/feed"));
}

void OneItem::serve_page() {
  serve("/rain", html(page("山城的雨 - 港口日报网", "山城下雨。")));
}

bool OneItem::has_page() const {
  return article().article.text.starts_with("山城下雨。");
}

bool says(std::string_view line, std::string_view words) {
  return line.find(words) != std::string_view::npos;
}

}  // namespace jianbao::app::test
