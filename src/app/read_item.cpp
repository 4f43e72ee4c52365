#include "app/read_item.h"

#include <utility>

#include "jianbao/core/error.h"
#include "jianbao/feed/parse.h"
#include "jianbao/formats/article_file.h"
#include "jianbao/text/charset.h"
#include "jianbao/text/language.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::app {

namespace {

/// How messages name an input.
std::string name_of(const Input& input) {
  if (!input.url.empty()) return input.url;
  if (input.origin.kind == store::OriginKind::kFile && !input.origin.root.empty())
    return input.origin.root + "/" + input.origin.path;
  return input.origin.path;
}

/// An article needs a key: a file without an address of its own is known by its path.
std::string address_of_file(const Input& input) {
  return "file:" + input.origin.path;
}

void date_from_body(Article& article, const std::optional<Timestamp>& date) {
  if (!date) return;
  article.published = date;
  article.published_origin = DateOrigin::kBody;
}

void date_else(Article& article, const std::optional<Timestamp>& date, DateOrigin origin) {
  if (article.published || !date) return;
  article.published = date;
  article.published_origin = origin;
}

void take_body(Article& article, extract::Body&& body) {
  date_from_body(article, body.published);
  article.text = std::move(body.text);
  article.dateline = std::move(body.dateline);
  article.image_url = std::move(body.image_url);
  article.image_caption = std::move(body.image_caption);
}

std::string language_or_guess(std::string_view given, std::string_view text) {
  return given.empty() ? text::language_by_script(text) : std::string(given);
}

store::Capture capture_of(const Input& input, const text::Decoded& decoded) {
  store::Capture capture;
  capture.origin = input.origin;
  capture.charset = decoded.charset;
  capture.replaced = decoded.replaced;
  capture.extractor_version = extract::kExtractorVersion;
  return capture;
}

std::string first_folder(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string{} : std::string(path.substr(0, slash));
}

std::string first_of(std::initializer_list<std::string> names) {
  for (const std::string& name : names)
    if (std::string clean = text::clean_line(name); !clean.empty()) return clean;
  return "unknown";
}

}  // namespace

std::string source_of_file(const std::vector<std::string>& tags, std::string_view path,
                           std::string_view url) {
  return first_of(
      {tags.empty() ? std::string{} : tags.front(), first_folder(path), text::host_of(url)});
}

Reading ItemReader::read(const Input& input) {
  switch (input.kind) {
    case formats::Kind::kArticleFile:
      return read_article_file(input);
    case formats::Kind::kHtml:
      return read_page(input);
    case formats::Kind::kFeed:
      return read_feed(input);
    case formats::Kind::kEmpty:
      throw Error(ErrorKind::kInput, name_of(input), "is empty (0 bytes)");
    case formats::Kind::kUnknown:
      break;
  }
  throw Error(ErrorKind::kInput, name_of(input), "is no article file, web page or feed",
              "see `jianbao ingest --help` for what can be read");
}

store::Packed ItemReader::pack(std::string_view bytes) {
  return {store::sha256(bytes), bytes.size(), packer_.compress(bytes)};
}

Reading ItemReader::read_article_file(const Input& input) {
  const text::Decoded decoded = text::decode(input.bytes, input.charset);
  formats::ArticleFile file = formats::read_article_file(std::string_view(decoded.utf8));
  Prepared prepared;
  Article& article = prepared.article;
  article.url = file.url.empty() ? address_of_file(input) : std::move(file.url);
  try {
    take_body(article, extractor_.body(file.body, article.url));
  } catch (const Error& error) {
    throw Error(error.kind(), name_of(input), error.what());
  }
  article.title = std::move(file.title);
  article.authors = std::move(file.authors);
  article.header = file.header;
  date_else(article, file.date,
            file.date_from_front_matter ? DateOrigin::kFrontMatter : DateOrigin::kHeader);
  date_else(article, file.header, DateOrigin::kHeader);
  article.language = language_or_guess(file.language, article.text);
  article.source = input.source_name.empty()
                       ? source_of_file(file.tags, input.origin.path, article.url)
                       : input.source_name;
  article.tags = std::move(file.tags);
  prepared.capture = capture_of(input, decoded);
  prepared.capture.raw = pack(input.bytes);
  Reading reading;
  reading.articles.push_back(std::move(prepared));
  for (const std::string& warning : file.warnings)
    reading.warnings.push_back(name_of(input) + ": " + warning);
  return reading;
}

Reading ItemReader::read_page(const Input& input) {
  const text::Decoded decoded = text::decode(input.bytes, input.charset);
  extract::Page page;
  try {
    page = extractor_.page(decoded.utf8, input.url);
  } catch (const Error& error) {
    throw Error(error.kind(), name_of(input), error.what());
  }
  if (page.text.empty() && page.title.empty())
    throw Error(ErrorKind::kInput, name_of(input), "no article was found on the page",
                "it may need a browser to fill it");
  Prepared prepared;
  Article& article = prepared.article;
  article.url = page.url.empty() ? address_of_file(input) : std::move(page.url);
  article.title = std::move(page.title);
  article.authors = std::move(page.authors);
  date_else(article, page.published, DateOrigin::kPage);
  article.text = std::move(page.text);
  article.language = language_or_guess(page.language, article.text);
  article.image_url = std::move(page.image_url);
  article.image_caption = std::move(page.image_caption);
  article.source = first_of({input.source_name, page.site_name, first_folder(input.origin.path),
                             text::host_of(article.url)});
  article.tags = std::move(page.tags);
  prepared.capture = capture_of(input, decoded);
  prepared.capture.raw = pack(input.bytes);
  Reading reading;
  reading.articles.push_back(std::move(prepared));
  return reading;
}

Prepared ItemReader::read_entry(const Feed& feed, const FeedEntry& entry, const Input& input) {
  if (entry.url.empty())
    throw Error(ErrorKind::kInput, name_of(input),
                "an entry without a link: " + text::for_terminal(entry.title));
  Prepared prepared;
  Article& article = prepared.article;
  article.url = entry.url;
  article.guid = entry.id;
  take_body(article,
            extractor_.body(entry.content.empty() ? entry.summary : entry.content, entry.url));
  article.title = entry.title;
  article.authors = entry.authors;
  article.header = entry.published ? entry.published : entry.updated;
  date_else(article, article.header, DateOrigin::kFeed);
  if (article.image_url.empty()) article.image_url = entry.image_url;
  article.language =
      language_or_guess(entry.language.empty() ? feed.language : entry.language, article.text);
  article.source = first_of({input.source_name, feed.title, text::host_of(entry.url)});
  article.tags = entry.tags;
  prepared.capture.origin.kind = store::OriginKind::kFeedEntry;
  prepared.capture.origin.root = input.url.empty() ? name_of(input) : input.url;
  prepared.capture.origin.path = entry.id.empty() ? entry.url : entry.id;
  prepared.capture.extractor_version = extract::kExtractorVersion;
  prepared.capture.raw = pack(entry.raw);
  return prepared;
}

Reading ItemReader::read_feed(const Input& input) {
  const feed::ParseResult parsed =
      feed::parse(input.bytes, {input.url, input.content_type}, limits_);
  if (!parsed.problem.empty()) throw Error(ErrorKind::kInput, name_of(input), parsed.problem);
  Reading reading;
  reading.feed_title = parsed.feed.title;
  for (const std::string& warning : parsed.warnings)
    reading.warnings.push_back(name_of(input) + ": " + warning);
  for (const FeedEntry& entry : parsed.feed.entries) {
    try {
      Prepared prepared = read_entry(parsed.feed, entry, input);
      prepared.capture.charset = parsed.charset;
      prepared.capture.replaced = parsed.replaced;
      reading.articles.push_back(std::move(prepared));
    } catch (const Error& error) {
      ++reading.failed_entries;
      reading.warnings.emplace_back(error.what());
    }
  }
  return reading;
}

}  // namespace jianbao::app
