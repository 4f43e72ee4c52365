#include "cli/input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "jianbao/core/error.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::cli {

namespace {

class Descriptor {
 public:
  explicit Descriptor(const std::string& file)
      : owned_(file != "-"),
        fd_(owned_ ? ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY) : STDIN_FILENO) {}
  ~Descriptor() {
    if (owned_ && fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  bool owned_;
  int fd_;
};

[[noreturn]] void refuse(const std::string& file, int error) {
  throw Error(ErrorKind::kInput, input_name(file),
              error == ENOENT ? "no such file" : std::strerror(error));
}

}  // namespace

std::string input_name(const std::string& file) {
  return file == "-" ? "standard input" : file;
}

void check_origin(const std::string& url) {
  if (url.empty()) return;
  const auto address = text::parse_url(url);
  if (address && (text::is_http(url) || address->scheme == "file")) return;
  throw Error(ErrorKind::kUsage, "--url",
              "\"" + text::for_terminal(url) + "\" is no address" +
                  (address ? " of http, https or file" : ""),
              "it is written https://HOST/PATH");
}

std::string read_input(const std::string& file, std::size_t max_bytes) {
  std::string bytes;
  read_input(file, max_bytes, bytes);
  return bytes;
}

void read_input(const std::string& file, std::size_t max_bytes, std::string& bytes) {
  const Descriptor input(file);
  if (input.get() < 0) refuse(file, errno);
  struct stat status {};
  std::size_t expected = 0;
  if (::fstat(input.get(), &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    expected = static_cast<std::size_t>(status.st_size);
  }
  // One byte more than allowed is room enough to notice that there is more.
  std::size_t room = std::min(std::max<std::size_t>(expected + 1, 64 * 1024), max_bytes + 1);
  std::size_t filled = 0;
  for (;;) {
    bytes.resize(room);
    const ssize_t got = ::read(input.get(), bytes.data() + filled, room - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse(file, errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    if (filled > max_bytes) {
      throw Error(ErrorKind::kLimit, input_name(file),
                  "larger than " + std::to_string(max_bytes) + " bytes");
    }
    if (filled == room) room = std::min(room * 2, max_bytes + 1);
  }
  bytes.resize(filled);
}

}  // namespace jianbao::cli
