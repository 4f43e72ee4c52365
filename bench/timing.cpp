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
  std::size_t shown = 0;
  archive.select(where, true, [&](store::StoredArticle&& found) {
    shown += search::snippet(found.article.text, plan.highlights, search::Options().snippet_columns)
                 .text.size();
    shown += search::find_marks(found.article.title, plan.highlights).size();
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
  where.from_key = archive.key_at({}, kNewest - 1);
  return archive.count(where) >= kPage;
}

ProcessCost time_process(const Launcher& launcher, const std::vector<std::string>& command) {
  ProcessCost cost;
  std::vector<double> cpu;
  cost.wall_ms = median_ms([&] {
    const Cost once = launcher.run(command).cost;
    cpu.push_back(once.cpu_s * 1000);
    cost.peak_mib = std::max(cost.peak_mib, once.peak_mib);
  });
  cost.cpu_ms = median(cpu);
  return cost;
}

}  // namespace

double median_ms(const std::function<void()>& work) {
  work();
  std::vector<double> times;
  double spent = 0;
  for (int run = 0; run < kRuns && (run < kFewestRuns || spent < kLongestMs); ++run) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    times.push_back(took.count());
    spent += took.count();
  }
  return median(times);
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
                          const std::string& file, const std::vector<QueryClass>& classes,
                          const std::vector<InProcess>& inside) {
  fmt::print("Whole processes, page one as JSON, milliseconds, median of {}\n", kRuns);
  fmt::print("{:>9}{:>9}{:>9}{:>9}{:>10}  {}\n", "process", "inside", "more", "CPU", "peak MiB",
             "query");
  Processes all;
  const ProcessCost floor = time_process(launcher, {program, "--version"});
  fmt::print("{:>9.2f}{:>27.2f}{:>10.1f}  {}\n", floor.wall_ms, floor.cpu_ms, floor.peak_mib,
             "--version");
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const QueryClass& each = classes[i];
    const ProcessCost cost =
        time_process(launcher, {program, "--db", file, "search", "--format", "json", each.query});
    const std::string beside = inside.empty() ? fmt::format("{:>18}", "")
                                              : fmt::format("{:>9.2f}{:>9.2f}", inside[i].run_ms,
                                                            cost.wall_ms - inside[i].run_ms);
    fmt::print("{:>9.2f}{}{:>9.2f}{:>10.1f}  {}: {}\n", cost.wall_ms, beside, cost.cpu_ms,
               cost.peak_mib, each.name, each.query);
    all.push_back(cost);
  }
  fmt::print("\n");
  return all;
}

}  // namespace jianbao::bench
