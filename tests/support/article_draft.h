#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "jianbao/core/timestamp.h"
#include "support/archive_generator.h"
#include "support/made_up_news.h"

namespace jianbao::test {

/// "Wed, 15 May 2024 00:48:57 GMT", whole seconds.
std::string rfc822(Timestamp at);
/// "2024-05-15T00:48:57.000Z"
std::string iso8601(Timestamp at);
/// "2024-05-15"
std::string day_of(Timestamp at);

/// One article file before it is written.  A variant changes the parts it is about; `expected` is
/// kept in step by the functions below, which also name what a reader must find.
struct Draft {
  std::size_t number = 0;  ///< unique in its archive; names the marker and the URL
  std::string front_matter;
  std::string header;  ///< the first line; empty: none
  std::string title;   ///< as between the brackets of the title line
  bool title_line = true;
  std::string url;  ///< as in the title line
  std::string date_line;
  std::string gap = "\n";               ///< between rule (or date line) and body
  std::string lead;                     ///< body HTML before the first paragraph
  std::vector<std::string> paragraphs;  ///< HTML inside <p>
  std::optional<std::string> body;      ///< instead of lead and paragraphs
  std::string ending = "\n";
  bool crlf = false;
  std::string file_name;
  std::string folder;
  GeneratedFile expected;

  void set_header(Timestamp at);
  void set_title(const std::string& text);
  void set_url(const std::string& address);
  /// The family's lead: date, proxied image, caption and, if not empty, dateline.
  void add_family_lead(Timestamp published, const std::string& caption,
                       const std::string& dateline);
  void set_paragraphs(std::vector<std::string> texts);
  void set_empty(const std::string& html);

  std::string bytes() const;
};

/// A plain article: numeric header, one-line title, body of three paragraphs, no family lead.
Draft plain_draft(std::size_t number, MadeUpNews& news);

}  // namespace jianbao::test
