#include "jianbao/app/ingest.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <system_error>
#include <thread>
#include <utility>

#include "app/file_list.h"
#include "app/gathering.h"
#include "app/ordered_pool.h"
#include "app/pages.h"
#include "app/poll.h"
#include "app/read_item.h"
#include "app/storing.h"
#include "jianbao/app/schedule.h"
#include "jianbao/core/error.h"
#include "jianbao/formats/gzip.h"
#include "jianbao/store/archive.h"
#include "jianbao/store/lock.h"
#include "jianbao/store/writer.h"
#include "jianbao/text/url.h"

namespace jianbao::app {

namespace {

/// Digits of the digest that names standard input's bytes.
constexpr std::size_t kNameDigits = 16;

/// Names the archive: under cron it is easily another than the one that was meant.
Error nothing_to_ingest(const std::string& archive) {
  std::error_code ignored;
  const bool is_there = std::filesystem::exists(archive, ignored);
  return Error(ErrorKind::kUsage, archive,
               std::string(is_there ? "no feed is subscribed" : "no archive there yet") +
                   ", and no source given",
               "`jianbao feed add URL` subscribes to a feed, `jianbao ingest SOURCE` brings in a "
               "file or page, --db names another archive");
}

std::vector<std::string> subscribed_urls(const std::string& archive) {
  std::vector<std::string> urls;
  for (const auto& feed : store::Archive(archive).feeds())
    if (feed.subscribed) urls.push_back(feed.url);
  return urls;
}

std::vector<store::FeedState> subscribed(const store::Archive& archive) {
  std::vector<store::FeedState> feeds = archive.feeds();
  std::erase_if(feeds, [](const store::FeedState& feed) { return !feed.subscribed; });
  return feeds;
}

/// True if there is no archive, or one without feeds.  What cannot be read yet may remember some:
/// the writer brings it up to date, or says what is wrong with it.
bool remembers_no_feed(const std::string& archive) {
  std::error_code ignored;
  if (!std::filesystem::exists(archive, ignored)) return true;
  try {
    return subscribed_urls(archive).empty();
  } catch (const Error&) {
    return false;
  }
}

/// What a worker made of one file.
struct FileOutcome {
  Reading reading;
  std::string failure;
  bool known = false;  ///< these bytes came from this place before
};

/// A worker thread's own tools.
class FileWorker {
 public:
  FileWorker(const IngestRequest& request, const std::vector<FoundFile>& files)
      : request_(request),
        files_(files),
        archive_(request.archive),
        reader_(request.limits, request.site_rules) {}

  FileOutcome operator()(std::size_t index) {
    const FoundFile& file = files_[index];
    FileOutcome outcome;
    try {
      read_file(file.file, request_.limits.item_bytes, bytes_);
      formats::unpack_gzip(bytes_, request_.limits.item_bytes, file.file);
      Input input;
      input.bytes = bytes_;
      input.kind = file.kind;
      input.origin = {store::OriginKind::kFile, file.root, file.path};
      input.source_name = request_.source_name;
      outcome.known = archive_.holds(input.origin, store::sha256(bytes_));
      if (!outcome.known) outcome.reading = reader_.read(input);
    } catch (const Error& error) {
      if (ends_the_run(error)) throw;
      outcome.failure = error.what();
    }
    return outcome;
  }

 private:
  const IngestRequest& request_;
  const std::vector<FoundFile>& files_;
  store::Archive archive_;
  ItemReader reader_;
  std::string bytes_;
};

/// Requests a stop when a time has passed.
class Deadline {
 public:
  Deadline(std::chrono::milliseconds longest, std::stop_source& source)
      : thread_([this, longest, &source](const std::stop_token& ended) {
          std::unique_lock lock(mutex_);
          if (wake_.wait_for(lock, ended, longest, [] { return false; }) || ended.stop_requested())
            return;
          ended_the_run_ = source.request_stop();
        }) {}

  /// False also if something else did before.
  bool ended_the_run() const { return ended_the_run_; }

 private:
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::atomic<bool> ended_the_run_ = false;
  std::jthread thread_;  ///< last, so that it is joined while the rest still lives
};

class Ingest {
 public:
  Ingest(const IngestRequest& request, const Clock& now, const Listener& listener,
         const std::stop_token& stop)
      : request_(request),
        from_outside_(stop, Relay{&stop_}),
        lock_(request.archive, request.wait, stop),
        writer_(request.archive),
        storing_(writer_, now, listener, report_, request.limits.batch_age) {
    if (request.max_runtime) deadline_.emplace(*request.max_runtime, stop_);
    if (request.hand_over) writer_.begin_hand_over();
    writer_.start_run(now());
    if (writer_.built_index() && listener.detail)
      listener.detail("the search rules have changed: the search index was built again");
  }

  IngestReport run() {
    std::vector<std::string> addresses;
    for (const std::string& source : request_.sources) {
      if (text::is_http(source)) {
        if (std::find(addresses.begin(), addresses.end(), source) == addresses.end())
          addresses.push_back(source);
      } else if (!stop_.stop_requested()) {
        take_local(source);
      }
    }
    if (!stop_.stop_requested()) poll(addresses);
    report_.interrupted = stop_.stop_requested();
    if (deadline_ && deadline_->ended_the_run()) {
      report_.interrupted = false;
      report_.out_of_time = true;
    }
    deadline_.reset();
    storing_.finish();
    return report_;
  }

 private:
  struct Relay {
    std::stop_source* to;
    void operator()() const { to->request_stop(); }
  };

  std::size_t stored_items() const { return report_.fresh + report_.changed + report_.unchanged; }

  void take_local(const std::string& source) {
    ++report_.sources;
    const std::size_t stored = stored_items();
    const std::size_t failed = report_.failed;
    std::error_code ignored;
    if (source == "-")
      take_standard_input();
    else if (std::filesystem::is_directory(source, ignored))
      take_folder(source);
    else
      take_file(source);
    if (stored_items() == stored && report_.failed > failed) ++report_.sources_failed;
  }

  /// The addresses given, or the feeds that are due if no source was named at all.
  void poll(const std::vector<std::string>& addresses) {
    std::vector<store::FeedState> due;
    if (request_.sources.empty()) due = due_feeds();
    if (addresses.empty() && due.empty() && !request_.sources.empty()) return;
    Gathering gathering(request_);
    const std::stop_callback stopper(stop_.get_token(), [&] { gathering.stop(); });
    const RunContext run{request_, writer_, storing_, report_, gathering};
    PageFetcher pages(run);
    Poller poller(run, pages);
    for (const std::string& address : addresses) poller.add(address);
    for (const store::FeedState& feed : due) poller.add(feed);
    poller.start();
    if (request_.sources.empty()) pages.take_due();
    while (auto gathered = next_or_commit(run))
      is_for_pages(gathered->errand) ? pages.finish(std::move(*gathered))
                                     : poller.finish(std::move(*gathered));
    report_.pages_waiting = static_cast<std::size_t>(writer_.waiting_pages());
  }

  std::vector<store::FeedState> due_feeds() {
    const std::vector<store::FeedState> feeds = subscribed(store::Archive(request_.archive));
    if (feeds.empty()) throw nothing_to_ingest(request_.archive);
    std::vector<store::FeedState> due = feeds_to_poll(feeds, request_.all, storing_.now());
    report_.not_due = feeds.size() - due.size();
    const auto wanted = std::count_if(feeds.begin(), feeds.end(), [this](const auto& feed) {
      return request_.all || is_due(feed, storing_.now());
    });
    report_.left_alone = static_cast<std::size_t>(wanted) - due.size();
    return due;
  }

  void take_standard_input() {
    std::string bytes = request_.standard_input;
    Input input;
    // What came through here before is not replaced by what comes now.
    input.origin.path = "stdin-" + store::to_hex(store::sha256(bytes)).substr(0, kNameDigits);
    input.source_name = request_.source_name;
    try {
      formats::unpack_gzip(bytes, request_.limits.item_bytes, "standard input");
      input.bytes = bytes;
      input.kind = formats::kind_of(bytes);
      storing_.store(ItemReader(request_.limits, request_.site_rules).read(input));
    } catch (const Error& error) {
      if (ends_the_run(error)) throw;
      storing_.fail(error);
    }
  }

  void take_file(const std::string& name) {
    try {
      take_files({look_at_file(name)});
    } catch (const Error& error) {
      if (ends_the_run(error)) throw;
      storing_.fail(error);
    }
  }

  void take_folder(const std::string& folder) {
    storing_.phase("looking through " + folder, 0);
    FileList list = list_folder(folder);
    for (const std::string& file : list.ignored) storing_.ignore(file);
    for (const std::string& line : list.failed) storing_.fail(line);
    if (list.found.empty() && list.failed.empty())
      storing_.fail(folder + ": holds no article file, web page or feed");
    take_files(std::move(list.found));
  }

  void take_files(std::vector<FoundFile> files) {
    std::vector<std::uint64_t> sizes;
    for (const FoundFile& file : files) sizes.push_back(file.size);
    PoolLimits limits;
    limits.workers =
        request_.workers > 0 ? request_.workers : std::max(1U, std::thread::hardware_concurrency());
    limits.workers = std::min(limits.workers, static_cast<unsigned>(files.size()));
    storing_.phase("reading", files.size());
    OrderedPool<FileOutcome> pool(sizes, limits, [this, &files] {
      const auto worker = std::make_shared<FileWorker>(request_, files);
      return [worker](std::size_t index) { return (*worker)(index); };
    });
    for (std::size_t i = 0; i < files.size() && !stop_.stop_requested(); ++i)
      store_file(files[i], *pool.next());
  }

  void store_file(const FoundFile& file, FileOutcome&& outcome) {
    report_.bytes += file.size;
    if (!outcome.failure.empty())
      storing_.fail(outcome.failure);
    else if (outcome.known)
      storing_.known();
    else
      storing_.store(outcome.reading);
  }

  const IngestRequest& request_;
  std::stop_source stop_;  ///< asked from outside, or when the time is up
  std::stop_callback<Relay> from_outside_;
  IngestReport report_;
  store::IngestLock lock_;
  store::Writer writer_;
  Storing storing_;
  std::optional<Deadline> deadline_;
};

}  // namespace

int exit_status(const IngestReport& report) {
  const bool all_failed = report.sources > 0 && report.sources_failed == report.sources;
  // Feeds whose time has not come are no failures: one dead feed must not look like a dead network.
  if (all_failed && report.not_due == 0) return 4;
  return report.failed > 0 ? 3 : 0;
}

IngestReport ingest(const IngestRequest& request, const Clock& now, const Listener& listener,
                    const std::stop_token& stop) {
  if (request.sources.empty() && remembers_no_feed(request.archive))
    throw nothing_to_ingest(request.archive);
  return Ingest(request, now, listener, stop).run();
}

}  // namespace jianbao::app
