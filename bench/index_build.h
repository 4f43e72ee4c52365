#pragma once

#include <cstdint>
#include <string>

namespace jianbao::bench {

/// Prints the size of the index beside that of the texts it is over; returns index over text.
double print_index_size(const std::string& file);

/// Builds an index over the newest `articles` articles in a file of its own, three times; prints
/// and returns how many megabytes of text that took in a second on one core.
double print_index_build(const std::string& file, std::int64_t articles);

}  // namespace jianbao::bench
