#pragma once

#include <string>

#include "jianbao/core/article.h"
#include "jianbao/store/pack.h"

namespace jianbao::store {

/// What makes two versions of an article the same: title, text, URL but for its fragment, and
/// dates, as stored.
Digest version_hash(const Article& article);

/// What differs: "title", "text", "date", "url", joined by commas; "" if nothing does.
std::string what_changed(const Article& before, const Article& after);

/// True if `incoming` is dated before `present`.  Undated versions count as new: the order of
/// arrival decides.
bool is_older(const Article& incoming, const Article& present);

/// True if two articles that a feed gave under one guid and two URLs are one: the title is the same
/// (the date, where neither has a title), or a text that is long enough to be the article's own.  A
/// date alone says nothing: what is published together shares it.
bool same_item(const Article& incoming, const Article& present);

}  // namespace jianbao::store
