#include "app/simulated_feed.h"

#include <functional>

#include "jianbao/text/date.h"
#include "support/made_up_news.h"

namespace jianbao::test {

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr minutes kEditedAfter{40};
constexpr seconds kRetryAfter{45 * 60};

Timestamp later(Timestamp at, milliseconds by) {
  return {at.ms + by.count()};
}

}  // namespace

SimulatedFeed::SimulatedFeed(std::size_t number, const FeedScript& script, Timestamp begin)
    : number_(number),
      script_(script),
      begin_(begin),
      now_(begin),
      server_([this](RawConnection& connection) { serve(connection, false); }),
      later_([this](RawConnection& connection) { serve(connection, true); }) {}

void SimulatedFeed::pass(Timestamp now) {
  bool refuses = false;
  {
    const std::lock_guard lock(mutex_);
    now_ = now;
    refuses = script_.trouble == Trouble::kRefused && in_trouble();
  }
  if (refuses)
    server_.refuse();
  else
    server_.accept_again();
}

Traffic SimulatedFeed::traffic() const {
  const std::lock_guard lock(mutex_);
  return traffic_;
}

bool SimulatedFeed::in_trouble() const {
  const bool begun = now_ >= later(begin_, script_.trouble_begins);
  const bool ended = now_ >= later(begin_, script_.trouble_ends);
  return begun && (!ended || script_.trouble == Trouble::kMoved);
}

Timestamp SimulatedFeed::published(int item) const {
  return later(begin_, script_.every * item);
}

std::vector<int> SimulatedFeed::shown() const {
  const milliseconds passed(now_.ms - begin_.ms);
  const int newest = static_cast<int>(passed / script_.every);
  std::vector<int> items;
  for (int item = newest - static_cast<int>(script_.window) + 1; item <= newest; ++item)
    items.push_back(item);
  return items;
}

std::string SimulatedFeed::item_url(std::size_t feed, int item) {
  // The first item of the day is 0; those before it are numbered downwards.
  return "https://news.example/" + std::to_string(feed) + "/" + std::to_string(10'000 + item);
}

int SimulatedFeed::version(int item) const {
  return script_.edits && now_ >= later(published(item), kEditedAfter) ? 2 : 1;
}

std::string SimulatedFeed::mark(int version) {
  return "本稿为第" + std::to_string(version) + "版。";
}

std::string SimulatedFeed::document() const {
  std::string rss =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>第" +
      std::to_string(number_) + "台</title>";
  for (const int item : shown()) {
    MadeUpNews news(static_cast<unsigned>(number_ * 100'000) +
                    static_cast<unsigned>(item + 50'000));
    const bool late = script_.late_dates && item % 3 == 0;
    const Timestamp date = late ? later(published(item), -hours(26)) : published(item);
    const std::string url = item_url(item);
    rss += "<item><title>" + news.title() + "</title><link>" + url + "</link><guid>" + url +
           "</guid><pubDate>" + text::to_http_date(date) + "</pubDate><description>&lt;p&gt;" +
           news.paragraph() + mark(version(item)) + "&lt;/p&gt;</description></item>\n";
  }
  return rss + "</channel></rss>\n";
}

SimulatedFeed::Answer SimulatedFeed::troubled() const {
  switch (script_.trouble) {
    case Trouble::kBusySeconds:
      return {503, "Retry-After: " + std::to_string(kRetryAfter.count()) + "\r\n", "busy"};
    case Trouble::kBusyDate:
      return {503, "Retry-After: " + text::to_http_date(later(now_, kRetryAfter)) + "\r\n", "busy"};
    case Trouble::kNotFound:
      return {404, {}, "<html><body><p>页面不存在</p></body></html>"};
    case Trouble::kGarbage:
      return {200, "Content-Type: application/rss+xml\r\n", "\x01\xFF\xFE<rss"};
    case Trouble::kMoved:
      return {301, "Location: " + later_url() + "\r\n", {}};
    case Trouble::kNone:
    case Trouble::kRefused:
    case Trouble::kSilent:
      break;
  }
  return {};
}

SimulatedFeed::Answer SimulatedFeed::answer(const std::string& request, bool moved) const {
  if (!moved && in_trouble()) return troubled();
  std::string body = document();
  const std::string tag = "\"" + std::to_string(std::hash<std::string>{}(body)) + "\"";
  const std::string headers = "ETag: " + tag + "\r\nContent-Type: application/rss+xml\r\n";
  if (request.find("If-None-Match: " + tag) != std::string::npos) return {304, headers, {}};
  return {200, headers, std::move(body)};
}

bool SimulatedFeed::told_to_wait() const {
  return now_ < wait_until_;
}

void SimulatedFeed::serve(RawConnection& connection, bool moved) {
  const std::string request = connection.read_request();
  if (request.empty()) return;
  std::unique_lock lock(mutex_);
  ++traffic_.requests;
  if (told_to_wait()) ++traffic_.too_early;
  if (script_.trouble == Trouble::kSilent && in_trouble()) {
    lock.unlock();
    connection.wait_for_close();
    return;
  }
  const Answer answered = answer(request, moved);
  if (answered.status == 503) wait_until_ = later(now_, kRetryAfter);
  std::string bytes = "HTTP/1.1 " + std::to_string(answered.status) + " -\r\n" + answered.headers;
  if (answered.status != 304)
    bytes += "Content-Length: " + std::to_string(answered.body.size()) + "\r\n";
  bytes += "Connection: close\r\n\r\n" + answered.body;
  ++traffic_.statuses[answered.status];
  traffic_.bytes += bytes.size();
  lock.unlock();
  connection.send(bytes);
}

}  // namespace jianbao::test
