#include "cli/messages.h"

#include <unistd.h>

#include <cerrno>

#include "jianbao/text/secrets.h"
#include "jianbao/text/unicode.h"

namespace jianbao::cli {

namespace {

std::string printable(std::string_view line) {
  return text::hide_secrets(text::for_terminal(line));
}

}  // namespace

void Messages::raw(std::string_view text) const {
  // Nobody is left to tell where stderr cannot be written.
  while (!text.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Messages::error(std::string_view line) const {
  raw("jianbao: " + printable(line) + "\n");
}

void Messages::note(std::string_view line) const {
  if (verbosity_ != Verbosity::kQuiet) raw(printable(line) + "\n");
}

void Messages::detail(std::string_view line) const {
  if (verbosity_ == Verbosity::kVerbose) raw(printable(line) + "\n");
}

std::string counted(std::int64_t number, std::string_view noun, std::string_view plural) {
  return std::to_string(number).append(" ").append(noun).append(number == 1 ? "" : plural);
}

}  // namespace jianbao::cli
