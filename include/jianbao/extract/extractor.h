#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/core/limits.h"
#include "jianbao/core/timestamp.h"
#include "jianbao/extract/body_markup.h"
#include "jianbao/extract/explanation.h"
#include "jianbao/extract/site_rules.h"

namespace jianbao::extract {

/// Grows when the text of some document changes; kept with each capture, so that `reextract` knows
/// which articles an older extractor read.
inline constexpr int kExtractorVersion = 9;

/// The body of an article file or feed item.  Nothing is pruned; only the feed family's leading
/// date, lead image, caption and dateline are set apart.
struct Body {
  std::string text;      ///< clean text (docs/extraction.md)
  std::string dateline;  ///< "华盛顿"; empty if there is none
  /// Of the lead image, else of the body's first picture; absolute, image proxies undone.
  std::string image_url;
  std::string image_caption;
  std::optional<Timestamp> published;  ///< the date that leads the body
};

/// A whole web page: its main content and what its markup says about it.
struct Page {
  std::string url;    ///< canonical link, else the given one
  std::string title;  ///< without the site's tail
  std::vector<std::string> authors;
  std::optional<Timestamp> published;
  std::optional<int> published_offset;  ///< minutes east of Greenwich; absent: no zone is named
  std::optional<Timestamp> updated;
  std::optional<int> updated_offset;
  std::string language;  ///< BCP 47; empty if unknown
  std::string site_name;
  std::string section;
  std::vector<std::string> tags;
  std::string image_url;
  std::string image_caption;
  std::string text;  ///< may be empty
};

/// Reads HTML.  Holds the memory that parsing needs and uses it again for the next document, so
/// keep one for each thread.  Not thread-safe.
class Extractor {
 public:
  /// @param rules  for page(); may be null.
  explicit Extractor(const Limits& limits = {}, std::shared_ptr<const SiteRules> rules = nullptr);
  ~Extractor();
  Extractor(Extractor&&) noexcept;
  Extractor& operator=(Extractor&&) noexcept;

  /// @param html  valid UTF-8, need not be well formed.  @param base  absolute URL for links, may
  /// be empty.
  /// @throws Error(kLimit), subject "HTML", if `html` is larger or deeper than the limits allow, or
  /// would take seconds or hundreds of megabytes to parse.
  /// Cost: no more than bare gumbo's, about 40 MB/s (bench/).
  Body body(std::string_view html, std::string_view base);

  /// The same contract for a whole page.  The site rule is that of `url`, or of the page's own
  /// canonical address where `url` is empty.  `why`, if given, is filled with how it was read;
  /// `body`, if given, with the main content in its format.
  Page page(std::string_view html, std::string_view url, Explanation* why = nullptr,
            BodyMarkup* body = nullptr);

  /// The text of a fragment on one line, tags dropped and entities decoded: for titles with markup.
  std::string plain_line(std::string_view html);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jianbao::extract
