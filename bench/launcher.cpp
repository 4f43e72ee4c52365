#include "launcher.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

namespace jianbao::bench {

namespace {

struct Reply {
  Launched launched;
  int status = 127;
};

constexpr std::size_t kLongestRequest = 64 * 1024;

std::int64_t count_lines(int from) {
  std::array<char, 64 * 1024> buffer;
  std::int64_t lines = 0;
  for (ssize_t got = 0; (got = read(from, buffer.data(), buffer.size())) > 0;)
    lines += std::count(buffer.begin(), buffer.begin() + got, '\n');
  return lines;
}

/// In the helper: starts the program and waits for it.
Reply launch(std::string& request) {
  std::vector<char*> raw;
  for (std::size_t at = 0; at < request.size(); at = request.find('\0', at) + 1)
    raw.push_back(request.data() + at);
  raw.push_back(nullptr);
  int ends[2];
  Reply reply;
  if (pipe(ends) != 0) return reply;
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = vfork();
  if (child == 0) {
    if (dup2(ends[1], STDOUT_FILENO) < 0) _exit(126);
    close(ends[0]);
    close(ends[1]);
    execv(raw[0], raw.data());
    _exit(127);
  }
  close(ends[1]);
  reply.launched.lines = count_lines(ends[0]);
  close(ends[0]);
  if (child > 0) reply.launched.cost = wait_for(child, start, &reply.status);
  return reply;
}

[[noreturn]] void serve(int socket) {
  std::string request(kLongestRequest, '\0');
  for (;;) {
    request.resize(kLongestRequest);
    const ssize_t got = recv(socket, request.data(), request.size(), 0);
    if (got <= 0) _exit(0);
    request.resize(static_cast<std::size_t>(got));
    const Reply reply = launch(request);
    if (send(socket, &reply, sizeof reply, MSG_NOSIGNAL) != sizeof reply) _exit(1);
  }
}

}  // namespace

Launcher::Launcher() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error("socketpair failed");
  helper_ = fork();
  if (helper_ < 0) throw std::runtime_error("fork failed");
  if (helper_ == 0) {
    close(ends[0]);
    serve(ends[1]);
  }
  close(ends[1]);
  socket_ = ends[0];
}

Launcher::~Launcher() {
  close(socket_);
  waitpid(helper_, nullptr, 0);
}

Launched Launcher::run(const std::vector<std::string>& arguments) const {
  std::string request;
  for (const std::string& argument : arguments) request += argument + '\0';
  if (request.size() > kLongestRequest) throw std::runtime_error("too long a command");
  Reply reply;
  const auto size = static_cast<ssize_t>(request.size());
  if (send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != size ||
      recv(socket_, &reply, sizeof reply, 0) != sizeof reply)
    throw std::runtime_error("the launcher has ended");
  if (reply.status != 0 && reply.status != 1)
    throw std::runtime_error(arguments[0] + " ended with status " + std::to_string(reply.status));
  return reply.launched;
}

std::string find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::string rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    const std::string file = rest.substr(0, colon) + "/" + name;
    if (access(file.c_str(), X_OK) == 0) return file;
    rest.erase(0, colon + 1);
  }
  return {};
}

}  // namespace jianbao::bench
