// Which article of the archive a newcomer is.  docs/schema.md describes the keys.
#include <string>

#include "jianbao/text/url.h"
#include "store/version.h"
#include "store/writer_impl.h"

namespace jianbao::store {

namespace {

/// Canonical URLs have no fragment, so that nothing else begins like this.
constexpr char kMark = '#';

std::string fragment_of(const std::string& url) {
  const auto parsed = text::parse_url(url);
  return parsed ? parsed->fragment : std::string{};
}

/// What tells an item from the others of its feed; empty if nothing does.
std::string own_id(const Article& article) {
  if (!article.guid.empty()) return article.guid;
  return article.header ? std::to_string(article.header->ms) : std::string{};
}

}  // namespace

std::optional<Present> read_present(Statement& row) {
  const ResetGuard guard(row);
  if (!row.step()) return std::nullopt;
  Present present;
  present.id = row.integer(0);
  present.sort_key = row.integer(1);
  present.revision = row.integer(2);
  present.canonical_url = row.text(3);
  present.first_seen = {row.integer(4)};
  present.article.url = row.text(5);
  present.article.title = row.text(6);
  present.article.header = row.timestamp(7);
  present.article.published = row.timestamp(8);
  present.article.text = row.text(9);
  return present;
}

/// An item that is alone in its document is told apart as those were that had its URL before.
void Writer::Impl::settle_key(Incoming& in) {
  in.key = in.place;
  if (in.feed == 0 && in.capture.origin.kind != OriginKind::kFeedEntry) return;
  const std::string of_feed = in.place + kMark + "feed:" + in.capture.origin.root + ' ';
  const std::string fragment = fragment_of(in.article.url);
  ToldApart by = in.article.told_apart;
  if (by == ToldApart::kByUrl && any_key_begins_with(of_feed)) by = ToldApart::kByFeed;
  if (by == ToldApart::kByUrl && !fragment.empty() && any_key_begins_with(in.place + kMark))
    by = ToldApart::kByFragment;
  if (by == ToldApart::kByFragment && !fragment.empty()) in.key += kMark + fragment;
  if (by == ToldApart::kByFeed && !own_id(in.article).empty())
    in.key = of_feed + own_id(in.article);
}

bool Writer::Impl::any_key_begins_with(const std::string& beginning) {
  std::string behind = beginning;
  ++behind.back();
  any_key_between.bind(beginning, behind);
  const ResetGuard guard(any_key_between);
  return any_key_between.step();
}

/// Known by the feed's own id for it, else by its key, else by where its page was found.
std::optional<Present> Writer::Impl::present(const Incoming& in) {
  if (in.feed != 0 && !in.article.guid.empty()) {
    auto found = read_present(find_article_by_guid.bind(in.feed, in.article.guid));
    if (found && is_same(in, *found)) return found;
  }
  if (auto found = read_present(find_article.bind(in.key))) return found;
  if (in.key == in.place) {
    auto found = read_present(find_article_by_address.bind(in.place));
    if (found) found->by_address = true;
    return found;
  }
  auto found = read_present(find_article.bind(in.place));
  return found && found->id == in.last_article && is_own(in, *found) ? found : std::nullopt;
}

bool Writer::Impl::is_same(const Incoming& in, const Present& found) {
  const bool same_place =
      found.canonical_url == in.key || text::canonical_url(found.article.url) == in.place;
  if (!same_place) return same_item(in.article, found.article);
  const bool told_apart = in.key != in.place;
  return !told_apart || found.canonical_url != in.place || is_own(in, found);
}

/// Of items that share a URL, one may have the article whose key that URL is: it was alone there at
/// first.  An archive of before holds all of them in that article; it stays with the one whose
/// version it shows.
bool Writer::Impl::is_own(const Incoming& in, const Present& found) {
  if (in.last_revision == found.revision) return true;
  const Origin& origin = in.capture.origin;
  other_claims.bind(roots.id(origin.root), static_cast<int>(origin.kind), found.id, origin.path);
  const ResetGuard guard(other_claims);
  return !other_claims.step();
}

void Writer::Impl::remember_item(const Incoming& in, std::int64_t article_id,
                                 const std::string& key) {
  if (in.feed == 0) return;
  const std::string& id = in.article.guid.empty() ? key : in.article.guid;
  insert_guid.bind(in.feed, id, article_id).run();
  if (database.changed_rows() > 0)
    feeds.note_arrival(in.feed, order_date(in.article, in.seen), in.seen);
}

/// Where redirects led to, unless that is an article of its own.
void Writer::Impl::remember_address(const Incoming& in, std::int64_t article_id) {
  if (in.capture.origin.kind != OriginKind::kPage || in.capture.final_url.empty()) return;
  const std::string address = text::canonical_url(in.capture.final_url);
  if (address == in.place) return;
  url_taken.bind(address);
  const ResetGuard guard(url_taken);
  if (!url_taken.step()) insert_address.bind(address, article_id).run();
}

}  // namespace jianbao::store
