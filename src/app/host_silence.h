#pragma once

#include <cstddef>

#include "jianbao/fetch/downloader.h"

namespace jianbao::app {

/// True if nobody answered, or only in part.
bool gave_no_answer(const fetch::Outcome& outcome);

/// Whether a host and port is worth asking once more in a run: each request to one that is down may
/// take as long as connecting may.
class HostSilence {
 public:
  void note(const fetch::Outcome& outcome) {
    unanswered_ = gave_no_answer(outcome) ? unanswered_ + 1 : 0;
    answers_ = unanswered_ == 0;
  }

  /// The last request was answered.  While none was, requests are best handed on one by one: what
  /// is on its way cannot be called back.
  bool answers() const { return answers_; }

  /// Three requests in a row had no answer.
  bool lasts() const { return unanswered_ >= kMostUnanswered; }

 private:
  static constexpr std::size_t kMostUnanswered = 3;

  std::size_t unanswered_ = 0;  ///< in a row
  bool answers_ = false;
};

}  // namespace jianbao::app
