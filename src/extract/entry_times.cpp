#include "extract/entry_times.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "extract/box_kind.h"
#include "extract/dom.h"
#include "jianbao/core/timestamp.h"
#include "jianbao/text/date.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

struct EntryTime {
  std::string written;
  Timestamp at;
};

/// The first time below an element, and whether the page's heading stands before it or soon after.
class EntryReader {
 public:
  bool enter(const GumboNode& element) {
    ++nodes_;
    holds_heading = holds_heading || is_tag(element, GUMBO_TAG_H1);
    if (!time && is_tag(element, GUMBO_TAG_TIME)) {
      std::string when = text::clean_line(attribute(element, "datetime"));
      if (const auto date = text::find_date(when)) time = {std::move(when), date->at};
    }
    return true;
  }
  void leave(const GumboNode& /*element*/) {}
  void text(const GumboNode& /*node*/) {}
  bool done() const {
    constexpr int kMostElements = 200;
    return holds_heading || nodes_ >= kMostElements;
  }

  std::optional<EntryTime> time;
  bool holds_heading = false;

 private:
  int nodes_ = 0;
};

/// The times of the boxes of one kind around and beside `box`; none if one of them holds the
/// page's heading.
std::vector<EntryTime> times_beside(const GumboNode& box) {
  std::vector<WalkPlace> stack;
  std::vector<EntryTime> times;
  const std::string kind = box_kind(box);
  const GumboVector& children = box.parent->v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto& sibling = *static_cast<const GumboNode*>(children.data[i]);
    if (!is_element(sibling) || box_kind(sibling) != kind) continue;
    EntryReader entry;
    walk(sibling, stack, entry);
    if (entry.holds_heading) return {};
    if (entry.time) times.push_back(std::move(*entry.time));
  }
  return times;
}

}  // namespace

std::string first_entry_time(const GumboNode& time, std::string when) {
  constexpr int kLevels = 6;
  constexpr std::size_t kFewestEntries = 3;
  const GumboNode* box = time.parent;
  for (int level = 0; level < kLevels && box != nullptr && box->parent != nullptr &&
                      is_element(*box->parent) && !is_tag(*box, GUMBO_TAG_BODY);
       ++level, box = box->parent) {
    std::vector<EntryTime> times = times_beside(*box);
    if (times.size() < kFewestEntries) continue;
    const auto first =
        std::min_element(times.begin(), times.end(),
                         [](const EntryTime& a, const EntryTime& b) { return a.at < b.at; });
    return std::move(first->written);
  }
  return when;
}

}  // namespace jianbao::extract
