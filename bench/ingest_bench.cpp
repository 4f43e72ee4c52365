// Whole ingest of a folder of article files beside what bare gumbo needs for the same bodies.
//
//   bench_ingest FOLDER [RUNS]
//
// Alternates, RUNS times (5): bare gumbo (max_errors=0, parse and destroy, files loaded before the
// clock starts, one thread); a first ingest into a new archive; a second, unchanged ingest.  Prints
// medians and ratios.  Every measurement is a process of its own.

#include <fmt/format.h>
#include <gumbo.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "jianbao/app/ingest.h"
#include "jianbao/formats/article_file.h"
#include "jianbao/formats/kind.h"
#include "measure.h"
#include "scratch.h"

namespace {

namespace fs = std::filesystem;
using namespace jianbao;

std::vector<std::string> load_bodies(const std::string& folder) {
  std::vector<std::string> bodies;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (formats::kind_of(bytes, entry.path().string()) != formats::Kind::kArticleFile) continue;
    bodies.emplace_back(formats::read_article_file(std::string_view(bytes)).body);
  }
  return bodies;
}

double bare_gumbo(const std::string& folder) {
  const std::vector<std::string> bodies = load_bodies(folder);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& body : bodies) {
    GumboOutput* output = gumbo_parse_with_options(&options, body.data(), body.size());
    gumbo_destroy_output(&options, output);
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double ingest_once(const std::string& folder, const std::string& archive) {
  app::IngestRequest request;
  request.archive = archive;
  request.sources = {folder};
  const auto start = std::chrono::steady_clock::now();
  const app::IngestReport report = app::ingest(request, system_now, {}, {});
  const double own =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (report.failed > 0) fmt::print(stderr, "{} files failed\n", report.failed);
  return own;
}

struct Samples {
  std::vector<double> wall, cpu, peak;
  void add(const bench::Cost& cost) {
    wall.push_back(cost.own_s);
    cpu.push_back(cost.cpu_s);
    peak.push_back(cost.peak_mib);
  }
};

void print_row(const char* name, const Samples& samples, double unit) {
  fmt::print("{:<28}{:>9.3f}{:>9.3f}{:>10.1f}{:>9.2f}\n", name, bench::median(samples.wall),
             bench::median(samples.cpu), bench::median(samples.peak),
             bench::median(samples.wall) / unit);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: bench_ingest FOLDER [RUNS]\n");
    return 2;
  }
  const std::string folder = argv[1];
  const int runs = argc > 2 ? std::atoi(argv[2]) : 5;
  const bench::Scratch scratch(fs::temp_directory_path());
  Samples gumbo, first, second;
  for (int run = 0; run < runs; ++run) {
    const std::string archive = (scratch.path() / (std::to_string(run) + ".db")).string();
    gumbo.add(bench::run_in_child([&] { return bare_gumbo(folder); }));
    first.add(bench::run_in_child([&] { return ingest_once(folder, archive); }));
    second.add(bench::run_in_child([&] { return ingest_once(folder, archive); }));
    fs::remove(archive);
  }
  const double unit = bench::median(gumbo.wall);
  fmt::print("{:<28}{:>9}{:>9}{:>10}{:>9}\n", "median of " + std::to_string(runs), "wall s",
             "cpu s", "peak MiB", "ratio");
  print_row("bare gumbo, one core", gumbo, unit);
  print_row("ingest, new archive", first, unit);
  print_row("ingest, nothing new", second, unit);
  fmt::print("second / first: {:.3f}\n", bench::median(second.wall) / bench::median(first.wall));
  return 0;
}
