#include "app/siblings.h"

#include <algorithm>

#include "jianbao/text/url.h"

namespace jianbao::app {

namespace {

std::string_view fragment_of(std::string_view url) {
  const std::size_t mark = url.find('#');
  return mark == std::string_view::npos ? std::string_view{} : url.substr(mark + 1);
}

bool says_the_same(const FeedEntry& one, const FeedEntry& other) {
  return one.title == other.title && one.summary == other.summary && one.content == other.content;
}

}  // namespace

Siblings::Siblings(const std::vector<FeedEntry>& entries, const std::vector<std::string>& addresses)
    : entries_(entries),
      addresses_(addresses),
      original_(entries.size()),
      told_apart_(entries.size(), ToldApart::kByUrl) {
  find_copies();
  std::unordered_map<std::string, Group> places;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (original_[i] != i) continue;
    ++times_[entries[i].id];
    places[text::canonical_url(addresses[i])].push_back(i);
  }
  for (const auto& [place, group] : places) tell_apart(group);
}

void Siblings::find_copies() {
  std::unordered_map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const FeedEntry& entry = entries_[i];
    const std::size_t known =
        first.try_emplace(addresses_[i] + '\n' + entry.id + '\n' + entry.title, i).first->second;
    original_[i] = says_the_same(entry, entries_[known]) ? known : i;
  }
}

void Siblings::tell_apart(const Group& group) {
  const FeedEntry& first = entries_[group.front()];
  if (std::all_of(group.begin(), group.end(),
                  [&](std::size_t i) { return says_the_same(entries_[i], first); }))
    return;
  std::unordered_map<std::string_view, std::size_t> fragments;
  for (const std::size_t i : group) ++fragments[fragment_of(addresses_[i])];
  for (const std::size_t i : group) {
    const bool own = fragments[fragment_of(addresses_[i])] == 1;
    told_apart_[i] = own ? ToldApart::kByFragment : ToldApart::kByFeed;
  }
}

bool Siblings::has_own_id(std::size_t entry) const {
  const std::string& id = entries_[entry].id;
  return !id.empty() && times_.at(id) == 1;
}

}  // namespace jianbao::app
