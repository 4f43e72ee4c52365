#pragma once

#include <chrono>
#include <string>

#include "cli/messages.h"
#include "cli/terminal.h"
#include "jianbao/app/log.h"

namespace jianbao::cli {

/// One line of progress, at most `columns` wide: phase, bar, done/total; then rates and the time
/// left, or, of feeds and pages, what is new and who is waited for.
std::string progress_line(const app::Progress& progress, std::chrono::duration<double> elapsed,
                          std::size_t columns);

/// A progress line on stderr that is redrawn in place, at most ten times a second, and gone when
/// the object is.  Without a terminal, or when quiet: nothing.
class ProgressBar {
 public:
  ProgressBar(const Messages& messages, const Terminal& terminal);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void update(const app::Progress& progress);
  /// Takes the line away, so that something else can be printed; the next update brings it back.
  void clear();

 private:
  using SteadyClock = std::chrono::steady_clock;

  const Messages& messages_;
  std::size_t columns_;  ///< where the terminal does not say
  bool shown_on_;
  bool visible_ = false;
  std::string phase_;
  SteadyClock::time_point phase_start_;
  SteadyClock::time_point drawn_;
};

/// Shows what a use case tells: progress in the bar, failures and details as lines above it.  Both
/// arguments must outlive the listener.
app::Listener make_listener(ProgressBar& bar, const Messages& messages);

}  // namespace jianbao::cli
