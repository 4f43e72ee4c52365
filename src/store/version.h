#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "jianbao/core/article.h"
#include "jianbao/store/pack.h"
#include "jianbao/store/records.h"

namespace jianbao::store {

/// What makes two versions of an article the same: title, text, URL but for its fragment, and
/// dates, as stored.
Digest version_hash(const Article& article);

/// What differs: "title", "text", "date", "url", joined by commas; "" if nothing does.
std::string what_changed(const Article& before, const Article& after);

/// What revision.changed holds where dates alone differ.
inline constexpr std::string_view kDateAlone = "date";

/// SQL: true if its feed made each of an article's last three versions, and of dates alone.
/// @param article  its id, as an expression.  @param made  selects the ids of the versions that the
/// feed made.
std::string re_dated(std::string_view article, std::string_view made);

/// True if `incoming` is dated before `present`.  Undated versions count as new: the order of
/// arrival decides.
bool is_older(const Article& incoming, const Article& present);

/// True if two articles that a feed gave under one guid and two URLs are one: the title is the same
/// (the date, where neither has a title), or a text that is long enough to be the article's own.  A
/// date alone says nothing: what is published together shares it.
bool same_item(const Article& incoming, const Article& present);

/// Where a text came from.
struct TextOrigin {
  OriginKind kind = OriginKind::kFile;
  std::int64_t root = 0;  ///< the id of the folder or feed
};

/// True if the clean text of a new version is to replace that which its article has.  What pages
/// and files say does.  A feed's text is often but a summary: where the present one is from
/// elsewhere (page, file, other feed), it gives way if it is clearly shorter, with less than three
/// quarters of the code points.  A feed's own text always follows the feed.
bool replaces_text(const TextOrigin& from, std::string_view text, const TextOrigin& present_from,
                   std::string_view present);

}  // namespace jianbao::store
