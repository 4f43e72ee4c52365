#include "timing.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "measure.h"

namespace jianbao::bench {

namespace {

/// Articles among which a page by date must be found fast.
constexpr std::int64_t kNewest = 20'000;

/// What takes longer than this in all is run fewer times.
constexpr double kLongestMs = 8'000;
constexpr int kFewestRuns = 3;

store::Selection selection_of(const search::Plan& plan) {
  store::Selection where;
  where.match = plan.match;
  where.condition = plan.condition;
  return where;
}

/// Page one as run() makes it, without the count.
std::size_t read_page(const store::Archive& archive, const search::Plan& plan) {
  store::Selection where = selection_of(plan);
  where.limit = kPage;
  const search::Highlighter highlighter(plan.highlights);
  std::size_t shown = 0;
  archive.select(where, true, [&](store::StoredArticle&& found) {
    const std::size_t columns = search::Options().snippet_columns;
    shown += highlighter.snippet(found.article.text, columns).text.size();
    shown += highlighter.marks(found.article.title).size();
    return true;
  });
  return shown;
}

search::Results run_page(const store::Archive& archive, const std::string& query,
                         store::Sort sort) {
  store::Selection where;
  where.limit = kPage;
  where.sort = sort;
  return search::run(archive, query, where);
}

bool page_among_newest(const store::Archive& archive, store::Selection where) {
  where.from_key = archive.tally({}, kNewest - 1).key;
  return archive.count(where) >= kPage;
}

/// Median of what `measure` returns, which is milliseconds.
double median_of(const std::function<double()>& measure) {
  measure();
  std::vector<double> times;
  double spent = 0;
  for (int run = 0; run < kRuns && (run < kFewestRuns || spent < kLongestMs); ++run) {
    times.push_back(measure());
    spent += times.back();
  }
  return median(times);
}

double milliseconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

/// Takes turns between the process and `inside`, which returns milliseconds: a machine that is busy
/// for a while is busy for both.
ProcessCost time_process(const Launcher& launcher, const std::vector<std::string>& command,
                         const std::function<double()>& inside) {
  ProcessCost cost;
  std::vector<double> cpu;
  std::vector<double> beside;
  std::vector<double> more;
  cost.wall_ms = median_of([&] {
    beside.push_back(inside());
    const double whole = milliseconds_of([&] {
      const Cost once = launcher.run(command).cost;
      cpu.push_back(once.cpu_s * 1000);
      cost.peak_mib = std::max(cost.peak_mib, once.peak_mib);
    });
    more.push_back(whole - beside.back());
    return whole;
  });
  cost.cpu_ms = median(cpu);
  cost.inside_ms = median(beside);
  cost.more_ms = median(more);
  return cost;
}

}  // namespace

double median_ms(const std::function<void()>& work) {
  return median_of([&] { return milliseconds_of(work); });
}

std::int64_t count(const store::Archive& archive, const std::string& query) {
  return archive.count(selection_of(search::compile(search::parse(query), query)));
}

InProcess time_query(const store::Archive& archive, const std::string& query) {
  const search::Plan plan = search::compile(search::parse(query), query);
  InProcess cost;
  cost.hits = archive.count(selection_of(plan));
  cost.dense = page_among_newest(archive, selection_of(plan));
  cost.count_ms = median_ms([&] { archive.count(selection_of(plan)); });
  cost.newest_ms = median_ms([&] { read_page(archive, plan); });
  cost.relevance_ms = median_ms([&] { run_page(archive, query, store::Sort::kRelevance); });
  cost.run_ms = median_ms([&] { run_page(archive, query, store::Sort::kNewest); });
  return cost;
}

std::vector<InProcess> print_in_process(const store::Archive& archive,
                                        const std::vector<QueryClass>& classes) {
  fmt::print("Inside the process, milliseconds, median of {}\n", kRuns);
  fmt::print("{:>9}{:>9}{:>9}{:>11}{:>9}{:>7}  {}\n", "hits", "count", "by date", "relevance",
             "run()", "dense", "query");
  std::vector<InProcess> all;
  for (const QueryClass& each : classes) {
    const InProcess cost = time_query(archive, each.query);
    fmt::print("{:>9}{:>9.2f}{:>9.2f}{:>11.2f}{:>9.2f}{:>7}  {}: {}\n", cost.hits, cost.count_ms,
               cost.newest_ms, cost.relevance_ms, cost.run_ms, cost.dense ? "yes" : "no", each.name,
               each.query);
    all.push_back(cost);
  }
  fmt::print("\n");
  return all;
}

Processes print_processes(const Launcher& launcher, const std::string& program,
                          const std::string& file, const std::vector<QueryClass>& classes) {
  fmt::print("Whole processes, page one as JSON, milliseconds, median of {}\n", kRuns);
  fmt::print("{:>9}{:>9}{:>9}{:>9}{:>10}  {}\n", "process", "inside", "more", "CPU", "peak MiB",
             "query");
  Processes all;
  const auto print = [](const ProcessCost& cost, const std::string& what) {
    fmt::print("{:>9.2f}{:>9.2f}{:>9.2f}{:>9.2f}{:>10.1f}  {}\n", cost.wall_ms, cost.inside_ms,
               cost.more_ms, cost.cpu_ms, cost.peak_mib, what);
  };
  print(time_process(launcher, {program, "--version"}, [] { return 0.0; }), "--version");
  for (const QueryClass& each : classes) {
    const std::vector<std::string> command{program,    "--db", file,      "search",
                                           "--format", "json", each.query};
    all.push_back(time_process(launcher, command, [&] {
      const store::Archive archive(file);
      return milliseconds_of([&] { run_page(archive, each.query, store::Sort::kNewest); });
    }));
    print(all.back(), each.name + ": " + each.query);
  }
  fmt::print("\n");
  return all;
}

}  // namespace jianbao::bench
