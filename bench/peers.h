#pragma once

#include <string>
#include <vector>

#include "timing.h"

namespace jianbao::bench {

/// What the other ways of searching are compared with.
struct Ours {
  const std::vector<QueryClass>& classes;
  const std::vector<InProcess>& inside;
  const Processes& processes;
};

/// ripgrep over the articles as files, for the classes that are one word.
void print_ripgrep(const Launcher& launcher, const std::string& articles, const Ours& ours);

/// SQLite's LIKE over the texts of the archive.
void print_like(const std::string& file, const Ours& ours);

/// recoll over the first `most` files of the folder: the time to index them, and queries.
void print_recoll(const Launcher& launcher, const std::string& articles, std::size_t most,
                  const Ours& ours);

}  // namespace jianbao::bench
