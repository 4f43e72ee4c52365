#pragma once

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <utility>

#include "jianbao/fetch/downloader.h"

namespace jianbao::test {

/// Fetches one document and waits for what comes of it.
inline fetch::Outcome fetch_one(fetch::Downloader& downloader, fetch::Request request) {
  constexpr std::uint64_t kTicket = 4711;
  REQUIRE(downloader.start(kTicket, std::move(request)));
  std::optional<fetch::Finished> finished = downloader.next();
  REQUIRE(finished.has_value());
  CHECK(finished->ticket == kTicket);
  return std::move(finished->outcome);
}

/// The same with a downloader of its own.
inline fetch::Outcome fetch_one(fetch::Request request) {
  fetch::Downloader downloader;
  return fetch_one(downloader, std::move(request));
}

/// The alternative, or a failed test that says what came instead.
template <class Expected>
const Expected& expect(const fetch::Outcome& outcome) {
  std::string instead;
  if (const auto* failed = std::get_if<fetch::Failed>(&outcome)) instead = failed->reason;
  if (const auto* rejected = std::get_if<fetch::Rejected>(&outcome)) instead = rejected->reason;
  CAPTURE(outcome.index(), instead);
  REQUIRE(std::holds_alternative<Expected>(outcome));
  return std::get<Expected>(outcome);
}

/// No pause: for tests of something else.
inline fetch::DownloaderOptions hasty() {
  fetch::DownloaderOptions options;
  options.pause = std::chrono::milliseconds(0);
  return options;
}

}  // namespace jianbao::test
