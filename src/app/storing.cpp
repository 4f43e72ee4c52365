#include "app/storing.h"

#include <algorithm>
#include <utility>

namespace jianbao::app {

namespace {

/// Every commit costs a sync and leaves an index segment to merge; a batch also bounds what a kill
/// loses and what the write-ahead log holds.
constexpr std::size_t kBatchItems = 1000;
constexpr std::uint64_t kBatchBytes = std::uint64_t{16} << 20U;

/// False where other items of the feed have the URL as well.
bool has_own_url(const Article& article) {
  return article.told_apart == ToldApart::kByUrl || (article.told_apart == ToldApart::kByFragment &&
                                                     article.url.find('#') == std::string::npos);
}

}  // namespace

Storing::Storing(store::Writer& writer, const Clock& now, const Listener& listener,
                 IngestReport& report, std::chrono::milliseconds batch_age)
    : writer_(writer),
      now_(now),
      listener_(listener),
      report_(report),
      batch_age_(batch_age),
      started_(now()) {}

News Storing::store(const Reading& reading, std::int64_t feed) {
  commit_if_due();
  batch_has_documents_ = true;
  News news;
  for (const Prepared& prepared : reading.articles) {
    const store::Stored stored = put(prepared, feed);
    if (stored == store::Stored::kNew) ++news.fresh;
    if (stored == store::Stored::kChanged) ++news.changed;
    const bool re_dated = stored == store::Stored::kReDated;
    const bool known = stored == store::Stored::kUnchanged || re_dated;
    if (known || stored == store::Stored::kTextKept) ++report_.unchanged;
    if (re_dated) ++news.re_dated;
    if (!has_own_url(prepared.article)) continue;
    if (re_dated) news.re_dated_urls.push_back(prepared.article.url);
    (known ? news.known_urls : news.urls).push_back(prepared.article.url);
  }
  report_.fresh += news.fresh;
  report_.changed += news.changed;
  tell_of(reading);
  step();
  return news;
}

void Storing::complete(const Reading& reading) {
  commit_if_due();
  for (const Prepared& prepared : reading.articles) put(prepared, 0);
  tell_of(reading);
  step();
}

store::Stored Storing::put(const Prepared& prepared, std::int64_t feed) {
  const store::Stored stored = writer_.put(prepared.article, prepared.capture, now_(), feed);
  ++batch_items_;
  batch_bytes_ += prepared.article.text.size() + prepared.capture.raw.zstd.size();
  return stored;
}

void Storing::commit_if_due() {
  const Timestamp now = now_();
  // Nobody says when the first write comes, so that the batch may be younger than this.
  if (!batch_began_) batch_began_ = now;
  const bool old = now.ms - batch_began_->ms >= batch_age_.count();
  if (!old && batch_items_ < kBatchItems && batch_bytes_ < kBatchBytes) return;
  commit();
  batch_began_ = now;
}

void Storing::tell_of(const Reading& reading) {
  // A feed has up to 20,000 entries, all of which can have the same fault.
  constexpr std::size_t kMostLines = 10;
  const std::size_t told = std::min(reading.failures.size(), kMostLines);
  for (std::size_t i = 0; i < told; ++i) count_failure(reading.failures[i].line);
  for (std::size_t i = told; i < reading.failures.size(); ++i) {
    ++report_.failed;
    remark(reading.failures[i].line);
  }
  if (told < reading.failures.size()) {
    warn("and " + std::to_string(reading.failures.size() - told) +
         " more of the same document; -v names each");
  }
  for (const std::string& line : reading.damage) warn(line);
  if (listener_.detail)
    for (const std::string& warning : reading.warnings) listener_.detail(warning);
}

void Storing::known() {
  ++report_.unchanged;
  step();
}

void Storing::ignore(const std::string& file) {
  ++report_.ignored;
  if (listener_.detail) listener_.detail(file + ": ignored, no article file, web page or feed");
}

void Storing::count_failure(const std::string& line) {
  ++report_.failed;
  warn(line);
}

void Storing::fail(const std::string& line) {
  count_failure(line);
  step();
}

void Storing::detail(const std::string& line) {
  remark(line);
  step();
}

void Storing::warn(const std::string& line) {
  if (listener_.warn) listener_.warn(line);
}

void Storing::note(const std::string& line) {
  if (listener_.note) listener_.note(line);
}

void Storing::remark(const std::string& line) {
  if (listener_.detail) listener_.detail(line);
}

void Storing::phase(std::string name, std::size_t total, std::string_view unit,
                    std::function<std::string()> waiting) {
  phase_ = std::move(name);
  unit_ = unit;
  waiting_ = std::move(waiting);
  total_ = total;
  done_ = 0;
  tell();
}

void Storing::finish() {
  writer_.commit();
  phase("merging the index", 0);
  writer_.merge_index();
  store::RunRecord run;
  run.started = started_;
  run.ended = now_();
  run.fresh = static_cast<std::int64_t>(report_.fresh);
  run.changed = static_cast<std::int64_t>(report_.changed);
  run.unchanged = static_cast<std::int64_t>(report_.unchanged);
  run.ignored = static_cast<std::int64_t>(report_.ignored);
  run.failed = static_cast<std::int64_t>(report_.failed);
  // How an interrupted process ends is the signal's business.
  if (!report_.interrupted) run.exit_status = exit_status(report_);
  writer_.finish_run(run);
  writer_.commit();
}

void Storing::commit_documents() {
  if (batch_has_documents_) commit();
}

void Storing::expect_page() {
  ++total_;
  unit_ = "feeds and pages";
}

void Storing::commit() {
  writer_.commit();
  batch_has_documents_ = false;
  batch_items_ = 0;
  batch_bytes_ = 0;
  batch_began_.reset();
  // What follows may be a long wait for the network.
  if (waiting_) tell();
}

void Storing::step() {
  ++done_;
  tell();
}

void Storing::tell() const {
  if (!listener_.progress) return;
  const std::string waiting = waiting_ ? waiting_() : std::string();
  listener_.progress({phase_, done_, total_, report_.bytes, unit_, report_.fresh, waiting});
}

}  // namespace jianbao::app
