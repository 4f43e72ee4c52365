#include "store/lock_owner.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <string_view>

#include "jianbao/core/clock.h"
#include "jianbao/text/date.h"
#include "jianbao/text/unicode.h"

namespace jianbao::store {

namespace {

constexpr std::size_t kOwnerBytes = 256;
constexpr std::string_view kProcess = "process ";
/// Parts what people read from what tells two processes of one number apart.
constexpr std::string_view kStart = ", start ";

std::string read_head(int fd, std::size_t most) {
  std::string text(most, '\0');
  const ssize_t size = pread(fd, text.data(), text.size(), 0);
  text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return text;
}

/// When the process began, in the kernel's ticks since the machine did: field 22 of
/// /proc/PID/stat.  Empty if there is no such process, or no /proc.
std::string start_of(std::string_view process) {
  const std::string file = "/proc/" + std::string(process) + "/stat";
  const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return {};
  const std::string stat = read_head(fd, 4096);
  close(fd);
  // The second field is the program's name, in parentheses and with anything inside.
  std::size_t at = stat.rfind(')');
  constexpr int kFieldsBetween = 20;
  for (int field = 0; field < kFieldsBetween && at != std::string::npos; ++field)
    at = stat.find(' ', at + 1);
  if (at == std::string::npos) return {};
  return stat.substr(at + 1, stat.find(' ', at + 1) - at - 1);
}

}  // namespace

void write_owner(int fd) {
  const std::string process = std::to_string(getpid());
  const std::string words = std::string(kProcess) + process + ", since " +
                            text::to_rfc3339({system_now().ms / 1000 * 1000}) +
                            std::string(kStart) + start_of(process) + "\n";
  if (ftruncate(fd, 0) != 0 || pwrite(fd, words.data(), words.size(), 0) < 0) {
    // A full disk only costs the next process the name of the owner.
  }
}

void erase_owner(int fd) {
  if (ftruncate(fd, 0) != 0) {
    // Then the words stay, until the next owner writes its own or this process ends.
  }
}

std::string read_owner(int fd) {
  const std::string line = text::for_terminal(read_head(fd, kOwnerBytes));
  const std::size_t end = line.rfind(kStart);
  if (end == std::string::npos || !line.starts_with(kProcess)) return {};
  const std::string_view after = std::string_view(line).substr(kProcess.size());
  const std::string_view process = after.substr(0, after.find(','));
  long number = 0;
  const auto [stop, error] =
      std::from_chars(process.data(), process.data() + process.size(), number);
  if (error != std::errc() || stop != process.data() + process.size() || number <= 0) return {};
  const std::string start = line.substr(end + kStart.size());
  if (start.empty() || start_of(process) != start) return {};
  return line.substr(0, end);
}

}  // namespace jianbao::store
