#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "jianbao/app/transfers.h"
#include "jianbao/core/limits.h"
#include "jianbao/extract/extractor.h"

namespace jianbao::app {

struct ExtractRequest {
  std::vector<std::string> sources;  ///< files, folders, URLs, "-"
  std::string url;                   ///< where a single file came from; may be empty
  /// The bytes of a file, or of standard input for "-"; called in any thread.
  /// @throws Error that names the file.
  std::function<std::string(const std::string& file)> read;
  bool explain = false;                                  ///< fills ExtractedPage::why
  std::optional<extract::MarkupFormat> markup;           ///< fills ExtractedPage::body
  std::shared_ptr<const extract::SiteRules> site_rules;  ///< may be null
  /// Pages at one time; 0: as many as there are processors, of URLs as many as transfers.
  unsigned workers = 0;
  Transfers transfers;
  Limits limits;
};

/// What came of one source.
struct ExtractedPage {
  std::string source;   ///< the file, below the folder that was named; the URL; "-"
  std::string failure;  ///< one line; if not empty, the rest says nothing
  extract::Page page;
  extract::Explanation why;
  std::string body;  ///< extract::BodyMarkup::text
};

using PageSink = std::function<void(ExtractedPage&&)>;

/// Reads pages in several threads and hands them over in the order of the sources, those of a
/// folder by their names (hidden files, and names that end in none of .html, .htm, .xhtml, .shtml,
/// nor in one of these and .gz, left out).  What gzip packed is unpacked; a page that cannot be had
/// or read, and what is no text or a feed, is handed over with its failure and stops nothing.
/// Memory is bounded by the number of threads.
/// @return how many sources there were, pages and what could not be listed.
/// @throws what `sink` throws.
std::size_t extract_pages(const ExtractRequest& request, const PageSink& sink,
                          const std::stop_token& stop);

}  // namespace jianbao::app
