#include "support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace jianbao::test {

namespace {

constexpr std::chrono::seconds kPatience{60};

// Both ends of what a stream is connected to.
struct Ends {
  int ours = -1;
  int theirs = -1;
};

std::pair<int, int> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
  return {ends[0], ends[1]};
}

Ends make_terminal(unsigned short columns) {
  Ends ends;
  const winsize size{24, columns, 0, 0};
  termios plain{};
  cfmakeraw(&plain);  // line ends arrive as they were written
  if (::openpty(&ends.ours, &ends.theirs, nullptr, &plain, &size) != 0) {
    throw std::runtime_error("openpty");
  }
  ::fcntl(ends.ours, F_SETFD, FD_CLOEXEC);
  ::fcntl(ends.theirs, F_SETFD, FD_CLOEXEC);
  return ends;
}

Ends connect(Stream stream, unsigned short columns) {
  Ends ends;
  switch (stream) {
    case Stream::kTerminal:
      return make_terminal(columns);
    case Stream::kFull:
      ends.theirs = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
      break;
    case Stream::kClosed:
      break;
    case Stream::kBrokenPipe:
    case Stream::kPipe: {
      const auto [read_end, write_end] = make_pipe();
      ends = {read_end, write_end};
      if (stream == Stream::kBrokenPipe) {
        ::close(ends.ours);
        ends.ours = -1;
      }
      break;
    }
  }
  return ends;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> all;
  for (std::string& text : strings) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

void place(int fd, int number) {
  if (fd < 0) {
    ::close(number);
  } else {
    ::dup2(fd, number);
  }
}

void forget(int& fd) {
  if (fd >= 0) ::close(fd);
  fd = -1;
}

}  // namespace

Process::Process(const std::string& program, const std::vector<std::string>& arguments,
                 const ProcessOptions& options)
    : unsent_(options.input) {
  std::vector<std::string> argument_strings{program};
  argument_strings.insert(argument_strings.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variable_strings;
  for (const auto& [name, value] : options.environment) {
    variable_strings.push_back(name + "=" + value);
  }
  const std::vector<char*> argv = pointers(argument_strings);
  const std::vector<char*> envp = pointers(variable_strings);
  auto [their_input, our_input] = make_pipe();
  Ends out = connect(options.out, options.columns);
  Ends err = connect(options.err, options.columns);
  pid_ = ::fork();
  if (pid_ == 0) {
    place(their_input, STDIN_FILENO);
    place(out.theirs, STDOUT_FILENO);
    place(err.theirs, STDERR_FILENO);
    if (options.folder.empty() || ::chdir(options.folder.c_str()) == 0) {
      ::execve(program.c_str(), argv.data(), envp.data());
    }
    ::_exit(127);
  }
  forget(their_input);
  forget(out.theirs);
  forget(err.theirs);
  input_ = our_input;
  out_.fd = out.ours;
  err_.fd = err.ours;
  ::fcntl(input_, F_SETFL, O_NONBLOCK);
  if (unsent_.empty()) forget(input_);
  std::signal(SIGPIPE, SIG_IGN);
}

Process::~Process() {
  forget(input_);
  forget(out_.fd);
  forget(err_.fd);
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
}

void Process::signal(int number) const {
  ::kill(pid_, number);
}

void Process::read_channel(Channel& channel) {
  std::array<char, 16384> block;
  const ssize_t got = ::read(channel.fd, block.data(), block.size());
  if (got > 0) {
    channel.text.append(block.data(), static_cast<std::size_t>(got));
  } else if (got == 0 || errno != EINTR) {  // a terminal whose other end is gone gives EIO
    forget(channel.fd);
  }
}

// Waits for something to read or for room to write; false when both outputs have ended.
bool Process::read_some() {
  if (out_.fd < 0 && err_.fd < 0) return false;
  std::array<pollfd, 3> ends{pollfd{out_.fd, POLLIN, 0}, pollfd{err_.fd, POLLIN, 0},
                             pollfd{input_, POLLOUT, 0}};
  constexpr int kMilliseconds =
      static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(kPatience).count());
  if (::poll(ends.data(), ends.size(), kMilliseconds) == 0) {
    throw std::runtime_error("a program, or what it left running, neither ends nor says anything");
  }
  if (ends[0].revents != 0) read_channel(out_);
  if (ends[1].revents != 0) read_channel(err_);
  if (ends[2].revents != 0) {
    const ssize_t sent = ::write(input_, unsent_.data(), unsent_.size());
    unsent_.erase(0, sent > 0 ? static_cast<std::size_t>(sent) : unsent_.size());
    if (unsent_.empty()) forget(input_);
  }
  return true;
}

bool Process::wait_for(std::string_view text) {
  const auto seen = [&] {
    return out_.text.find(text) != std::string::npos || err_.text.find(text) != std::string::npos;
  };
  while (!seen()) {
    if (!read_some()) return seen();
  }
  return true;
}

ProcessResult Process::finish() {
  while (read_some()) continue;
  ProcessResult result;
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
  pid_ = -1;
  result.killed = WIFSIGNALED(status);
  result.status = result.killed ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  result.out = std::move(out_.text);
  result.err = std::move(err_.text);
  return result;
}

ProcessResult run(const std::string& program, const std::vector<std::string>& arguments,
                  const ProcessOptions& options) {
  return Process(program, arguments, options).finish();
}

}  // namespace jianbao::test
