#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "jianbao/text/unicode.h"

namespace jianbao::cli {

namespace {

constexpr std::size_t kNarrowest = 20;
constexpr std::size_t kUsual = 80;
constexpr std::size_t kWidest = 10'000;

std::size_t named_columns(const std::string& text) {
  std::size_t columns = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
  const bool whole = error == std::errc() && stop == text.data() + text.size();
  return whole && columns > 0 ? std::clamp(columns, kNarrowest, kWidest) : 0;
}

// 0 if it is not known.
std::size_t measured_columns(int fd) {
  winsize size{};
  return ::ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0U;
}

bool wants_color(ColorWhen when, bool terminal, const Environment& environment) {
  if (when != ColorWhen::kAuto) return when == ColorWhen::kAlways;
  return terminal && environment["NO_COLOR"].empty() && environment["TERM"] != "dumb";
}

std::string_view sequence(Style style) {
  switch (style) {
    case Style::kBold:
      return "\x1b[1m";
    case Style::kDim:
      return "\x1b[2m";
    case Style::kMatch:
      return "\x1b[1;31m";
    case Style::kName:
      return "\x1b[36m";
    case Style::kPlain:
      break;
  }
  return {};
}

}  // namespace

Terminal inspect_terminal(const Environment& environment, ColorWhen color) {
  Terminal found;
  found.out = ::isatty(STDOUT_FILENO) == 1;
  found.err = ::isatty(STDERR_FILENO) == 1;
  found.out_color = wants_color(color, found.out, environment);
  found.columns = named_columns(environment["COLUMNS"]);
  if (found.columns == 0 && (found.out || found.err)) {
    const std::size_t measured = measured_columns(found.out ? STDOUT_FILENO : STDERR_FILENO);
    found.columns = measured == 0 ? kUsual : std::max(measured, kNarrowest);
  }
  return found;
}

std::size_t stderr_columns() {
  return measured_columns(STDERR_FILENO);
}

std::string styled(std::string_view text, Style style, bool color) {
  if (!color || text.empty() || style == Style::kPlain) return std::string(text);
  return std::string(sequence(style)).append(text).append("\x1b[0m");
}

std::string for_terminal_lines(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\t"), text.size());
    safe += text::for_terminal(text.substr(0, end));
    if (end < text.size()) safe.push_back(text[end]);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return safe;
}

}  // namespace jianbao::cli
