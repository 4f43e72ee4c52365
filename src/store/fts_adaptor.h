#pragma once

struct sqlite3;
struct fts5_api;

namespace jianbao::store {

/// What FTS5 offers to extensions of a connection; null if it has no FTS5.
fts5_api* fts_api(sqlite3* connection) noexcept;

/// Makes `tokenize='jianbao'` known to a connection's FTS5: text::tokenize behind FTS5's tokenizer
/// interface (https://www.sqlite.org/fts5.html#custom_tokenizers).  Returns SQLite's code;
/// SQLITE_NOTFOUND if the connection has no FTS5.
///
/// In documents symbols and notes (text::TokenSink::beside) are tokens at the place of the token
/// before them, so they part no phrase and count in no length; the one that comes first of all
/// takes a place of its own, because FTS5 counts the first token in any case.  A query asks for a
/// symbol only where there is nothing else: then the first one is the token.
int register_fts_tokenizer(sqlite3* connection) noexcept;

}  // namespace jianbao::store
