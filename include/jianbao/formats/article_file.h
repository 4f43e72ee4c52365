#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/core/timestamp.h"

namespace jianbao::formats {

/// What an article file says, before its body is read as HTML.  The layout is described in
/// docs/article-file.md.
struct ArticleFile {
  std::optional<Timestamp> header;  ///< <!--ms-->; absent for <!--NaN--> and where there is none
  std::optional<Timestamp> date;    ///< the front matter's date or the 日期： line
  bool date_from_front_matter = false;
  std::string title;  ///< clean; entities decoded; may be empty
  std::string url;    ///< up to the title line's last ')'; empty if there is none
  std::vector<std::string> authors;
  std::vector<std::string> tags;  ///< front matter's categories first, then tags
  std::string language;
  std::string_view body;              ///< HTML; a view into the given text
  std::vector<std::string> warnings;  ///< one line each
};

/// Reads one article file from valid UTF-8 (LF or CRLF).  Never throws on bad input: what is
/// missing is empty.  The result's views live as long as `utf8`.  Title precedence: title line,
/// front matter. URL precedence: title line, front matter's `from`, `url`, `link`.
ArticleFile read_article_file(std::string_view utf8);
ArticleFile read_article_file(std::string&&) = delete;

/// The date that orders a file, from its first bytes alone: header, else front matter or 日期：
/// line.
std::optional<Timestamp> peek_date(std::string_view first_bytes);

/// The seed's layout: header line, title line, rule, empty line, body, newline.  A header that is
/// absent is written as <!--NaN-->.
std::string write_article_file(std::optional<Timestamp> header, std::string_view title,
                               std::string_view url, std::string_view body_html);

}  // namespace jianbao::formats
