#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace jianbao::store {

/// Everything that can be verified about an archive file: SQLite's structure, references, the
/// full-text index against the text, kept bytes against their hashes.  One line for each fault;
/// empty if all is well.  Reads the whole file.  @throws Error(kStorage) if it cannot be opened;
/// Error(kBusy) if somebody writes to it for longer than `patience`.
std::vector<std::string> check_archive(
    const std::string& file, std::chrono::milliseconds patience = std::chrono::seconds(5));

}  // namespace jianbao::store
