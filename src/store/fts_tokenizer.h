#pragma once

namespace jianbao::store {

class Database;

/// Registers the tokenizer (fts_adaptor.h) on a connection.  @throws Error(kStorage).
void register_tokenizer(const Database& database);

}  // namespace jianbao::store
