#include "cli/newsroom.h"

#include <algorithm>

namespace jianbao::test {

namespace {

/// Items that a feed shows at once.
constexpr std::size_t kWindow = 6;

std::string item_url(std::size_t feed, std::size_t item) {
  return "https://news.example/" + std::to_string(feed) + "/" + std::to_string(item);
}

std::string rss_item(const std::string& url, int version, const std::string& text) {
  return "<item><title>" + text + "</title><link>" + url + "</link><guid>" + url +
         "</guid><description>&lt;p&gt;" + text + "，第" + std::to_string(version) +
         "版。&lt;/p&gt;</description></item>";
}

}  // namespace

Newsroom::Newsroom(std::size_t feeds, unsigned seed) : news_(seed) {
  for (std::size_t number = 0; number < feeds; ++number) {
    auto feed = std::make_unique<Feed>();
    feed->endpoint = std::make_unique<HttpEndpoint>(feed->server.serve("/feed", {}));
    feed->versions.assign(kWindow - 1, 1);
    feeds_.push_back(std::move(feed));
  }
}

void Newsroom::publish() {
  const std::string tag = "\"" + std::to_string(++published_) + "\"";
  for (std::size_t number = 0; number < feeds_.size(); ++number) {
    std::vector<int>& versions = feeds_[number]->versions;
    versions.push_back(1);
    constexpr std::size_t kOneIn = 4;
    if (published_ > 1 && news_.below(kOneIn) == 0) ++versions[versions.size() - 2];
    show(number, tag);
  }
}

void Newsroom::show(std::size_t number, const std::string& tag) {
  const Feed& feed = *feeds_[number];
  HttpAnswer answer;
  answer.body = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>第" +
                std::to_string(number) + "报</title>";
  for (std::size_t item = feed.versions.size() - kWindow; item < feed.versions.size(); ++item) {
    const std::string url = item_url(number, item);
    // The same words for an item every time: only an edit may make a revision.
    MadeUpNews words(static_cast<unsigned>(number * 1000 + item));
    answer.body += rss_item(url, feed.versions[item], words.title());
  }
  answer.body += "</channel></rss>";
  answer.headers = {{"ETag", tag}};
  answer.conditional = true;
  feed.endpoint->answer(std::move(answer));
}

std::vector<std::string> Newsroom::urls() const {
  std::vector<std::string> all;
  for (const auto& feed : feeds_) all.push_back(feed->endpoint->url());
  return all;
}

std::vector<std::string> Newsroom::published() const {
  std::vector<std::string> all;
  for (std::size_t number = 0; number < feeds_.size(); ++number) {
    const std::vector<int>& versions = feeds_[number]->versions;
    for (std::size_t item = 0; item < versions.size(); ++item)
      all.push_back(item_url(number, item) + "\t" + std::to_string(versions[item]));
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace jianbao::test
