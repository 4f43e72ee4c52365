// Feeds parsed inside one process: bare pugixml and feed::parse by turns over the same files.
//
//   bench_feed FILE...
//
// Prints lines "NAME: RATE": megabytes for each second of processor time, medians of nine rounds.
// bench/feed/feed_bench.py puts them beside whole processes and peers.

#include <fmt/format.h>

#include <ctime>
#include <fstream>
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
  std::string file;
  std::string url;
  std::string bytes;
};

std::vector<Document> load(const std::vector<std::string>& files) {
  std::vector<Document> documents;
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    documents.push_back(
        {file, "https://news.example/" + file, {std::istreambuf_iterator<char>(in), {}}});
  }
  return documents;
}

/// What pugixml does with a file that somebody has read, with its usual flags.
void parse_bare(const Document& document) {
  pugi::xml_document xml;
  xml.load_buffer(document.bytes.data(), document.bytes.size());
}

void parse_file(const Document& document) {
  pugi::xml_document xml;
  xml.load_file(document.file.c_str());
}

void parse_feed(const Document& document) {
  feed::parse(document.bytes, {.base_url = document.url});
}

double seconds(const std::vector<Document>& documents, void (*parse)(const Document&)) {
  const std::clock_t start = std::clock();
  for (const Document& document : documents) parse(document);
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<Document> documents = load({argv + 1, argv + argc});
  double megabytes = 0;
  for (const Document& document : documents) {
    megabytes += static_cast<double>(document.bytes.size()) / 1e6;
  }
  std::vector<double> bare, from_file, ours;
  for (int round = 0; round < kRounds; ++round) {
    bare.push_back(seconds(documents, parse_bare));
    from_file.push_back(seconds(documents, parse_file));
    ours.push_back(seconds(documents, parse_feed));
  }
  fmt::print("pugixml, in memory: {:.1f}\n", megabytes / bench::median(bare));
  fmt::print("pugixml, from files: {:.1f}\n", megabytes / bench::median(from_file));
  fmt::print("feed::parse: {:.1f}\n", megabytes / bench::median(ours));
  return documents.empty() ? 2 : 0;
}
