#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "fetch/failure.h"
#include "fetch/handles.h"
#include "fetch/transfer.h"
#include "jianbao/core/url.h"
#include "jianbao/fetch/downloader.h"

namespace jianbao::fetch {

/// Where a request stands: the address it has come to over redirects, and the transfer from there.
struct Exchange {
  std::uint64_t ticket = 0;
  Request request;
  Url url;           ///< now
  std::string host;  ///< its name and port, as queued under
  bool guarded = false;
  int redirects = 0;
  bool permanent = true;  ///< so far, all of them were for good
  bool begun = false;
  Timestamp started;
  std::chrono::steady_clock::duration took{0};
  std::uint64_t received = 0;
  std::optional<bool> asked_private{};  ///< as in Finished

  // Of the transfer under way:
  std::string proxy{};
  bool looking_up = false;         ///< not fetching: judging what a proxy would be asked to fetch
  bool looked_up_private = false;  ///< what came of that
  std::chrono::steady_clock::time_point transfer_began{};
  Easy easy{};
  HeaderList headers{};
  std::unique_ptr<Transfer> transfer{};
  ErrorBuffer words{};
};

/// "example.org:443"
std::string host_and_port(const Url& url);

/// An exchange at its beginning; nothing if the request's URL is not http or https.
std::unique_ptr<Exchange> make_exchange(std::uint64_t ticket, Request request);

/// Notes whether it was a private address that the transfer asked, if it was the first to ask.
void note_asked(Exchange& exchange);

/// Takes the exchange to where a redirect leads, or says why it does not go there.  What a
/// server on the public Internet redirects to is a stranger's address: guarded from there on.
std::optional<Failed> follow(Exchange& exchange, const std::string& location, const Limits& limits);

/// Where follow() has taken it, for a request that stays at its host.
Redirected redirected(const Exchange& exchange);

/// The answer of an ended transfer that is neither a failure nor a redirect to follow.
Outcome answer_of(Exchange& exchange);

/// Where the response redirects to; empty if it does not.
std::string redirect_of(const Transfer& transfer);

/// True if the user's own headers and credentials may go to where the exchange stands.
bool is_at_home(const Exchange& exchange);

}  // namespace jianbao::fetch
