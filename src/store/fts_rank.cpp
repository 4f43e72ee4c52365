#include "store/fts_rank.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "store/fts_adaptor.h"
#include "store/sqlite.h"

namespace jianbao::store {

namespace {

constexpr double kSaturation = 1.2;
constexpr double kLengthShare = 0.75;
/// What a phrase in more than half of all articles counts for, as in FTS5.
constexpr double kLeastRarity = 1e-6;

/// FTS5's side of a call.
struct Match {
  const Fts5ExtensionApi* api;
  Fts5Context* context;
};

/// What is the same for all matches of a query.
struct Query {
  std::vector<double> rarity;  ///< of each phrase: its inverse document frequency
  double mean_length = 1;      ///< in tokens
};

/// Ends a function of FTS5 with its code.
struct Failure {
  int code;
};

void require(int code) {
  if (code != SQLITE_OK) throw Failure{code};
}

extern "C" {

static int count_match(const Fts5ExtensionApi*, Fts5Context*, void* count) noexcept {
  ++*static_cast<sqlite3_int64*>(count);
  return SQLITE_OK;
}

static void delete_query(void* query) noexcept {
  delete static_cast<Query*>(query);
}

}  // extern "C"

double rarity_of(const Match& match, int phrase, sqlite3_int64 articles) {
  sqlite3_int64 holding = 0;
  require(match.api->xQueryPhrase(match.context, phrase, &holding, count_match));
  const double held = static_cast<double>(holding) + 0.5;
  return std::max(kLeastRarity, std::log((static_cast<double>(articles - holding) + 0.5) / held));
}

std::unique_ptr<Query> learn(const Match& match) {
  sqlite3_int64 articles = 0;
  sqlite3_int64 tokens = 0;
  require(match.api->xRowCount(match.context, &articles));
  require(match.api->xColumnTotalSize(match.context, -1, &tokens));
  auto query = std::make_unique<Query>();
  query->mean_length = std::max(1.0, static_cast<double>(tokens)) /
                       static_cast<double>(std::max<sqlite3_int64>(1, articles));
  const int phrases = match.api->xPhraseCount(match.context);
  for (int i = 0; i < phrases; ++i)
    query->rarity.push_back(phrases == 1 ? 1.0 : rarity_of(match, i, articles));
  return query;
}

/// Learns at the first match; FTS5 keeps it until the query ends.
const Query& query_of(const Match& match) {
  if (const void* known = match.api->xGetAuxdata(match.context, 0))
    return *static_cast<const Query*>(known);
  Query* query = learn(match).release();
  // Where this fails FTS5 has deleted it.
  require(match.api->xSetAuxdata(match.context, query, delete_query));
  return *query;
}

/// The phrase's occurrences, each weighed by its column.
double occurrences(const Match& match, int phrase, std::span<const double> weights) {
  double sum = 0;
  Fts5PhraseIter at{};
  int column = 0;
  int place = 0;
  require(match.api->xPhraseFirst(match.context, phrase, &at, &column, &place));
  for (; column >= 0; match.api->xPhraseNext(match.context, &at, &column, &place)) {
    const auto index = static_cast<std::size_t>(column);
    sum += index < weights.size() ? weights[index] : 1.0;
  }
  return sum;
}

double score(const Match& match, std::span<const double> weights) {
  const Query& query = query_of(match);
  int length = 0;
  require(match.api->xColumnSize(match.context, -1, &length));
  const double relative = static_cast<double>(length) / query.mean_length;
  const double damping = kSaturation * (1 - kLengthShare + kLengthShare * relative);
  double sum = 0;
  for (std::size_t i = 0; i < query.rarity.size(); ++i) {
    const double found = occurrences(match, static_cast<int>(i), weights);
    sum += query.rarity[i] * found * (kSaturation + 1) / (found + damping);
  }
  return -sum;
}

extern "C" {

static void run_rank(const Fts5ExtensionApi* api, Fts5Context* fts, sqlite3_context* result,
                     int count, sqlite3_value** arguments) noexcept {
  try {
    std::array<double, 2> weights{1, 1};
    const std::size_t given = std::min(static_cast<std::size_t>(count), weights.size());
    for (std::size_t i = 0; i < given; ++i) weights[i] = sqlite3_value_double(arguments[i]);
    sqlite3_result_double(result, score({api, fts}, weights));
  } catch (const Failure& failure) {
    sqlite3_result_error_code(result, failure.code);
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(result);
  }
}

}  // extern "C"

}  // namespace

void register_rank(const Database& database) {
  fts5_api* api = fts_api(database.handle());
  const int code = api == nullptr
                       ? SQLITE_NOTFOUND
                       : api->xCreateFunction(api, kRankFunction, nullptr, run_rank, nullptr);
  if (code != SQLITE_OK) database.fail(code);
}

}  // namespace jianbao::store
