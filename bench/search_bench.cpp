// Search at scale: inside one process, as whole processes, and beside other ways to search.
//
//   bench_search JIANBAO ARCHIVE [--articles FOLDER] [--queries FILE] [--build N] [--recoll N]
//   bench_search JIANBAO ARCHIVE QUERY...
//
// With QUERY, the whole-process table of these queries alone.  Otherwise every table: of the
// classes of queries in FILE (one a line, "name<TAB>query"), or of classes whose words are chosen
// from the archive.  ripgrep and recoll need the FOLDER that the archive was made from.  --build
// and
// --recoll say over how many articles an index is built to measure the rate.

#include <fmt/format.h>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "index_build.h"
#include "limits.h"
#include "peers.h"
#include "query_classes.h"
#include "timing.h"

namespace {

using namespace jianbao;

struct Request {
  std::string program;
  std::string archive;
  std::string articles;
  std::string queries;
  std::int64_t build = 20'000;
  std::size_t recoll = 3'000;
  std::vector<bench::QueryClass> typed;
};

std::optional<Request> read_request(const std::vector<std::string>& words) {
  if (words.size() < 2) return std::nullopt;
  Request request;
  request.program = words[0];
  request.archive = words[1];
  for (std::size_t i = 2; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool option =
        word == "--articles" || word == "--queries" || word == "--build" || word == "--recoll";
    if (!option) {
      request.typed.push_back({"typed", word, {}});
      continue;
    }
    if (++i == words.size()) return std::nullopt;
    if (word == "--articles") request.articles = words[i];
    if (word == "--queries") request.queries = words[i];
    if (word == "--build") request.build = std::stoll(words[i]);
    if (word == "--recoll") request.recoll = std::stoul(words[i]);
  }
  return request;
}

void print_peers(const bench::Launcher& launcher, const Request& request, const bench::Ours& ours) {
  bench::print_like(request.archive, ours);
  if (request.articles.empty()) return fmt::print("No --articles: no ripgrep, no recoll\n\n");
  bench::print_ripgrep(launcher, request.articles, ours);
  bench::print_recoll(launcher, request.articles, request.recoll, ours);
}

void run(const bench::Launcher& launcher, const Request& request) {
  if (!request.typed.empty()) {
    bench::print_processes(launcher, request.program, request.archive, request.typed);
    return;
  }
  const store::Archive archive(request.archive);
  const std::vector<bench::QueryClass> classes =
      request.queries.empty() ? bench::choose_classes(request.archive, archive)
                              : bench::read_classes(request.queries);
  const std::vector<bench::InProcess> inside = bench::print_in_process(archive, classes);
  const bench::Processes processes =
      bench::print_processes(launcher, request.program, request.archive, classes);
  bench::IndexCost index;
  index.share = bench::print_index_size(request.archive);
  index.rate = bench::print_index_build(request.archive, request.build);
  bench::print_limits(classes, inside, processes, index);
  print_peers(launcher, request, {classes, inside, processes});
}

}  // namespace

int main(int argc, char** argv) {
  const std::optional<Request> request = read_request({argv + 1, argv + argc});
  if (!request) {
    fmt::print(stderr,
               "usage: bench_search JIANBAO ARCHIVE [--articles FOLDER] [--queries FILE]"
               " [--build N] [--recoll N] [QUERY...]\n");
    return 2;
  }
  try {
    const bench::Launcher launcher;
    setvbuf(stdout, nullptr, _IOLBF, 0);
    run(launcher, *request);
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_search: {}\n", error.what());
    return 4;
  }
  return 0;
}
