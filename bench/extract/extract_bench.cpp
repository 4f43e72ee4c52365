// How fast whole pages are read, beside what bare gumbo needs for the same bytes.
//
//   bench_extract FOLDER [RUNS]
//
// Alternates, RUNS times (5), each in a process of its own, with the pages of FOLDER loaded and
// decoded before the clock starts: bare gumbo (max_errors=0, parse and destroy), and
// Extractor::page.  Prints one line each: name, pages, bytes, median seconds, peak MiB.

#include <fmt/format.h>
#include <gumbo.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "../measure.h"
#include "jianbao/core/error.h"
#include "jianbao/extract/extractor.h"
#include "jianbao/text/charset.h"

namespace {

namespace fs = std::filesystem;
using namespace jianbao;
using Clock = std::chrono::steady_clock;

std::vector<std::string> load_pages(const std::string& folder) {
  std::vector<std::string> pages;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    pages.push_back(text::decode(bytes).utf8);
  }
  return pages;
}

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double bare_gumbo(const std::vector<std::string>& pages) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto start = Clock::now();
  for (const std::string& page : pages) {
    GumboOutput* output = gumbo_parse_with_options(&options, page.data(), page.size());
    gumbo_destroy_output(&options, output);
  }
  return seconds_since(start);
}

double extract_pages(const std::vector<std::string>& pages) {
  extract::Extractor extractor;
  std::size_t refused = 0;
  const auto start = Clock::now();
  for (const std::string& page : pages) {
    try {
      static_cast<void>(extractor.page(page, "https://example.org/a"));
    } catch (const Error&) {
      ++refused;
    }
  }
  const double seconds = seconds_since(start);
  if (refused > 0) fmt::print(stderr, "{} pages refused\n", refused);
  return seconds;
}

struct Samples {
  std::vector<double> seconds;
  double peak_mib = 0;
  void add(const bench::Cost& cost) {
    seconds.push_back(cost.own_s);
    peak_mib = std::max(peak_mib, cost.peak_mib);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: bench_extract FOLDER [RUNS]\n");
    return 2;
  }
  const std::vector<std::string> pages = load_pages(argv[1]);
  const int runs = argc > 2 ? std::atoi(argv[2]) : 5;
  std::size_t bytes = 0;
  for (const std::string& page : pages) bytes += page.size();
  Samples gumbo;
  Samples ours;
  for (int run = 0; run < runs; ++run) {
    gumbo.add(bench::run_in_child([&] { return bare_gumbo(pages); }));
    ours.add(bench::run_in_child([&] { return extract_pages(pages); }));
  }
  const auto print = [&](const char* name, const Samples& samples) {
    fmt::print("{}\t{}\t{}\t{:.4f}\t{:.1f}\n", name, pages.size(), bytes,
               bench::median(samples.seconds), samples.peak_mib);
  };
  print("bare gumbo", gumbo);
  print("jianbao", ours);
  return 0;
}
