#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/app/log.h"
#include "jianbao/formats/record_writer.h"
#include "jianbao/store/archive.h"

namespace jianbao::app {

/// Writes the selected articles as records; returns how many.  Memory does not grow with them.
std::size_t export_records(const store::Archive& archive, const store::Selection& selection,
                           const std::vector<std::string_view>& fields,
                           formats::RecordFormat format, const formats::Sink& sink,
                           formats::WriterOptions options);

/// Gives article files back into `folder`, which must be empty or missing: what came from files
/// byte for byte under its own path, what came from feeds and pages as SOURCE/ID.md.  Paths that
/// collide get their root's name as first folder; none leaves `folder`.  Returns how many files
/// were written; nothing if `stop` ended it, and then nothing is left behind.
/// @throws Error(kStorage), Error(kUsage) if the folder holds something.
std::optional<std::size_t> export_article_files(const store::Archive& archive,
                                                const std::string& folder, const Listener& listener,
                                                const std::stop_token& stop = {});

}  // namespace jianbao::app
