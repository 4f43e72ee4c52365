#pragma once

#include <cstddef>
#include <string>

namespace jianbao::cli {

/// The bytes of a file, or of standard input for "-".
/// @throws Error(kInput) if it cannot be read; Error(kLimit) if it holds more than `max_bytes`.
std::string read_input(const std::string& file, std::size_t max_bytes);
/// The same into a text that was used before: fresh memory for many large files takes longer than
/// reading them.
void read_input(const std::string& file, std::size_t max_bytes, std::string& bytes);

/// Checks the value of --url, the address that a document came from; empty if it was not given.
/// @throws Error(kUsage) if it has no scheme, another one than http, https and file, which lead
/// nowhere that links could be relative to, or is one of http without a host.
void check_origin(const std::string& url);

/// How a file is called in messages: its name, or "standard input" for "-".
std::string input_name(const std::string& file);

}  // namespace jianbao::cli
