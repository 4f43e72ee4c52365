#include "app/read_item.h"

#include <filesystem>
#include <utility>

#include "app/siblings.h"
#include "app/window.h"
#include "jianbao/core/error.h"
#include "jianbao/feed/parse.h"
#include "jianbao/formats/article_file.h"
#include "jianbao/formats/binary.h"
#include "jianbao/text/charset.h"
#include "jianbao/text/language.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::app {

namespace {

bool is_file(const Input& input) {
  return input.origin.kind == store::OriginKind::kFile;
}

std::string path_of(const Input& input) {
  return (std::filesystem::path(input.origin.root) / input.origin.path).string();
}

/// How messages name an input.
std::string name_of(const Input& input) {
  if (!input.url.empty()) return input.url;
  if (is_file(input) && input.origin.root.empty()) return "standard input";
  return path_of(input);
}

[[noreturn]] void refuse_unknown(const Input& input) {
  const bool file = is_file(input);
  std::string problem = file ? "is no article file, web page or feed" : "is no web page or feed";
  const std::string_view format = formats::binary_format(input.bytes);
  if (!format.empty()) problem.append(" but ").append(format);
  // What a site sends is not what somebody typed.
  throw Error(ErrorKind::kInput, name_of(input), problem,
              file && format.empty() ? "see `jianbao ingest --help` for what can be read" : "");
}

/// The address that a feed is known by: the one asked for, not the one that redirects led to today.
std::string feed_address(const Input& input) {
  return input.origin.kind == store::OriginKind::kPage ? input.origin.path : name_of(input);
}

/// An article needs a key: a file without an address of its own is known by its place.
std::string address_of(const Input& input) {
  return input.url.empty() ? "file:" + path_of(input) : input.url;
}

/// The key of a feed's entry, empty if it has none.  One without a link is known by its id in this
/// feed; ids of other feeds may be the same.
std::string address_of(const FeedEntry& entry, const std::string& feed) {
  if (!entry.url.empty()) return entry.url;
  if (text::is_http(entry.id)) return entry.id;
  const std::string id = text::clean_line(entry.id);
  return id.empty() ? std::string{} : "feed:" + feed + " " + id;
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

/// The first folder of a file's path; empty for what the network gave.
std::string first_folder(const Input& input) {
  const std::size_t slash = input.origin.path.find('/');
  return !is_file(input) || slash == std::string::npos ? std::string{}
                                                       : input.origin.path.substr(0, slash);
}

std::string first_characters(std::string text, std::size_t most) {
  std::size_t end = 0;
  for (; most > 0 && end < text.size(); --most) text::next_code_point(text, end);
  text.resize(end);
  return text;
}

/// The first usable name, empty if there is none.
std::string clean_first(std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (std::string clean = clean_source_name(name); !clean.empty()) return clean;
  return {};
}

std::string source_from(std::initializer_list<std::string_view> names) {
  std::string source = clean_first(names);
  return source.empty() ? "unknown" : source;
}

/// As much of an entry's title as a message holds.
std::string shown_title(const FeedEntry& entry) {
  return first_characters(text::for_terminal(entry.title), kSourceNameLength);
}

/// An entry that has no id of its own is known by its address, and by its date where others of the
/// document have the same address.
void name_by_address(Prepared& prepared) {
  Article& article = prepared.article;
  article.guid.clear();
  std::string& path = prepared.capture.origin.path;
  path = article.url;
  if (article.told_apart == ToldApart::kByFeed && article.header)
    path += ' ' + std::to_string(article.header->ms);
}

std::uint64_t content_number(const FeedEntry& entry) {
  return identity_number(entry.id + '\n' + entry.url + '\n' + entry.title + '\n' + entry.summary +
                         '\n' + entry.content);
}

/// What of a document was left out.  An entry that is cut off is the same wherever it is cut, if
/// it can be told which it is.
std::vector<Refusal> losses_of(const feed::ParseResult& parsed, const Input& input) {
  std::vector<Refusal> losses;
  for (const std::string& loss : parsed.losses)
    losses.push_back({name_of(input) + ": " + loss, identity_number(loss)});
  if (!parsed.cut_entry) return losses;
  const FeedEntry& cut = *parsed.cut_entry;
  Refusal& last = losses.front();
  if (!cut.title.empty()) last.line += ": " + shown_title(cut);
  last.url = address_of(cut, feed_address(input));
  last.content = last.url.empty() ? content_number(cut) : identity_number(last.url);
  return losses;
}

}  // namespace

std::string clean_source_name(std::string_view bytes) {
  std::string name = first_characters(text::clean_line(bytes), kSourceNameLength);
  if (name.ends_with(' ')) name.pop_back();
  return name;
}

Reading ItemReader::read(const Input& input) {
  Reading reading = read_kind(input);
  if (!reading.articles.empty()) {
    const store::Capture& capture = reading.articles.front().capture;
    if (capture.replaced > 0)
      reading.damage.push_back(name_of(input) + ": " + std::to_string(capture.replaced) +
                               " malformed byte sequence" + (capture.replaced == 1 ? "" : "s") +
                               " read as " + capture.charset +
                               " became U+FFFD; the original bytes are kept");
  }
  return reading;
}

Reading ItemReader::read_kind(const Input& input) {
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
  refuse_unknown(input);
}

extract::Body ItemReader::body(std::string_view html, const std::string& base,
                               const std::string& name) {
  try {
    return extractor_.body(html, base);
  } catch (const Error& error) {
    throw Error(error.kind(), name, error.what());
  }
}

store::Packed ItemReader::pack(std::string_view bytes) {
  return {store::sha256(bytes), bytes.size(), packer_.compress(bytes)};
}

Reading ItemReader::read_article_file(const Input& input) {
  const text::Decoded decoded = text::decode(input.bytes, input.charset);
  formats::ArticleFile file = formats::read_article_file(std::string_view(decoded.utf8));
  Prepared prepared;
  Article& article = prepared.article;
  article.url = file.url.empty() ? address_of(input) : std::move(file.url);
  take_body(article, body(file.body, article.url, name_of(input)));
  article.title = std::move(file.title);
  article.authors = std::move(file.authors);
  article.header = file.header;
  date_else(article, file.date,
            file.date_from_front_matter ? DateOrigin::kFrontMatter : DateOrigin::kHeader);
  date_else(article, file.header, DateOrigin::kHeader);
  article.language = language_or_guess(file.language, article.text);
  const std::string first_tag = file.tags.empty() ? std::string{} : file.tags.front();
  article.source =
      source_from({input.source_name, first_tag, first_folder(input), text::host_of(article.url)});
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
  article.url = page.url.empty() ? address_of(input) : std::move(page.url);
  article.title = std::move(page.title);
  article.authors = std::move(page.authors);
  date_else(article, page.published, DateOrigin::kPage);
  article.text = std::move(page.text);
  article.language = language_or_guess(page.language, article.text);
  article.image_url = std::move(page.image_url);
  article.image_caption = std::move(page.image_caption);
  article.source = source_from(
      {input.source_name, page.site_name, first_folder(input), text::host_of(article.url)});
  article.tags = std::move(page.tags);
  prepared.capture = capture_of(input, decoded);
  prepared.capture.raw = pack(input.bytes);
  Reading reading;
  reading.articles.push_back(std::move(prepared));
  return reading;
}

Prepared ItemReader::read_entry(const Feed& feed, const FeedEntry& entry, const Input& input,
                                const std::string& source) {
  Prepared prepared;
  Article& article = prepared.article;
  article.url = address_of(entry, feed_address(input));
  if (article.url.empty())
    throw Error(ErrorKind::kInput, name_of(input),
                "an entry has neither link nor id: " +
                    (entry.title.empty() ? "it has no title either" : shown_title(entry)));
  article.guid = entry.id;
  const std::string& base = entry.url.empty() ? input.url : entry.url;
  take_body(article,
            body(entry.content.empty() ? entry.summary : entry.content, base, article.url));
  article.title = text::clean_line(entry.title);
  article.authors = entry.authors;
  article.header = entry.published ? entry.published : entry.updated;
  date_else(article, article.header, DateOrigin::kFeed);
  if (article.image_url.empty()) article.image_url = entry.image_url;
  article.language =
      language_or_guess(entry.language.empty() ? feed.language : entry.language, article.text);
  article.source = source.empty() ? source_from({text::host_of(base)}) : source;
  article.tags = entry.tags;
  prepared.capture.origin = {store::OriginKind::kFeedEntry, feed_address(input),
                             entry.id.empty() ? entry.url : entry.id};
  prepared.capture.extractor_version = extract::kExtractorVersion;
  prepared.capture.raw = pack(entry.raw);
  return prepared;
}

Reading ItemReader::read_feed(const Input& input) {
  const feed::ParseResult parsed =
      feed::parse(input.bytes, {input.url, input.content_type}, limits_);
  if (!parsed.problem.empty())
    throw Error(ErrorKind::kInput, name_of(input), parsed.problem, parsed.hint);
  Reading reading;
  reading.feed_title = clean_source_name(parsed.feed.title);
  if (text::is_http(parsed.feed.link)) reading.feed_site = parsed.feed.link;
  reading.feed_ttl = parsed.feed.ttl;
  reading.links_only = parsed.feed.format == "sitemap";
  reading.cut = parsed.cut;
  reading.entry_cut = parsed.cut_entry.has_value();
  // Once for all: an entry must not cost what a stranger's endless title costs.
  const std::string source =
      clean_first({input.source_name, reading.feed_title, text::host_of(input.url)});
  reading.failures = losses_of(parsed, input);
  for (const feed::Warning& warning : parsed.warnings)
    reading.warnings.push_back(name_of(input) + ": " + feed::to_line(warning));
  const std::vector<FeedEntry>& entries = parsed.feed.entries;
  std::vector<std::string> addresses;
  for (const FeedEntry& entry : entries)
    addresses.push_back(address_of(entry, feed_address(input)));
  const Siblings siblings(entries, addresses);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    try {
      Prepared prepared = read_entry(parsed.feed, entries[i], input, source);
      prepared.article.told_apart = siblings.told_apart(i);
      if (!siblings.has_own_id(i)) name_by_address(prepared);
      prepared.capture.charset = parsed.charset;
      prepared.capture.replaced = parsed.replaced;
      reading.articles.push_back(std::move(prepared));
    } catch (const Error& error) {
      reading.failures.push_back({error.what(), content_number(entries[i])});
    }
  }
  return reading;
}

}  // namespace jianbao::app
