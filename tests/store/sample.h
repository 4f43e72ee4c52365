#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jianbao/store/archive.h"
#include "jianbao/store/writer.h"

namespace jianbao::store::test {

/// An article with the given URL, title and text, dated by its header.
Article article(const std::string& url, const std::string& title, const std::string& text,
                std::int64_t header_ms = 1'700'000'000'000);

/// A feed's settings that say its source alone.
FeedSettings in_source(const std::string& name);

/// A file's capture with the given path and bytes.
Capture file_capture(const std::string& path, const std::string& bytes);

/// Stores an article whose bytes are made of all that distinguishes it.
Stored put(Writer& writer, const Article& article, const std::string& path = "a.md",
           Timestamp seen = {1'750'000'000'000});

std::vector<std::int64_t> ids(const Archive& archive, const Selection& selection);

/// How many articles an FTS5 phrase finds.
std::int64_t hits(const Archive& archive, const std::string& phrase);

/// Runs one statement over a second connection of its own and gives the first column of the first
/// row.
std::string sql(const std::string& file, const std::string& statement);

}  // namespace jianbao::store::test
