#include "jianbao/app/extraction.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "app/ordered_pool.h"
#include "app/transfers.h"
#include "app/url_fetcher.h"
#include "jianbao/core/error.h"
#include "jianbao/feed/parse.h"
#include "jianbao/formats/binary.h"
#include "jianbao/formats/gzip.h"
#include "jianbao/formats/kind.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/charset.h"
#include "jianbao/text/url.h"

namespace jianbao::app {

namespace {

namespace fs = std::filesystem;

/// What a page that is fetched may come to, for the pool's account.
constexpr std::uint64_t kFetchedBytes = std::uint64_t{1} << 20U;

struct Source {
  std::string name;
  std::uint64_t size = 0;
  std::string failure;
};

bool is_page_name(const fs::path& path) {
  constexpr std::array<std::string_view, 4> kEndings = {".html", ".htm", ".xhtml", ".shtml"};
  std::string ending = text::ascii_lowered(path.extension().string());
  if (ending == ".gz") ending = text::ascii_lowered(path.stem().extension().string());
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end() &&
         !path.filename().string().starts_with('.');
}

/// How messages call a source.
std::string shown_name(const std::string& source) {
  return source == "-" ? "standard input" : source;
}

/// Unpacks what gzip packed and refuses what is no text.
void require_text(std::string& bytes, const std::string& name, const Limits& limits) {
  formats::unpack_gzip(bytes, limits.item_bytes, name);
  const std::string_view format = formats::binary_format(bytes);
  if (format.empty()) return;
  throw Error(ErrorKind::kInput, name, "is no web page but " + std::string(format),
              format.starts_with("packed") ? "unpack it first" : "");
}

/// Refuses feeds and what leads to them.  A page that only begins like a feed is none.
void require_no_feed(std::string_view bytes, const std::string& name, const Limits& limits) {
  constexpr std::string_view kNoFeed = ", not a feed";
  if (formats::kind_of(bytes, name) != formats::Kind::kFeed) return;
  const auto leave_out = [](const feed::ParseResult&, FeedEntry&&) {};
  const feed::ParseResult result = feed::parse(bytes, {}, leave_out, limits);
  std::string kind = "a feed";
  std::string hint = "`jianbao parse-feed` reads it";
  if (!result.problem.empty()) {
    const bool is_list =
        result.problem.starts_with("an OPML") || result.problem.starts_with("a sitemap");
    if (!is_list || !result.problem.ends_with(kNoFeed)) return;
    kind = result.problem.substr(0, result.problem.size() - kNoFeed.size());
    hint = result.hint;
  }
  throw Error(ErrorKind::kInput, shown_name(name), "is no web page but " + kind, hint);
}

/// The pages below a folder by their names.
void add_folder(const std::string& folder, std::vector<Source>& sources) {
  std::vector<Source> found;
  std::error_code failure;
  for (fs::recursive_directory_iterator at(folder, failure), end; !failure && at != end;
       at.increment(failure)) {
    std::error_code ignored;
    if (at->is_directory(ignored)) {
      if (at->path().filename().string().starts_with('.')) at.disable_recursion_pending();
      continue;
    }
    if (is_page_name(at->path()) && at->is_regular_file(ignored)) {
      found.push_back({at->path().string(), at->file_size(ignored), {}});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Source& a, const Source& b) { return a.name < b.name; });
  if (failure) found.push_back({folder, 0, folder + ": " + failure.message()});
  if (found.empty()) {
    found.push_back({folder, 0, folder + ": holds no page (a file whose name ends in .html)"});
  }
  std::move(found.begin(), found.end(), std::back_inserter(sources));
}

std::vector<Source> list_sources(const std::vector<std::string>& names) {
  std::vector<Source> sources;
  for (const std::string& name : names) {
    std::error_code ignored;
    if (fs::is_directory(name, ignored)) {
      add_folder(name, sources);
    } else if (text::is_http(name)) {
      sources.push_back({name, kFetchedBytes, {}});
    } else {
      const auto size = fs::file_size(name, ignored);
      sources.push_back({name, ignored ? 0 : size, {}});
    }
  }
  return sources;
}

/// A worker thread's own tools.
class PageWorker {
 public:
  PageWorker(const ExtractRequest& request, const std::vector<Source>& sources, UrlFetcher* fetcher)
      : request_(request),
        sources_(sources),
        fetcher_(fetcher),
        extractor_(request.limits, request.site_rules) {}

  ExtractedPage operator()(std::size_t index) {
    const Source& source = sources_[index];
    ExtractedPage result;
    result.source = source.name;
    result.failure = source.failure;
    if (!result.failure.empty()) return result;
    try {
      read(source.name, result);
    } catch (const Error& error) {
      result.failure = error.what();
    }
    return result;
  }

 private:
  void read(const std::string& name, ExtractedPage& result) {
    if (name != "-" && text::is_http(name)) {
      fetch::Body body = fetcher_->fetch(name, kAcceptPage);
      require_text(body.bytes, name, request_.limits);
      extract(body.bytes, body.charset, body.final_url, result);
    } else {
      std::string bytes = request_.read(name);
      require_text(bytes, shown_name(name), request_.limits);
      extract(bytes, {}, request_.url, result);
    }
  }

  void extract(std::string_view bytes, std::string_view charset, std::string_view url,
               ExtractedPage& result) {
    const text::Decoded html = text::decode(bytes, charset);
    if (formats::looks_binary(html.utf8)) {
      throw Error(ErrorKind::kInput, shown_name(result.source), "is no web page but binary data");
    }
    require_no_feed(bytes, result.source, request_.limits);
    extract::Explanation* const why = request_.explain ? &result.why : nullptr;
    extract::BodyMarkup body;
    if (request_.markup) body.format = *request_.markup;
    try {
      result.page = extractor_.page(html.utf8, url, why, request_.markup ? &body : nullptr);
      result.body = std::move(body.text);
    } catch (const Error& error) {
      // What the extractor calls the page is not what the user called it.
      throw Error(error.kind(), shown_name(result.source), error.what());
    }
    if (why == nullptr) return;
    std::string note = "read as " + html.charset;
    if (html.replaced > 0) note += ", " + std::to_string(html.replaced) + " places malformed";
    why->notes.push_back(std::move(note));
  }

  const ExtractRequest& request_;
  const std::vector<Source>& sources_;
  UrlFetcher* fetcher_;
  extract::Extractor extractor_;
};

}  // namespace

std::size_t extract_pages(const ExtractRequest& request, const PageSink& sink,
                          const std::stop_token& stop) {
  const std::vector<Source> sources = list_sources(request.sources);
  std::optional<UrlFetcher> fetcher;
  const bool any_url = std::any_of(sources.begin(), sources.end(),
                                   [](const Source& source) { return text::is_http(source.name); });
  if (any_url) fetcher.emplace(downloader_options(request.transfers, request.limits));
  const std::stop_callback stopper(stop, [&fetcher] {
    if (fetcher) fetcher->stop();
  });
  std::vector<std::uint64_t> sizes;
  for (const Source& source : sources) sizes.push_back(source.size);
  PoolLimits limits;
  limits.workers = request.workers;
  // Who waits for a server needs no processor.
  if (limits.workers == 0)
    limits.workers =
        std::max(any_url ? request.transfers.jobs : 1U, std::thread::hardware_concurrency());
  limits.workers = static_cast<unsigned>(std::min<std::size_t>(limits.workers, sources.size()));
  OrderedPool<ExtractedPage> pool(sizes, limits, [&] {
    const auto worker =
        std::make_shared<PageWorker>(request, sources, fetcher ? &*fetcher : nullptr);
    return [worker](std::size_t index) { return (*worker)(index); };
  });
  while (!stop.stop_requested()) {
    auto page = pool.next();
    if (!page) break;
    sink(std::move(*page));
  }
  return sources.size();
}

}  // namespace jianbao::app
