#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "jianbao/core/timestamp.h"
#include "jianbao/formats/kind.h"

namespace jianbao::app {

/// A file that an ingest found, before it was read as a whole.
struct FoundFile {
  std::string file;  ///< how to open it
  std::string root;  ///< absolute folder that it is counted under
  std::string path;  ///< below root, '/' between the parts
  std::uint64_t size = 0;
  formats::Kind kind = formats::Kind::kUnknown;
  std::optional<Timestamp> date;  ///< what orders it, from its first bytes
};

struct FileList {
  std::vector<FoundFile> found;  ///< by date, undated last, then by path
  std::vector<std::string> ignored;
  std::vector<std::string> failed;  ///< one line each that names the file and says why
};

/// Every file below a folder, hidden ones and symbolic links to folders left out.  Reads the first
/// 4 KiB of each.  What is no article file, page or feed is ignored; an empty file that is named
/// like one has failed, and so has a folder that cannot be read.
/// @throws Error(kInput) if the system refuses the folder's name.
FileList list_folder(const std::string& folder);

/// The same for one named file, whatever it holds.  @throws Error(kInput) that says why not.
FoundFile look_at_file(const std::string& file);

/// Reads a whole file.  @throws Error(kInput) that says why not; Error(kLimit) over `max_bytes`.
void read_file(const std::string& file, std::size_t max_bytes, std::string& bytes);

}  // namespace jianbao::app
