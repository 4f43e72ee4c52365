// Feeds parsed inside one process: bare pugixml and feed::parse by turns over the same files.
//
//   bench_feed FILE...
//
// Prints two lines, "NAME MB/s": medians of nine rounds.  bench/feed/feed_bench.py puts them beside
// whole processes and peers.

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "jianbao/feed/parse.h"
#include "measure.h"

namespace {

using namespace jianbao;

constexpr int kRounds = 9;

struct Document {
  std::string url;
  std::string bytes;
};

std::vector<Document> load(const std::vector<std::string>& files) {
  std::vector<Document> documents;
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    documents.push_back({"https://news.example/" + file, {std::istreambuf_iterator<char>(in), {}}});
  }
  return documents;
}

/// What pugixml does with a file that it has read: parsing in place, with its usual flags.
void parse_bare(const Document& document) {
  pugi::xml_document xml;
  xml.load_buffer(document.bytes.data(), document.bytes.size());
}

void parse_feed(const Document& document) {
  feed::parse(document.bytes, {.base_url = document.url});
}

double seconds(const std::vector<Document>& documents, void (*parse)(const Document&)) {
  const auto start = std::chrono::steady_clock::now();
  for (const Document& document : documents) parse(document);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<Document> documents = load({argv + 1, argv + argc});
  double megabytes = 0;
  for (const Document& document : documents) {
    megabytes += static_cast<double>(document.bytes.size()) / 1e6;
  }
  std::vector<double> bare, ours;
  for (int round = 0; round < kRounds; ++round) {
    bare.push_back(seconds(documents, parse_bare));
    ours.push_back(seconds(documents, parse_feed));
  }
  fmt::print("pugixml {:.1f}\n", megabytes / bench::median(bare));
  fmt::print("feed::parse {:.1f}\n", megabytes / bench::median(ours));
  return documents.empty() ? 2 : 0;
}
