#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jianbao/store/feeds.h"
#include "jianbao/store/records.h"

namespace jianbao::store {

/// Receives rows; return false to stop.
using ArticleSink = std::function<bool(StoredArticle&&)>;
using CaptureSink = std::function<bool(StoredCapture&&)>;

/// Returns the name of a file that exists.  @throws Error(kStorage) if there is none, or a folder,
/// in better words than SQLite's "unable to open database file".
const std::string& require_file(const std::string& file);

/// The archive for reading.  One thread at a time; any number of readers, also beside a writer,
/// each seeing the state of the moment its call began.
class Archive {
 public:
  /// @throws Error(kStorage) if the file is missing, no archive, damaged or of a newer version: one
  /// line that says which, and what to do.
  explicit Archive(const std::string& file);
  ~Archive();
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;

  /// True if these very bytes are what this origin gave last.
  bool holds(const Origin& origin, const Digest& digest) const;

  /// Calls `sink` for each selected article in order.  `with_text` false leaves article.text empty.
  /// Memory does not grow with the number of rows, except with Sort::kRelevance and kTitle.
  void select(const Selection& selection, bool with_text, const ArticleSink& sink) const;

  /// How many articles the selection has, limit and offset apart.
  std::int64_t count(const Selection& selection) const;

  /// Runs `work`, whose calls of this archive all see the state of the moment it began, whatever a
  /// writer does beside it.
  void in_one_state(const std::function<void()>& work) const;

  /// How many articles a selection has, and the sort key of one of them.
  struct Tally {
    std::int64_t total = 0;
    std::optional<std::int64_t> key;  ///< of number `place`; nothing if there are fewer
  };
  /// Counts the selection and finds its article number `place` (from 0), newest first, in one pass.
  /// Order, limit and offset of the selection are not looked at.
  Tally tally(const Selection& selection, std::int64_t place) const;

  /// How select() goes about it: its SQL with the values in it, then the steps of SQLite's plan.
  std::vector<std::string> explain(const Selection& selection) const;

  std::optional<StoredArticle> find(std::int64_t id) const;
  /// By any spelling of its address that has the same canonical form.
  std::optional<StoredArticle> find_by_url(std::string_view url) const;

  std::vector<CountRow> stats(const Selection& selection, Period period) const;

  std::vector<std::string> source_names() const;

  /// What the present version of an article was read from.
  std::optional<StoredCapture> present_capture(std::int64_t article_id) const;
  std::optional<StoredCapture> capture(std::int64_t id) const;

  /// How many articles of a feed have other dates whenever it is asked, which are not followed any
  /// more.  O(its articles and their captures).
  std::int64_t re_dated(std::int64_t feed) const;

  /// The ids of the captures of an article that changed it since and left its text, oldest first:
  /// what feeds said that corrected a title and had a shorter text.  By article; only of those that
  /// have some.  Reads all captures: O(captures).
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> corrections() const;

  /// The newest capture of each (root, path) that came from a file, ordered by root and path.
  void file_captures(const CaptureSink& sink) const;
  /// The present capture of each article that did not come from a file.
  void other_captures(const CaptureSink& sink) const;

  /// Every feed, removed ones too, in the order in which they were added.
  std::vector<FeedState> feeds() const;
  /// The polls of a feed that are kept, in the order in which they were made.
  std::vector<PollRecord> polls(std::int64_t feed) const;
  /// Those of its polls (PollOutcome::kCut) since whose first no document was whole, oldest first.
  /// O(polls since the last whole one).
  std::vector<PollRecord> cut_polls(std::int64_t feed) const;
  /// Of each feed of which pages fail.
  /// @param since  counts no page that was fetched before.
  std::vector<PageTally> page_tallies(Timestamp since) const;
  /// As Writer::arrivals().
  std::vector<Arrival> arrivals(std::int64_t feed) const;

  /// What is wrong, one line each: SQLite's own check, index against text, kept bytes against their
  /// hashes.  @throws Error(kBusy) while an ingest writes.
  std::vector<std::string> check() const;

  std::int64_t last_change() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jianbao::store
