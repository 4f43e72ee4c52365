#include "jianbao/app/reextraction.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "app/ordered_pool.h"
#include "app/pages.h"
#include "app/read_item.h"
#include "app/storing.h"
#include "jianbao/core/error.h"
#include "jianbao/formats/kind.h"
#include "jianbao/store/archive.h"
#include "jianbao/store/kept_text.h"
#include "jianbao/store/lock.h"
#include "jianbao/store/writer.h"
#include "jianbao/text/secrets.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::app {

namespace {

constexpr std::size_t kBatch = 500;
/// What an article and its bytes come to, for the pool's account.
constexpr std::uint64_t kItemBytes = std::uint64_t{128} << 10U;

/// An article as it is and as it would be.
struct Comparison {
  std::int64_t id = 0;
  Article before;
  Article after;
  std::string failure;
};

/// The article of a reading that stands for the stored one.
std::optional<Article> pick(Reading&& reading, const store::StoredArticle& stored) {
  if (reading.articles.empty()) return std::nullopt;
  for (Prepared& prepared : reading.articles) {
    if (text::canonical_url(prepared.article.url) == stored.canonical_url)
      return std::move(prepared.article);
  }
  return std::move(reading.articles.front().article);
}

/// The articles that are read again, and the captures that corrected them.
struct Chosen {
  std::vector<std::int64_t> ids;
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> corrections;
};

/// A worker thread's own tools.
class Rereader {
 public:
  Rereader(const ReextractRequest& request, const Chosen& chosen)
      : chosen_(chosen), archive_(request.archive), reader_(request.limits, request.site_rules) {}

  Comparison operator()(std::size_t index) {
    Comparison found;
    found.id = chosen_.ids[index];
    const auto stored = archive_.find(found.id);
    const auto capture = archive_.present_capture(found.id);
    if (!stored || !capture) {
      found.failure = "article " + std::to_string(found.id) + ": its bytes are missing; run check";
      return found;
    }
    found.before = stored->article;
    try {
      compare(*stored, *capture, found);
    } catch (const Error& error) {
      if (ends_the_run(error)) throw;
      found.failure = error.what();
    }
    return found;
  }

 private:
  static Input input_of(const store::StoredCapture& capture, const std::string& source) {
    Input input;
    input.bytes = capture.bytes;
    input.origin = capture.origin;
    input.source_name = source;
    switch (capture.origin.kind) {
      case store::OriginKind::kFile:
        input.kind = formats::kind_of(input.bytes, capture.origin.path);
        break;
      case store::OriginKind::kFeedEntry:
        input.kind = formats::Kind::kFeed;
        input.url = capture.origin.root;
        break;
      case store::OriginKind::kPage:
        input.kind = formats::Kind::kHtml;
        input.url =
            text::without_user(capture.final_url.empty() ? capture.origin.path : capture.final_url);
        input.charset = capture.declared;
        break;
    }
    return input;
  }

  std::optional<Article> reread(const store::StoredCapture& capture,
                                const store::StoredArticle& stored) {
    return pick(reader_.read(input_of(capture, stored.article.source)), stored);
  }

  void compare(const store::StoredArticle& stored, const store::StoredCapture& capture,
               Comparison& found) {
    auto after = reread(capture, stored);
    if (!after) {
      found.failure = stored.article.url + ": nothing was found in its bytes any more";
      return;
    }
    // A feed gives a date of its own; where there is one, the page completed the feed's item.
    const bool completes = capture.origin.kind == store::OriginKind::kPage && stored.article.header;
    found.after = completes ? completed(stored.article, *after) : std::move(*after);
    if (completes || capture.origin.kind == store::OriginKind::kFeedEntry)
      found.after.url = stored.article.url;
    if (capture.origin.kind == store::OriginKind::kFeedEntry)
      found.after.header = stored.article.header;
    if (found.after.text.empty() && !stored.article.text.empty())
      found.failure = stored.article.url + ": no text was found in its bytes; its old text stays";
    else if (!completes)
      found.after = corrected(std::move(found.after), stored);
  }

  /// What feeds said about the article since its text was read.
  Article corrected(Article article, const store::StoredArticle& stored) {
    const auto corrections = chosen_.corrections.find(stored.id);
    if (corrections == chosen_.corrections.end()) return article;
    for (const std::int64_t id : corrections->second) {
      auto said = reread(archive_.capture(id).value(), stored);
      if (said) article = store::with_kept_text(std::move(*said), std::move(article));
    }
    article.url = stored.article.url;
    article.header = stored.article.header;
    return article;
  }

  const Chosen& chosen_;
  store::Archive archive_;
  ItemReader reader_;
};

bool same_details(const Article& a, const Article& b) {
  return a.authors == b.authors && a.language == b.language && a.tags == b.tags &&
         a.image_url == b.image_url && a.image_caption == b.image_caption &&
         a.dateline == b.dateline && a.published_origin == b.published_origin &&
         a.source == b.source;
}

/// How often each line stands in a text.
std::unordered_map<std::string_view, std::int64_t> lines_of(std::string_view text) {
  std::unordered_map<std::string_view, std::int64_t> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) ++lines[text.substr(0, end)];
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Characters of the lines of `text` beyond those that `other` has too.
std::uint64_t characters_beyond(std::string_view text, std::string_view other) {
  auto known = lines_of(other);
  std::uint64_t beyond = 0;
  for (const auto& [line, times] : lines_of(text)) {
    const std::int64_t more = times - std::min(times, known[line]);
    beyond += static_cast<std::uint64_t>(more) * text::count_code_points(line);
  }
  return beyond;
}

class Reextraction {
 public:
  Reextraction(const ReextractRequest& request, const Clock& now, const Listener& listener,
               const std::stop_token& stop)
      : request_(request), now_(now), listener_(listener), stop_(stop) {}

  ReextractReport run() {
    // A writer would make an archive where there is none.
    store::require_file(request_.archive);
    if (!request_.dry_run) {
      lock_.emplace(request_.archive);
      writer_.emplace(request_.archive);
    }
    const Chosen all = chosen();
    const std::vector<std::int64_t>& ids = all.ids;
    PoolLimits limits;
    limits.workers =
        request_.workers > 0 ? request_.workers : std::max(1U, std::thread::hardware_concurrency());
    limits.workers = static_cast<unsigned>(std::min<std::size_t>(limits.workers, ids.size()));
    OrderedPool<Comparison> pool(std::vector<std::uint64_t>(ids.size(), kItemBytes), limits,
                                 [this, &all] {
                                   const auto worker = std::make_shared<Rereader>(request_, all);
                                   return [worker](std::size_t index) { return (*worker)(index); };
                                 });
    while (!stop_.stop_requested()) {
      auto found = pool.next();
      if (!found) break;
      take(*found);
      if (listener_.progress)
        listener_.progress(
            {request_.dry_run ? "comparing" : "extracting", report_.articles, ids.size(), 0});
    }
    report_.interrupted = stop_.stop_requested() && report_.articles < ids.size();
    if (writer_) {
      writer_->commit();
      writer_->merge_index();
      writer_->commit();
    }
    return report_;
  }

 private:
  /// First, so that no row that is read waits for one that is written.
  Chosen chosen() const {
    Chosen all;
    const store::Archive archive(request_.archive);
    archive.in_one_state([&] {
      archive.select(request_.selection, false, [&](const auto& found) {
        all.ids.push_back(found.id);
        return !stop_.stop_requested();
      });
      all.corrections = archive.corrections();
    });
    return all;
  }

  void take(const Comparison& found) {
    ++report_.articles;
    if (!found.failure.empty()) {
      ++report_.failed;
      if (listener_.warn) listener_.warn(found.failure);
      return;
    }
    count(found);
    if (!writer_) return;
    writer_->revise(found.id, found.after, extract::kExtractorVersion, now_());
    if (report_.articles % kBatch == 0) writer_->commit();
  }

  void count(const Comparison& found) {
    const Article& before = found.before;
    const Article& after = found.after;
    const bool title = before.title != after.title;
    const bool text = before.text != after.text;
    const bool date = before.published != after.published || before.header != after.header;
    const bool details = !same_details(before, after) || before.url != after.url;
    if (!title && !text && !date && !details) return;
    ++report_.changed;
    report_.titles += title ? 1U : 0U;
    report_.texts += text ? 1U : 0U;
    report_.dates += date ? 1U : 0U;
    report_.details += details ? 1U : 0U;
    const std::uint64_t added = text ? characters_beyond(after.text, before.text) : 0;
    const std::uint64_t removed = text ? characters_beyond(before.text, after.text) : 0;
    report_.added += added;
    report_.removed += removed;
    if (!listener_.detail) return;
    std::string line = "article " + std::to_string(found.id) + ":";
    if (title) line += " title;";
    if (text) line += " text +" + std::to_string(added) + " -" + std::to_string(removed) + ";";
    if (date) line += " date;";
    if (details) line += " details;";
    listener_.detail(line + " " + after.title);
  }

  const ReextractRequest& request_;
  const Clock& now_;
  const Listener& listener_;
  const std::stop_token& stop_;
  ReextractReport report_;
  std::optional<store::IngestLock> lock_;
  std::optional<store::Writer> writer_;
};

}  // namespace

ReextractReport reextract(const ReextractRequest& request, const Clock& now,
                          const Listener& listener, const std::stop_token& stop) {
  return Reextraction(request, now, listener, stop).run();
}

}  // namespace jianbao::app
