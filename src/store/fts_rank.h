#pragma once

namespace jianbao::store {

class Database;

/// The name under which SQL ranks matches: jianbao_rank(article_fts, weight of the text, weight of
/// the title).  Smaller is better.
inline constexpr const char* kRankFunction = "jianbao_rank";

/// Makes jianbao_rank known to a connection's FTS5.  @throws Error(kStorage).
///
/// It orders as FTS5's bm25() does (Robertson and Zaragoza, "The Probabilistic Relevance Framework:
/// BM25 and Beyond", 2009; k1 = 1.2, b = 0.75), but bm25() reads the matches of every phrase once
/// more to learn how rare it is, which decides nothing where there is one phrase.
void register_rank(const Database& database);

}  // namespace jianbao::store
