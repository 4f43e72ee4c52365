#include "jianbao/app/fields.h"

#include <algorithm>
#include <array>
#include <optional>

#include "jianbao/core/error.h"
#include "jianbao/text/date.h"

namespace jianbao::app {

namespace {

using formats::Value;
using store::StoredArticle;

Value known(const std::string& value) {
  return value.empty() ? Value() : Value(value);
}

Value instant(std::optional<Timestamp> at) {
  return at ? Value(text::to_rfc3339(*at)) : Value();
}

Value published_origin(DateOrigin origin) {
  switch (origin) {
    case DateOrigin::kNone:
      return {};
    case DateOrigin::kBody:
      return std::string("body");
    case DateOrigin::kFrontMatter:
      return std::string("front-matter");
    case DateOrigin::kHeader:
      return std::string("header");
    case DateOrigin::kFeed:
      return std::string("feed");
    case DateOrigin::kPage:
      return std::string("page");
  }
  return {};
}

Value header_ms(const StoredArticle& found) {
  return found.article.header ? Value(found.article.header->ms) : Value();
}

struct Column {
  std::string_view name;
  Value (*read)(const StoredArticle&);
};

constexpr std::array kColumns{
    Column{"id", [](const StoredArticle& f) { return Value(f.id); }},
    Column{"url", [](const StoredArticle& f) { return known(f.article.url); }},
    Column{"canonical_url", [](const StoredArticle& f) { return known(f.canonical_url); }},
    Column{"file", [](const StoredArticle& f) { return known(f.file); }},
    Column{"title", [](const StoredArticle& f) { return Value(f.article.title); }},
    Column{"authors", [](const StoredArticle& f) { return Value(f.article.authors); }},
    Column{"source", [](const StoredArticle& f) { return known(f.article.source); }},
    Column{"language", [](const StoredArticle& f) { return known(f.article.language); }},
    Column{"tags", [](const StoredArticle& f) { return Value(f.article.tags); }},
    Column{"published", [](const StoredArticle& f) { return instant(f.article.published); }},
    Column{"published_origin",
           [](const StoredArticle& f) { return published_origin(f.article.published_origin); }},
    Column{"header_ms", header_ms},
    Column{"header", [](const StoredArticle& f) { return instant(f.article.header); }},
    Column{"first_seen", [](const StoredArticle& f) { return instant(f.first_seen); }},
    Column{"updated", [](const StoredArticle& f) { return instant(f.updated); }},
    Column{"image_url", [](const StoredArticle& f) { return known(f.article.image_url); }},
    Column{"image_caption", [](const StoredArticle& f) { return known(f.article.image_caption); }},
    Column{"dateline", [](const StoredArticle& f) { return known(f.article.dateline); }},
    Column{"text", [](const StoredArticle& f) { return Value(f.article.text); }},
    Column{"characters", [](const StoredArticle& f) { return Value(f.characters); }},
    Column{"change", [](const StoredArticle& f) { return Value(f.change); }},
    Column{"revisions", [](const StoredArticle& f) { return Value(f.revisions); }},
};

constexpr auto kNames = [] {
  std::array<std::string_view, kColumns.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kColumns[i].name;
  return names;
}();

constexpr std::array<std::string_view, 16> kExportFields{
    "id",        "url",    "title",      "authors", "source",    "language", "tags",   "published",
    "header_ms", "header", "first_seen", "updated", "image_url", "file",     "change", "text",
};

const Column* column_named(std::string_view name) {
  const auto* found = std::find_if(kColumns.begin(), kColumns.end(),
                                   [name](const Column& column) { return column.name == name; });
  return found == kColumns.end() ? nullptr : found;
}

std::string joined(std::span<const std::string_view> names) {
  std::string list;
  for (const auto name : names) {
    if (!list.empty()) list += ", ";
    list += name;
  }
  return list;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

[[noreturn]] void refuse(const std::string& problem, const std::string& hint) {
  throw Error(ErrorKind::kUsage, "--fields", problem, hint);
}

}  // namespace

std::span<const std::string_view> article_fields() {
  return kNames;
}

std::span<const std::string_view> default_export_fields() {
  return kExportFields;
}

std::vector<std::string_view> parse_fields(std::string_view list) {
  return parse_fields(list, kNames);
}

std::vector<std::string_view> parse_fields(std::string_view list,
                                           std::span<const std::string_view> known) {
  std::vector<std::string_view> fields;
  for (std::size_t begin = 0; begin <= list.size();) {
    const auto end = std::min(list.find(',', begin), list.size());
    const auto name = trimmed(list.substr(begin, end - begin));
    begin = end + 1;
    if (name.empty()) refuse("a name is empty", "it takes names parted by commas");
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) {
      refuse("there is no field \"" + std::string(name) + "\"", "the fields are " + joined(known));
    }
    if (std::find(fields.begin(), fields.end(), name) != fields.end()) {
      refuse("\"" + std::string(name) + "\" is named twice", "leave one out");
    }
    fields.push_back(*found);
  }
  return fields;
}

formats::Record to_record(const StoredArticle& found, std::span<const std::string_view> fields) {
  formats::Record record;
  record.reserve(fields.size());
  for (const auto name : fields) {
    const Column* column = column_named(name);
    if (column == nullptr) refuse("there is no field \"" + std::string(name) + "\"", {});
    record.push_back({column->name, column->read(found)});
  }
  return record;
}

bool needs_text(std::span<const std::string_view> fields) {
  return std::find(fields.begin(), fields.end(), "text") != fields.end();
}

}  // namespace jianbao::app
