#include "cli/exit_status.h"

#include <csignal>

namespace jianbao::cli {

ExitStatus status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage:
      return ExitStatus::kUsage;
    case ErrorKind::kBusy:
      return ExitStatus::kBusy;
    case ErrorKind::kInput:
    case ErrorKind::kLimit:
    case ErrorKind::kNetwork:
    case ErrorKind::kStorage:
    case ErrorKind::kConfig:
      break;
  }
  return ExitStatus::kCannotWork;
}

ExitStatus status_of_items(std::size_t failed, std::size_t all) {
  if (failed == 0) return ExitStatus::kDone;
  return failed < all ? ExitStatus::kPartial : ExitStatus::kCannotWork;
}

ExitStatus status_of_signal(int signal) {
  return signal == SIGINT ? ExitStatus::kInterrupted : ExitStatus::kTerminated;
}

}  // namespace jianbao::cli
