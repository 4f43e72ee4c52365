#pragma once

#include <string>

namespace jianbao::store {

/// Writes into a lock file who holds it: this process.  The words are for people and for
/// read_owner(); the flock alone decides who owns.
void write_owner(int fd);

/// Takes the words back, before the lock is given up.
void erase_owner(int fd);

/// "process 4242, since 2026-05-15T00:48:57Z"; empty unless that process runs and is the one that
/// wrote the words: it may have died, and its number may be another's by now.
std::string read_owner(int fd);

}  // namespace jianbao::store
