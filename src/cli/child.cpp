#include "cli/child.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

extern char** environ;

namespace jianbao::cli {

namespace {

constexpr std::chrono::seconds kGrace{10};

/// How a process is to begin.
class Beginning {
 public:
  explicit Beginning(int input) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, STDERR_FILENO, STDOUT_FILENO);
    posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    for (const int signal : {SIGPIPE, SIGXFSZ}) sigaddset(&signals, signal);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~Beginning() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  Beginning(const Beginning&) = delete;
  Beginning& operator=(const Beginning&) = delete;

  pid_t spawn(std::vector<std::string>& words) const {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t process = 0;
    const int error = posix_spawnp(&process, arguments.front(), &actions_, &attributes_,
                                   arguments.data(), environ);
    if (error != 0) throw std::system_error(error, std::generic_category());
    return process;
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

/// Leaves the status to be fetched: until then nobody else gets the process' number.
void wait_for_end(pid_t process) {
  siginfo_t info{};
  while (::waitid(P_PID, static_cast<id_t>(process), &info, WEXITED | WNOWAIT) != 0 &&
         errno == EINTR)
    continue;
}

int fetch_status(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

}  // namespace

Child::Child(std::vector<std::string> words, int input)
    : process_(Beginning(input).spawn(words)), waiter_([this, process = process_] {
        wait_for_end(process);
        const std::lock_guard lock(mutex_);
        ended_ = true;
        changed_.notify_all();
      }) {}

Child::~Child() {
  if (process_ == 0) return;
  ::kill(-process_, SIGKILL);
  waiter_.join();
  fetch_status(process_);
}

bool Child::ends_within(std::chrono::milliseconds longest, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, stop, longest, [this] { return ended_; });
}

void Child::end() {
  ::kill(-process_, SIGTERM);
  ends_within(kGrace);
  // Also when it ended: what it started a moment before never got the first signal.
  ::kill(-process_, SIGKILL);
}

std::optional<std::string> Child::fault() {
  waiter_.join();
  const int status = fetch_status(process_);
  process_ = 0;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::nullopt;
  if (WIFEXITED(status)) return fmt::format("ended with status {}", WEXITSTATUS(status));
  return fmt::format("was ended by signal {}", WTERMSIG(status));
}

}  // namespace jianbao::cli
