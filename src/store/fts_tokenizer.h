#pragma once

namespace jianbao::store {

class Database;

/// Makes `tokenize='jianbao'` known to a connection's FTS5: text::tokenize behind FTS5's tokenizer
/// interface (https://www.sqlite.org/fts5.html#custom_tokenizers).  @throws Error(kStorage).
void register_tokenizer(const Database& database);

}  // namespace jianbao::store
