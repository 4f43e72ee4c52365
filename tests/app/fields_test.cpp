#include "jianbao/app/fields.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "jianbao/core/error.h"

using jianbao::Error;
using jianbao::ErrorKind;
using jianbao::Timestamp;
using jianbao::formats::Value;
using Names = std::vector<std::string_view>;
namespace app = jianbao::app;

namespace {

jianbao::store::StoredArticle full_article() {
  jianbao::store::StoredArticle found;
  found.id = 12;
  found.canonical_url = "https://news.example/a?id=1";
  found.file = "江城日报/桥.md";
  found.characters = 4;
  found.first_seen = {1'715'731'200'000};
  found.updated = {1'715'731'200'250};
  found.change = 90;
  found.revisions = 2;
  found.article.url = "http://news.example/a?id=1&utm_source=x";
  found.article.title = "新桥通车";
  found.article.authors = {"王江", "李海"};
  found.article.source = "江城日报";
  found.article.language = "zh";
  found.article.tags = {"交通"};
  found.article.image_url = "https://news.example/a.jpg";
  found.article.image_caption = "新桥";
  found.article.dateline = "江城";
  found.article.text = "通车了。";
  found.article.header = Timestamp{1'715'734'743'000};
  found.article.published = Timestamp{1'715'734'137'000};
  found.article.published_origin = jianbao::DateOrigin::kFrontMatter;
  return found;
}

Value value_of(const jianbao::store::StoredArticle& found, std::string_view field) {
  const Names names{field};
  const auto record = app::to_record(found, names);
  REQUIRE(record.size() == 1);
  CHECK(record.front().name == field);
  return record.front().value;
}

std::string refusal(std::string_view list) {
  try {
    app::parse_fields(list);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kUsage);
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("every field of a full article has its value", "[app]") {
  using List = std::vector<std::string>;
  const std::vector<std::pair<std::string_view, Value>> expected{
      {"id", std::int64_t{12}},
      {"url", "http://news.example/a?id=1&utm_source=x"},
      {"canonical_url", "https://news.example/a?id=1"},
      {"file", "江城日报/桥.md"},
      {"title", "新桥通车"},
      {"authors", List{"王江", "李海"}},
      {"source", "江城日报"},
      {"language", "zh"},
      {"tags", List{"交通"}},
      {"published", "2024-05-15T00:48:57Z"},
      {"published_origin", "front-matter"},
      {"header_ms", std::int64_t{1'715'734'743'000}},
      {"header", "2024-05-15T00:59:03Z"},
      {"first_seen", "2024-05-15T00:00:00Z"},
      {"updated", "2024-05-15T00:00:00.250Z"},
      {"image_url", "https://news.example/a.jpg"},
      {"image_caption", "新桥"},
      {"dateline", "江城"},
      {"text", "通车了。"},
      {"characters", std::int64_t{4}},
      {"change", std::int64_t{90}},
      {"revisions", std::int64_t{2}},
  };
  const auto fields = app::article_fields();
  REQUIRE(fields.size() == expected.size());
  const auto record = app::to_record(full_article(), fields);
  REQUIRE(record.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO(expected[i].first);
    CHECK(fields[i] == expected[i].first);
    CHECK(record[i].name == expected[i].first);
    CHECK(record[i].value == expected[i].second);
  }
}

TEST_CASE("what is unknown is null, but title, text and lists are empty", "[app]") {
  const jianbao::store::StoredArticle nothing;
  for (const auto* field :
       {"url", "canonical_url", "file", "source", "language", "published", "published_origin",
        "header_ms", "header", "image_url", "image_caption", "dateline"}) {
    INFO(field);
    CHECK(value_of(nothing, field) == Value());
  }
  CHECK(value_of(nothing, "title") == Value(std::string()));
  CHECK(value_of(nothing, "text") == Value(std::string()));
  CHECK(value_of(nothing, "authors") == Value(std::vector<std::string>()));
  CHECK(value_of(nothing, "tags") == Value(std::vector<std::string>()));
}

TEST_CASE("every origin of a publication date has a name of its own", "[app]") {
  using jianbao::DateOrigin;
  std::set<std::string> names;
  for (const auto origin : {DateOrigin::kBody, DateOrigin::kFrontMatter, DateOrigin::kHeader,
                            DateOrigin::kFeed, DateOrigin::kPage}) {
    jianbao::store::StoredArticle found;
    found.article.published_origin = origin;
    names.insert(std::get<std::string>(value_of(found, "published_origin")));
  }
  CHECK(names == std::set<std::string>{"body", "front-matter", "header", "feed", "page"});
}

TEST_CASE("a list of fields keeps its order, spaces around names are ignored", "[app]") {
  CHECK(app::parse_fields("title, id ,url") == Names{"title", "id", "url"});
  CHECK(app::parse_fields("text") == Names{"text"});
}

TEST_CASE("field names outlive the text they were read from", "[app]") {
  Names names;
  {
    const std::string typed(std::string("canonical_url,") + "image_caption");
    names = app::parse_fields(typed);
    CHECK(names.front().data() != typed.data());
  }
  CHECK(names == Names{"canonical_url", "image_caption"});
}

TEST_CASE("a bad list of fields is explained", "[app]") {
  CHECK_THAT(refusal("id,titel"),
             Catch::StartsWith("--fields: there is no field \"titel\"; the fields are id, url, "));
  CHECK_THAT(refusal("id,titel"), Catch::EndsWith("change, revisions"));
  CHECK_THAT(refusal("id,,title"), Catch::Contains("a name is empty"));
  CHECK_THAT(refusal(""), Catch::Contains("a name is empty"));
  CHECK_THAT(refusal("id,"), Catch::Contains("a name is empty"));
  CHECK_THAT(refusal("id,title,id"), Catch::Contains("\"id\" is named twice"));
}

TEST_CASE("a record of an unknown field is refused", "[app]") {
  const Names names{"id", "colour"};
  CHECK_THROWS_AS(app::to_record({}, names), Error);
}

TEST_CASE("only the field text needs the text", "[app]") {
  CHECK(app::needs_text(Names{"id", "text"}));
  CHECK_FALSE(app::needs_text(Names{"id", "title", "characters"}));
  CHECK_FALSE(app::needs_text(Names{}));
}

TEST_CASE("the default fields of an export are known and hold the text", "[app]") {
  const auto all = app::article_fields();
  const auto fields = app::default_export_fields();
  CHECK(app::needs_text(fields));
  for (const auto field : fields) {
    INFO(field);
    CHECK(std::count(all.begin(), all.end(), field) == 1);
    CHECK(std::count(fields.begin(), fields.end(), field) == 1);
  }
}
