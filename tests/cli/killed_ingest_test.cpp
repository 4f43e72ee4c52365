#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <future>
#include <iostream>
#include <mutex>
#include <random>
#include <thread>

#include "cli/newsroom.h"
#include "cli/sandbox.h"

using jianbao::test::lines;
using jianbao::test::Newsroom;
using jianbao::test::Process;
using jianbao::test::ProcessResult;
using jianbao::test::RawConnection;
using jianbao::test::RawServer;
using jianbao::test::Sandbox;
using std::chrono::microseconds;
using std::chrono::steady_clock;

namespace {

/// As many as the claim is made for, with JIANBAO_THOROUGH=1 in the environment; else a few.
std::size_t repeats(std::size_t thorough, std::size_t usual) {
  return std::getenv("JIANBAO_THOROUGH") != nullptr ? thorough : usual;
}

std::vector<std::string> polls(std::vector<std::string> urls) {
  urls.insert(urls.begin(), {"-q", "ingest"});
  return urls;
}

/// The lines that only one of two sorted lists holds, the first few of them.
std::string difference(const std::vector<std::string>& found,
                       const std::vector<std::string>& expected) {
  std::vector<std::string> differing;
  std::set_symmetric_difference(found.begin(), found.end(), expected.begin(), expected.end(),
                                std::back_inserter(differing));
  std::string few;
  for (std::size_t i = 0; i < std::min<std::size_t>(differing.size(), 5); ++i)
    few += differing[i] + "\n";
  return few;
}

/// The archive holds every item once, with all its revisions, and is sound.
void check_archive(const Sandbox& jianbao, const std::vector<std::string>& expected) {
  const auto listed = jianbao({"export", "--format", "tsv", "--fields", "url,revisions"});
  REQUIRE(listed.status == 0);
  std::vector<std::string> found = lines(listed.out);
  REQUIRE_FALSE(found.empty());
  found.erase(found.begin());  // the heading
  std::sort(found.begin(), found.end());
  REQUIRE(difference(found, expected).empty());
  REQUIRE(jianbao({"-q", "check"}).status == 0);
}

microseconds since(steady_clock::time_point begin) {
  return std::chrono::duration_cast<microseconds>(steady_clock::now() - begin);
}

/// Starts an ingest and kills it after `delay`; true if it was still at work.
bool kill_after(const Sandbox& jianbao, const std::vector<std::string>& words, microseconds delay) {
  Process running = jianbao.start(words);
  std::this_thread::sleep_for(delay);
  running.signal(SIGKILL);
  return running.finish().killed;
}

/// Answers its connections only once it is told to.
class Gate {
 public:
  void wait() const { opened_.wait(); }
  void open() {
    std::call_once(once_, [this] { opening_.set_value(); });
  }

 private:
  std::once_flag once_;
  std::promise<void> opening_;
  std::shared_future<void> opened_ = opening_.get_future().share();
};

struct Ended {
  ProcessResult result;
  microseconds took;
};

/// Two runs started together.  Whichever ends first opens the gate, without which the one that
/// works cannot end.
std::array<Ended, 2> run_two(const Sandbox& jianbao, const std::vector<std::string>& words,
                             Gate& gate) {
  const auto begin = steady_clock::now();
  std::array<Process, 2> processes{jianbao.start(words), jianbao.start(words)};
  std::array<Ended, 2> ended;
  const auto finish = [&](std::size_t i) {
    ended[i].result = processes[i].finish();
    ended[i].took = since(begin);
    gate.open();
  };
  std::thread other(finish, 1);
  finish(0);
  other.join();
  return ended;
}

}  // namespace

TEST_CASE("an ingest of feeds that is killed at any moment loses and doubles nothing",
          "[cli][robust]") {
  constexpr unsigned kSeed = 20'240'514;
  constexpr std::size_t kUsualKills = 15;
  INFO("seed " << kSeed);
  std::mt19937 random(kSeed);
  const std::size_t kills = repeats(200, kUsualKills);
  const Sandbox jianbao;
  Newsroom newsroom(50, kSeed);
  const auto words = polls(newsroom.urls());
  newsroom.publish();
  // Before there is an archive, and while it is made.
  kill_after(jianbao, words, microseconds(random() % 30'000));
  REQUIRE(jianbao(words).status == 0);
  // Follows how long a run with news takes: shorter once one has ended before its kill.
  unsigned bound = 500'000;
  std::size_t too_late = 0;
  for (std::size_t killed = 0; killed < kills;) {
    newsroom.publish();
    const auto delay = static_cast<unsigned>(random() % bound);
    if (kill_after(jianbao, words, microseconds(delay))) {
      ++killed;
      bound += bound / 16;
    } else {
      ++too_late;
      bound = delay + 1;
    }
    REQUIRE(jianbao(words).status == 0);
    check_archive(jianbao, newsroom.published());
    REQUIRE(too_late < 100 + kills);
  }
  if (kills > kUsualKills)
    std::cout << kills << " runs killed, " << too_late << " ended before; "
              << newsroom.published().size() << " articles\n";
}

TEST_CASE("of two ingests started together one works and the other leaves at once",
          "[cli][robust]") {
  const std::size_t pairs = repeats(50, 5);
  const Sandbox jianbao;
  Newsroom newsroom(50, 7);
  microseconds worst{0};
  for (std::size_t i = 0; i < pairs; ++i) {
    Gate gate;
    const RawServer held([&gate](RawConnection& connection) {
      connection.read_request();
      gate.wait();
      connection.send(
          "HTTP/1.1 200 OK\r\nContent-Length: 31\r\nConnection: close\r\n\r\n"
          "<rss><channel></channel></rss>\n");
    });
    newsroom.publish();
    auto urls = newsroom.urls();
    urls.push_back(held.origin() + "/feed");
    const auto ended = run_two(jianbao, polls(urls), gate);
    const std::size_t worker = ended[0].result.status == 0 ? 0 : 1;
    INFO(ended[0].result.err << ended[1].result.err);
    REQUIRE(ended[worker].result.status == 0);
    REQUIRE(ended[1 - worker].result.status == 75);
    REQUIRE(ended[1 - worker].took <= ended[worker].took);
    worst = std::max(worst, ended[1 - worker].took);
    check_archive(jianbao, newsroom.published());
  }
  if (pairs > 5)
    std::cout << pairs << " pairs, the refused one took at most " << worst.count() / 1000
              << " ms\n";
}
