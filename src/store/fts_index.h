#pragma once

#include <cstdint>

namespace jianbao::store {

class Database;

/// True if the index was built under the tokenizer's present rules.
bool index_is_current(Database& database);

/// Notes that it was.
void stamp_index(Database& database);

/// For a reader that is about to use the index.  @throws Error(kStorage) if it is not current, with
/// the command that mends it.
void require_current_index(Database& database);

/// What a writer does when it opens an archive: FTS5's persistent settings as ours, whatever
/// another program or a killed bulk load left there; an index of other rules built again, because
/// adding to it would make it wrong.  Writes nothing where all is right.  Returns true if it was
/// built again.
bool bring_index_up_to_date(Database& database);

/// Builds the index from the articles, in one transaction, and merges it.
void rebuild_index(Database& database);

/// Merges all segments of the index into one.
void merge_whole_index(Database& database);

/// Merges after `added` articles: all segments if those are a good part of the archive, else a
/// bounded number of pages.
void merge_index_after(Database& database, std::int64_t added);

}  // namespace jianbao::store
