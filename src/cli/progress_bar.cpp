#include "cli/progress_bar.h"

#include <fmt/format.h>

#include <algorithm>

#include "jianbao/text/width.h"

namespace jianbao::cli {

namespace {

constexpr std::chrono::milliseconds kRedraw{100};
// A rate from less than this says nothing.
constexpr double kSettled = 0.5;
constexpr std::size_t kBarCells = 24;
// Where names follow.
constexpr std::size_t kShortBarCells = 12;
constexpr std::string_view kArticles = "articles";

std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string time_left(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::min(seconds + 0.5, 359'999.0));
  if (whole >= 3600)
    return fmt::format("{}:{:02}:{:02} left", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02} left", whole / 60, whole % 60);
}

std::string bar(const app::Progress& progress) {
  const std::size_t cells = progress.unit == kArticles ? kBarCells : kShortBarCells;
  const double share = static_cast<double>(std::min(progress.done, progress.total)) /
                       static_cast<double>(progress.total);
  const auto full = static_cast<std::size_t>(share * static_cast<double>(cells));
  return "[" + std::string(full, '#') + std::string(cells - full, '-') + "]";
}

/// Of documents that come over the network at the pace of others a rate says nothing.
std::string remote_part(const app::Progress& progress) {
  std::string part = " " + std::string(progress.unit);
  if (progress.fresh != 0) part += ", " + grouped(progress.fresh) + " new";
  if (!progress.waiting.empty()) part += ", waiting for " + std::string(progress.waiting);
  return part;
}

}  // namespace

std::string progress_line(const app::Progress& progress, std::chrono::duration<double> elapsed,
                          std::size_t columns) {
  // The last column stays free: some terminals wrap as soon as it is filled.
  const std::size_t room = columns > 1 ? columns - 1 : 1;
  std::string line(progress.phase);
  if (progress.total != 0) line += " " + bar(progress);
  line += " " + grouped(progress.done);
  if (progress.total != 0) line += "/" + grouped(progress.total);
  if (progress.unit != kArticles) return text::fit(line + remote_part(progress), room);
  if (elapsed.count() >= kSettled && progress.done != 0) {
    const double rate = static_cast<double>(progress.done) / elapsed.count();
    line += fmt::format("  {:.0f} articles/s", rate);
    if (progress.bytes != 0) {
      line +=
          fmt::format("  {:.1f} MB/s", static_cast<double>(progress.bytes) / 1e6 / elapsed.count());
    }
    if (progress.total > progress.done) {
      line += "  " + time_left(static_cast<double>(progress.total - progress.done) / rate);
    }
  }
  return text::fit(line, room);
}

ProgressBar::ProgressBar(const Messages& messages, const Terminal& terminal)
    : messages_(messages),
      columns_(terminal.columns),
      shown_on_(terminal.err && !messages.quiet()) {}

ProgressBar::~ProgressBar() {
  clear();
}

void ProgressBar::update(const app::Progress& progress) {
  if (!shown_on_) return;
  const SteadyClock::time_point now = SteadyClock::now();
  const bool new_phase = progress.phase != phase_;
  if (new_phase) {
    phase_ = progress.phase;
    phase_start_ = now;
  }
  if (!new_phase && now - drawn_ < kRedraw) return;
  drawn_ = now;
  visible_ = true;
  // Looked up each time: a person may have made the window narrower.
  const std::size_t measured = stderr_columns();
  const std::size_t columns = measured == 0 ? columns_ : measured;
  messages_.raw("\r" + progress_line(progress, now - phase_start_, columns) + "\x1b[K");
}

void ProgressBar::clear() {
  if (visible_) messages_.raw("\r\x1b[K");
  visible_ = false;
  drawn_ = {};
}

app::Listener make_listener(ProgressBar& bar, const Messages& messages) {
  app::Listener listener;
  listener.progress = [&bar](const app::Progress& progress) { bar.update(progress); };
  listener.warn = [&bar, &messages](std::string_view line) {
    bar.clear();
    messages.error(line);
  };
  listener.detail = [&bar, &messages](std::string_view line) {
    bar.clear();
    messages.detail(line);
  };
  listener.note = [&bar, &messages](std::string_view line) {
    bar.clear();
    messages.note(line);
  };
  return listener;
}

}  // namespace jianbao::cli
