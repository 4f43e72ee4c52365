#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "jianbao/core/timestamp.h"

namespace jianbao::test {

/// What a reader must find in one generated article file.
struct GeneratedFile {
  std::string path;     ///< relative to the folder, '/' between its parts
  std::string variant;  ///< "seed", "nan_header", "crlf" …: which oddity it shows
  std::string title;    ///< clean
  std::string url;
  std::string source;  ///< front matter's first category, else the first folder
  std::optional<Timestamp> header;
  /// The body's date, else the front matter's or the 日期： line's, else the header.
  std::optional<Timestamp> published;
  std::string image_url;  ///< "" where the body has no family lead
  std::string image_caption;
  std::string dateline;
  std::string text_start;  ///< how the clean text begins; "" if it has none
  std::string marker;      ///< a phrase that the text of no other URL holds; "" if it has no text
};

struct GeneratedArchive {
  std::vector<std::string> article_files;  ///< relative paths, sorted
  std::vector<std::string> ignored_files;  ///< visible files of no known kind, sorted
  std::vector<std::string> hidden_files;   ///< what a walk must not even count
  std::vector<GeneratedFile> expected;     ///< one for each of article_files, in the same order
};

/// Writes at least `articles` article files (rounded up so that every variant occurs at least
/// once), some ignored files and a hidden folder.  The same seed gives the same bytes.
/// `folder` is made if missing.
GeneratedArchive generate_archive(const std::filesystem::path& folder, std::size_t articles,
                                  unsigned seed);

}  // namespace jianbao::test
