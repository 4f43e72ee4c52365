#pragma once

struct sqlite3;

namespace jianbao::store {

/// Makes `tokenize='jianbao'` known to a connection's FTS5: text::tokenize behind FTS5's tokenizer
/// interface (https://www.sqlite.org/fts5.html#custom_tokenizers).  Returns SQLite's code;
/// SQLITE_NOTFOUND if the connection has no FTS5.
///
/// In documents a symbol is a token at the place of the token before it, so it parts no phrase and
/// counts in no length; it takes a place of its own only where it comes first, because FTS5 counts
/// the first token in any case.  In a query it would be a synonym, so queries ask for a symbol only
/// where there is nothing else: then the first one is the token.
int register_fts_tokenizer(sqlite3* connection) noexcept;

}  // namespace jianbao::store
