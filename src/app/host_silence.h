#pragma once

#include <cstddef>
#include <string>

#include "jianbao/fetch/downloader.h"

namespace jianbao::app {

/// True if nobody answered, or only in part.
bool gave_no_answer(const fetch::Outcome& outcome);

/// Whether a host and port is worth asking once more in a run: each request to one that is down may
/// take as long as connecting may.
class HostSilence {
 public:
  /// @param site  that was asked last: it may be another, by a redirect.  What this one leads to in
  /// many places is not down because three of them are.
  void note(const fetch::Outcome& outcome, const std::string& site) {
    if (site != site_) unanswered_ = 0;
    site_ = site;
    unanswered_ = gave_no_answer(outcome) ? unanswered_ + 1 : 0;
    answers_ = unanswered_ == 0;
  }

  /// The last request was answered.  While none was, requests are best handed on one by one: what
  /// is on its way cannot be called back.
  bool answers() const { return answers_; }

  /// Three requests in a row had no answer.
  bool lasts() const { return unanswered_ >= kMostUnanswered; }

  /// That was asked last.
  const std::string& site() const { return site_; }

 private:
  static constexpr std::size_t kMostUnanswered = 3;

  std::size_t unanswered_ = 0;  ///< in a row
  bool answers_ = false;
  std::string site_;
};

}  // namespace jianbao::app
