#include "feed/json_feed.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "feed/dates.h"
#include "feed/entities.h"
#include "feed/entry_reader.h"
#include "feed/json_outline.h"
#include "feed/json_repair.h"
#include "feed/links.h"
#include "feed/markup.h"
#include "feed/repair_log.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::feed {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxNames = 100;
/// What of the feed is repeated in each raw entry.
constexpr std::size_t kMaxInherited = 1024;
constexpr std::size_t kMaxVersion = 100;
constexpr const char* kNotJson = "neither a feed nor valid JSON; is it cut off?";

const Json& member(const Json& object, const char* key) {
  static const Json kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(key);
  return found == object.end() ? kNull : *found;
}

std::string string_member(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

/// Version 1.1 says that an id may come as a number and is to be made a string.
std::string id_member(const Json& item) {
  const Json& value = member(item, "id");
  if (value.is_number()) return value.dump();
  return std::string(trim(string_member(item, "id")));
}

void add_name(std::vector<std::string>& names, std::string_view value) {
  std::string name = text::clean_line(value);
  if (name.empty() || names.size() >= kMaxNames) return;
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

/// `authors` of version 1.1, else `author` of version 1.
std::vector<std::string> authors_of(const Json& object) {
  std::vector<std::string> names;
  const Json& authors = member(object, "authors");
  if (authors.is_array()) {
    for (const Json& author : authors) add_name(names, string_member(author, "name"));
  }
  if (names.empty()) add_name(names, string_member(member(object, "author"), "name"));
  return names;
}

/// What every entry has once more may not be long.
void keep_inheritable(std::vector<std::string>& names) {
  std::size_t size = 0;
  std::erase_if(names, [&](const std::string& name) {
    if (size + name.size() > kMaxInherited) return true;
    size += name.size();
    return false;
  });
}

std::string language_of(const Json& object) {
  return language_tag(string_member(object, "language"));
}

bool is_version(std::string_view version) {
  return version.find("jsonfeed.org") != std::string_view::npos;
}

/// A document's values; of one that is cut off, its whole items and members.
struct Values {
  Json json{};
  std::string problem{};
  std::size_t broken_at = 0;  ///< how far it is JSON, where it is none
};

Values parse_json(std::string_view utf8, const JsonOutline& outline) {
  try {
    if (!outline.cut) return {Json::parse(utf8)};
    return {Json::parse(std::string(utf8.substr(0, outline.whole)).append(outline.closing))};
  } catch (const Json::parse_error& e) {
    return {nullptr, kNotJson, e.byte > 0 ? e.byte - 1 : 0};
  } catch (const Json::out_of_range&) {
    return {nullptr, "JSON with a number that is too large to be read"};
  }
}

/// The whole members of the item in which the document ends.
Json cut_item(std::string_view utf8, const JsonOutline& outline, const Limits& limits) {
  const std::string_view rest = utf8.substr(std::min(utf8.find('{', outline.whole), utf8.size()));
  return parse_json(rest, outline_json(rest, limits)).json;
}

/// A document that is repaired where it is no JSON.
class JsonDocument {
 public:
  JsonDocument(std::string_view utf8, const Limits& limits) : text_(utf8), limits_(limits) {
    outline_ = outline_json(text_, limits);
    if (!outline_.cut) values_ = parse_json(text_, outline_);
    if (outline_.excess.empty() && (outline_.cut || !values_.problem.empty())) repair();
    if (!outline_.excess.empty()) values_.problem = outline_.excess;
    if (outline_.cut && !broken_) log_.add(Fault::kCut, utf8.size());
  }

  const Json& json() const { return values_.json; }
  const std::string& problem() const { return values_.problem; }
  const JsonOutline& outline() const { return outline_; }
  std::string_view text() const { return text_; }
  bool is_broken() const { return broken_; }
  std::vector<Warning> warnings() const { return log_.warnings(); }

 private:
  void repair() {
    repaired_ = repair_json(text_, log_);
    text_ = repaired_;
    outline_ = outline_json(text_, limits_);
    if (!outline_.excess.empty()) return;
    values_ = parse_json(text_, outline_);
    if (values_.problem.empty() || values_.broken_at == 0) return;
    text_ = text_.substr(0, values_.broken_at);
    outline_ = outline_json(text_, limits_);
    values_ = parse_json(text_, outline_);
    broken_ = true;
  }

  std::string repaired_;
  std::string_view text_;
  const Limits& limits_;
  JsonOutline outline_;
  Values values_;
  RepairLog log_;
  bool broken_ = false;  ///< text_ ends where it is no JSON any more
};

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

class JsonReader {
 public:
  JsonReader(const Json& document, const ParseOptions& options, const Limits& limits)
      : document_(document),
        base_(options.base_url),
        links_(limits.item_bytes),
        keep_raw_(options.keep_raw) {
    authors_ = authors_of(document);
    keep_inheritable(authors_);
    language_ = language_of(document);
    const std::string version = string_member(document, "version");
    const bool usable = is_version(version) && version.size() <= kMaxVersion;
    envelope_["version"] = usable ? version : "https://jsonfeed.org/version/1.1";
    for (const char* key : {"language", "authors", "author"}) {
      const Json& value = member(document, key);
      if (!value.is_null() && dump(value).size() <= kMaxInherited) envelope_[key] = value;
    }
  }

  void read(const TakeEntry& take, const Limits& limits, ParseResult& result) {
    Feed& feed = result.feed;
    feed.format = "json";
    feed.title = text::one_line(string_member(document_, "title"));
    feed.link = links_.resolve_address(base_, string_member(document_, "home_page_url"));
    feed.language = language_;
    std::size_t taken = 0;
    for (const Json& item : member(document_, "items")) {
      if (taken == limits.feed_entries) {
        result.losses.push_back("left out: the entries behind the first " +
                                std::to_string(limits.feed_entries));
        break;
      }
      if (!item.is_object()) continue;
      FeedEntry read = entry(item);
      if (keep_raw_) read.raw = raw(item);
      take(result, std::move(read));
      ++taken;
    }
    std::string remark = dates_.remark();
    if (!remark.empty()) result.warnings.push_back({std::move(remark)});
  }

  /// All but FeedEntry::raw.
  FeedEntry entry(const Json& item) {
    FeedEntry out;
    out.id = id_member(item);
    out.url = first_link(item, {"url", "external_url"});
    if (out.url.empty() && text::is_http(out.id)) out.url = out.id;
    out.title = text::one_line(string_member(item, "title"));
    out.authors = authors_of(item);
    if (out.authors.empty()) out.authors = authors_;
    const Json& tags = member(item, "tags");
    if (tags.is_array()) {
      for (const Json& tag : tags) {
        if (tag.is_string()) add_name(out.tags, tag.get_ref<const std::string&>());
      }
    }
    out.published = dates_.read(string_member(item, "date_published"));
    out.updated = dates_.read(string_member(item, "date_modified"));
    out.summary = escape_lines(string_member(item, "summary"));
    out.content = content(item);
    out.image_url = first_link(item, {"image", "banner_image"});
    out.language = language_of(item);
    if (out.language.empty()) out.language = language_;
    attachments(item, out);
    return out;
  }

 private:
  void attachments(const Json& item, FeedEntry& out) {
    const Json& list = member(item, "attachments");
    if (!list.is_array()) return;
    for (const Json& attachment : list) {
      if (out.enclosures.size() >= kMaxNames) return;
      Enclosure file;
      file.url = first_link(attachment, {"url"});
      if (file.url.empty()) continue;
      file.type = text::clean_line(string_member(attachment, "mime_type"));
      const Json& size = member(attachment, "size_in_bytes");
      if (size.is_number_unsigned()) file.length = size.get<std::uint64_t>();
      if (out.image_url.empty() && file.type.starts_with("image/")) out.image_url = file.url;
      out.enclosures.push_back(std::move(file));
    }
  }

  std::string content(const Json& item) {
    const std::string html = string_member(item, "content_html");
    if (!html.empty()) return links_.rewrite(base_, html);
    return escape_lines(string_member(item, "content_text"));
  }

  std::string first_link(const Json& item, std::initializer_list<const char*> keys) {
    for (const char* key : keys) {
      std::string url = links_.resolve_address(base_, string_member(item, key));
      if (!url.empty()) return url;
    }
    return {};
  }

  std::string raw(const Json& item) const {
    Json alone = envelope_;
    alone["items"] = Json::array({item});
    return dump(alone);
  }

  const Json& document_;
  std::string base_;
  Links links_;
  bool keep_raw_;
  Dates dates_;
  std::vector<std::string> authors_;
  std::string language_;
  Json envelope_;
};

}  // namespace

void read_json_feed(std::string_view utf8, const ParseOptions& options, const TakeEntry& take,
                    const Limits& limits, ParseResult& result) {
  const JsonDocument document(utf8, limits);
  result.problem = document.problem();
  if (!result.problem.empty()) return;
  const JsonOutline& outline = document.outline();
  const Json& json = document.json();
  const bool named = is_version(string_member(json, "version"));
  if (!member(json, "items").is_array() || !(named || json.contains("title"))) {
    result.problem = outline.cut ? kNotJson : "JSON, but not a JSON Feed";
    return;
  }
  result.cut = outline.cut && !document.is_broken();
  result.warnings = document.warnings();
  if (document.is_broken()) {
    result.losses.emplace_back("left out: what follows the place where it is no JSON any more");
  } else if (outline.item_cut) {
    result.losses.emplace_back(kLastNotWhole);
  }
  JsonReader reader(json, options, limits);
  reader.read(take, limits, result);
  if (result.cut && outline.item_cut) {
    result.cut_entry = reader.entry(cut_item(document.text(), outline, limits));
  }
}

}  // namespace jianbao::feed
