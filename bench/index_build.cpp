#include "index_build.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <vector>

#include "database.h"
#include "measure.h"
#include "scratch.h"

namespace jianbao::bench {

namespace {

constexpr int kBuilds = 3;
constexpr const char* kTextBytes =
    "SELECT sum(length(CAST(title AS BLOB)) + length(CAST(text AS BLOB))) FROM article";

double megabytes(std::int64_t bytes) {
  return static_cast<double>(bytes) / 1e6;
}

/// Pages of all tables of the index.
std::int64_t index_bytes(Database& database) {
  std::int64_t bytes = 0;
  for (const char* table : {"data", "idx", "docsize", "config"}) {
    bytes += database.integer("SELECT sum(pgsize) FROM dbstat WHERE name = ?",
                              std::string("article_fts_") + table);
  }
  return bytes;
}

/// Copies articles into a file that is set up as the archive and its writer are.
void copy_articles(const std::string& from, const std::string& to, std::int64_t articles) {
  Database database(to, Database::Open::kWrite);
  database.execute("PRAGMA page_size=8192; PRAGMA journal_mode=WAL");
  database.execute("ATTACH '" + from + "' AS archive");
  database.execute(
      "CREATE TABLE article(id INTEGER PRIMARY KEY, sort_key INTEGER NOT NULL UNIQUE,"
      " title TEXT NOT NULL, text TEXT NOT NULL);"
      "INSERT INTO article(sort_key, title, text) SELECT sort_key, title, text FROM"
      " (SELECT sort_key, title, text FROM archive.article ORDER BY sort_key DESC LIMIT " +
      std::to_string(articles) + ") ORDER BY sort_key");
}

/// The seconds of one build, in the statements that the archive would use.
double build(const std::string& file) {
  Database database(file, Database::Open::kWrite);
  database.execute(
      "PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
      "PRAGMA wal_autocheckpoint=16384; DROP TABLE IF EXISTS article_fts;"
      "CREATE VIRTUAL TABLE article_fts USING fts5(title, text, content='article',"
      " content_rowid='sort_key', tokenize='jianbao');"
      "INSERT INTO article_fts(article_fts, rank) VALUES('automerge', 0);"
      "INSERT INTO article_fts(article_fts, rank) VALUES('crisismerge', 128)");
  const auto start = std::chrono::steady_clock::now();
  database.execute("INSERT INTO article_fts(article_fts) VALUES('rebuild')");
  database.execute("INSERT INTO article_fts(article_fts) VALUES('optimize')");
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

double print_index_size(const std::string& file) {
  Database database(file, Database::Open::kRead);
  const std::int64_t text = database.integer(kTextBytes);
  const std::int64_t index = index_bytes(database);
  const double share = static_cast<double>(index) / static_cast<double>(text);
  fmt::print("Index {:.1f} MB over {:.1f} MB of titles and texts in {} articles: {:.3f}\n",
             megabytes(index), megabytes(text), database.integer("SELECT count(*) FROM article"),
             share);
  return share;
}

double print_index_build(const std::string& file, std::int64_t articles) {
  const Scratch scratch(std::filesystem::absolute(file).parent_path());
  const std::string copy = (scratch.path() / "copy.db").string();
  copy_articles(std::filesystem::absolute(file).string(), copy, articles);
  std::vector<double> wall;
  std::vector<double> cpu;
  for (int run = 0; run < kBuilds; ++run) {
    const Cost cost = run_in_child([&] { return build(copy); });
    wall.push_back(cost.own_s);
    cpu.push_back(cost.cpu_s);
  }
  const double text = megabytes(Database(copy, Database::Open::kRead).integer(kTextBytes));
  const double rate = text / median(wall);
  fmt::print(
      "Index over {:.1f} MB of the newest articles built in {:.2f} s, {:.2f} s of one core, ", text,
      median(wall), median(cpu));
  fmt::print("median of {}: {:.1f} MB/s\n\n", kBuilds, rate);
  return rate;
}

}  // namespace jianbao::bench
