#include "store/index_batch.h"

namespace jianbao::store {

namespace {

/// A caller that never commits must not fill the memory.
constexpr std::size_t kMostBytes = std::size_t{32} << 20U;

}  // namespace

void IndexBatch::add(std::int64_t key, const std::string& title, const std::string& text) {
  hold(changes_[key].added, title, text);
  if (bytes_ > kMostBytes) write();
}

void IndexBatch::remove(std::int64_t key, const std::string& title, const std::string& text) {
  Change& change = changes_[key];
  if (change.added) {
    bytes_ -= change.added->title.size() + change.added->text.size();
    change.added.reset();  // never written
  } else {
    hold(change.removed, title, text);
  }
}

void IndexBatch::hold(std::optional<Row>& place, const std::string& title,
                      const std::string& text) {
  if (place) bytes_ -= place->title.size() + place->text.size();
  place = Row{title, text};
  bytes_ += title.size() + text.size();
}

void IndexBatch::write() {
  for (const auto& [key, change] : changes_) {
    if (change.removed) delete_.bind(key, change.removed->title, change.removed->text).run();
    if (change.added) insert_.bind(key, change.added->title, change.added->text).run();
  }
  forget();
}

void IndexBatch::forget() {
  changes_.clear();
  bytes_ = 0;
}

}  // namespace jianbao::store
