#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jianbao::text {

/// What must stay together when text is cut: a character with the marks that follow it, what
/// joiners tie to it, a flag.
struct Cluster {
  std::size_t end;
  std::size_t columns;
};

/// The cluster that begins at `at`, which is less than the size.
Cluster next_cluster(std::string_view utf8, std::size_t at);

/// Columns a terminal gives to the text: 2 for East Asian wide and full-width and emoji, 0 for
/// combining marks and ignorables, 1 for the rest (UAX #11).
std::size_t columns(std::string_view utf8);

/// Cuts to at most `max` columns, with "…" (one column) at the end where something was cut.  Never
/// splits a character.
std::string fit(std::string_view utf8, std::size_t max);

/// fit(), then spaces up to exactly `width` columns.
std::string pad(std::string_view utf8, std::size_t width);

}  // namespace jianbao::text
