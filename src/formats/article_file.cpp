#include "jianbao/formats/article_file.h"

#include <algorithm>

#include <fmt/format.h>

#include "formats/article_parts.h"
#include "formats/entities.h"
#include "formats/front_matter.h"
#include "formats/lines.h"
#include "jianbao/text/date.h"
#include "jianbao/text/unicode.h"

namespace jianbao::formats {
namespace {

std::string clean_title(std::string_view raw) {
  return text::clean_line(decode_entities(raw));
}

std::string_view first_value(const FrontMatter& front,
                             std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    const std::string_view value = front.value(key);
    if (!value.empty()) return value;
  }
  return {};
}

void add_cleaned(std::vector<std::string>& to, const std::vector<std::string>& values) {
  for (const std::string& value : values) {
    std::string clean = clean_title(value);
    const bool known = std::find(to.begin(), to.end(), clean) != to.end();
    if (!clean.empty() && !known) to.push_back(std::move(clean));
  }
}

/// A title that reading would decode is written so that it comes back as it is.
std::string as_written(std::string_view title) {
  if (decode_entities(title) == title) return std::string(title);
  std::string out;
  for (const char c : title) out += c == '&' ? std::string("&amp;") : std::string(1, c);
  return out;
}

/// Reads the parts in the order in which they stand.
class Reader {
 public:
  explicit Reader(std::string_view utf8) : rest_(utf8) { skip_byte_order_mark(rest_); }

  ArticleFile read(Closing closing) {
    read_front_matter_part(closing);
    read_header();
    read_title();
    read_body();
    if (file_.url.empty()) warn("no URL");
    if (file_.title.empty()) warn("no title");
    return std::move(file_);
  }

 private:
  void warn(std::string text) { file_.warnings.push_back(std::move(text)); }

  void read_front_matter_part(Closing closing) {
    const auto front = read_front_matter(rest_, closing);
    if (!front) return;
    rest_ = front->rest;
    has_front_matter_ = true;
    file_.warnings = front->warnings;
    file_.title = clean_title(front->value("title"));
    file_.url = first_value(*front, {"from", "url", "link"});
    file_.language = text::clean_line(first_value(*front, {"lang", "language"}));
    for (const char* key : {"author", "authors"}) add_cleaned(file_.authors, front->values(key));
    for (const char* key : {"categories", "category", "tags", "tag"}) {
      add_cleaned(file_.tags, front->values(key));
    }
    read_front_matter_date(first_value(*front, {"date", "published", "pubdate"}));
  }

  void read_front_matter_date(std::string_view value) {
    if (value.empty()) return;
    file_.date = text::parse_date(value);
    file_.date_from_front_matter = file_.date.has_value();
    if (!file_.date)
      warn(fmt::format("unreadable date: {}", text::clean_line(value.substr(0, 80))));
  }

  void read_header() {
    std::string_view next = rest_;
    skip_empty_lines(next, 8);
    const std::string_view line = take_line(next);
    const auto header = parse_header_line(line);
    if (!header) return;
    rest_ = next;
    has_header_ = true;
    file_.header = header->at;
    if (!header->at) {
      warn(fmt::format("the header is no date: {}", text::clean_line(line.substr(0, 80))));
    }
  }

  void read_title() {
    std::string_view next = rest_;
    skip_empty_lines(next, 8);
    const auto block = find_title_block(next, has_header_);
    if (!block) {
      if (!has_front_matter_) warn("no title line");
      return;
    }
    rest_ = block->rest;
    std::string title = clean_title(block->link.title);
    if (!title.empty()) file_.title = std::move(title);
    if (!block->link.url.empty()) file_.url = block->link.url;
    if (!block->has_rule) warn("no rule under the title line");
    if (!block->link.tail.empty()) warn("text after the URL in the title line");
    if (block->has_rule) read_date_line();
  }

  void read_date_line() {
    constexpr std::string_view kLabel = "日期";
    std::string_view next = rest_;
    skip_empty_lines(next, 2);
    std::string_view line = trim(take_line(next));
    if (!line.starts_with(kLabel)) return;
    line.remove_prefix(kLabel.size());
    for (const std::string_view colon : {"：", ":"}) {
      if (!line.starts_with(colon)) continue;
      const auto date = text::parse_date(line.substr(colon.size()));
      if (!date) return warn("unreadable date in the 日期 line, which is left in the body");
      rest_ = next;
      if (!file_.date) file_.date = date;
      return;
    }
  }

  void read_body() {
    skip_empty_lines(rest_, 1);
    if (rest_.ends_with('\n')) rest_.remove_suffix(1);
    if (rest_.ends_with('\r')) rest_.remove_suffix(1);
    file_.body = rest_;
  }

  std::string_view rest_;
  ArticleFile file_;
  bool has_front_matter_ = false;
  bool has_header_ = false;
};

}  // namespace

ArticleFile read_article_file(std::string_view utf8) {
  return Reader(utf8).read(Closing::kRequired);
}

std::optional<Timestamp> peek_date(std::string_view first_bytes) {
  // A line that was cut off could still look like a date, a wrong one.
  const auto last = first_bytes.rfind('\n');
  if (last != std::string_view::npos) first_bytes = first_bytes.substr(0, last + 1);
  const ArticleFile file = Reader(first_bytes).read(Closing::kMayBeCutOff);
  return file.header ? file.header : file.date;
}

std::string write_article_file(std::optional<Timestamp> header, std::string_view title,
                               std::string_view url, std::string_view body_html) {
  const std::string stamp = header ? fmt::format("{}", header->ms) : "NaN";
  return fmt::format("<!--{}-->\n[{}]({})\n------\n\n{}\n", stamp, as_written(title), url,
                     body_html);
}

}  // namespace jianbao::formats
