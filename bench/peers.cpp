#include "peers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "database.h"
#include "scratch.h"

namespace jianbao::bench {

namespace {

namespace fs = std::filesystem;

void print_heading(const std::string& what, const std::string& peer, const std::string& ours) {
  fmt::print("{}, milliseconds, median of {}\n", what, kRuns);
  fmt::print("{:>9}{:>9}{:>9}{:>9}  {}\n", "finds", peer, ours, "ratio", "query");
}

void print_row(std::int64_t finds, double peer, double ours, const QueryClass& each) {
  fmt::print("{:>9}{:>9.2f}{:>9.2f}{:>9.2f}  {}: {}\n", finds, peer, ours, peer / ours, each.name,
             each.plain);
}

void write_link(const fs::path& target, const fs::path& link) {
  fs::create_directories(link.parent_path());
  fs::create_hard_link(target, link);
}

/// Hard links to the first files of a folder, in path order.  Returns their bytes.
std::uint64_t link_first(const std::string& articles, std::size_t most, const fs::path& to,
                         std::size_t& linked) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(articles)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  const std::size_t step = std::max<std::size_t>(1, files.size() / most);
  std::uint64_t bytes = 0;
  linked = 0;
  for (std::size_t i = 0; i < files.size() && linked < most; i += step, ++linked) {
    bytes += fs::file_size(files[i]);
    write_link(files[i], to / fs::relative(files[i], articles));
  }
  return bytes;
}

/// The folder that a folder lies in, however that is named ("files", "files/", ".").
fs::path folder_of(const std::string& name) {
  fs::path folder = fs::absolute(name).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  return folder.parent_path();
}

std::uint64_t bytes_below(const fs::path& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

}  // namespace

void print_ripgrep(const Launcher& launcher, const std::string& articles, const Ours& ours) {
  const std::string program = find_program("rg");
  if (program.empty()) return fmt::print("ripgrep is not installed\n\n");
  print_heading("ripgrep over the files beside a whole process", "rg -j2", "jianbao");
  for (std::size_t i = 0; i < ours.classes.size(); ++i) {
    const QueryClass& each = ours.classes[i];
    if (each.plain.empty()) continue;
    std::int64_t files = 0;
    const double took = median_ms([&] {
      files = launcher.run({program, "-lF", "-j2", "--", each.plain, articles}).lines;
    });
    print_row(files, took, ours.processes[i].wall_ms, each);
  }
  fmt::print("\n");
}

void print_like(const std::string& file, const Ours& ours) {
  Database database(file, Database::Open::kRead);
  print_heading("count(*) WHERE text LIKE beside run()", "LIKE", "jianbao");
  for (std::size_t i = 0; i < ours.classes.size(); ++i) {
    const QueryClass& each = ours.classes[i];
    if (each.plain.empty()) continue;
    std::int64_t found = 0;
    const double took = median_ms([&] {
      found = database.integer("SELECT count(*) FROM article WHERE text LIKE '%' || ? || '%'",
                               each.plain);
    });
    print_row(found, took, ours.inside[i].run_ms, each);
  }
  fmt::print("\n");
}

void print_recoll(const Launcher& launcher, const std::string& articles, std::size_t most,
                  const Ours& ours) {
  const std::string indexer = find_program("recollindex");
  const std::string program = find_program("recollq");
  if (indexer.empty() || program.empty()) return fmt::print("recoll is not installed\n\n");
  // Beside the articles: hard links do not reach other file systems.
  const Scratch scratch(folder_of(articles));
  const fs::path settings = scratch.path() / "recoll";
  const fs::path files = scratch.path() / "files";
  std::size_t linked = 0;
  const std::uint64_t bytes = link_first(articles, most, files, linked);
  fs::create_directories(settings);
  std::ofstream(settings / "recoll.conf")
      << "topdirs = " << files.string() << "\nloglevel = 1\nskippedNames =\nidxflushmb = 100\n";
  const Cost indexing = launcher.run({indexer, "-c", settings.string()}).cost;
  const auto megabytes = [](std::uint64_t size) { return static_cast<double>(size) / 1e6; };
  fmt::print("recoll over {} of the files, {:.1f} MB: indexed in {:.1f} s ({:.1f} MB/s, {:.0f} MiB",
             linked, megabytes(bytes), indexing.wall_s, megabytes(bytes) / indexing.wall_s,
             indexing.peak_mib);
  fmt::print(" at most), index {:.1f} MB\n", megabytes(bytes_below(settings / "xapiandb")));
  print_heading("recollq over these beside a whole process over all", "recollq", "jianbao");
  for (std::size_t i = 0; i < ours.classes.size(); ++i) {
    const QueryClass& each = ours.classes[i];
    if (each.plain.empty()) continue;
    std::int64_t shown = 0;
    const double took = median_ms([&] {
      shown =
          launcher.run({program, "-c", settings.string(), "-b", "-n", "0-20", each.plain}).lines;
    });
    print_row(shown, took, ours.processes[i].wall_ms, each);
  }
  fmt::print("\n");
}

}  // namespace jianbao::bench
