#include "jianbao/formats/record_writer.h"

#include <limits>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using jianbao::formats::Field;
using jianbao::formats::make_record_writer;
using jianbao::formats::Record;
using jianbao::formats::record_format;
using jianbao::formats::RecordFormat;
using jianbao::formats::Value;
using jianbao::formats::WriterOptions;

namespace {

using Strings = std::vector<std::string>;

const Record kPlain = {
    {"id", std::int64_t{7}}, {"title", std::string("港口")}, {"tags", Strings{}}};

std::string written(RecordFormat format, const std::vector<Record>& records,
                    WriterOptions options = {}) {
  std::string out;
  const auto writer = make_record_writer(
      format, [&out](std::string_view piece) { out += piece; }, std::move(options));
  for (const Record& record : records) writer->write(record);
  constexpr std::string_view kNames[] = {"id", "title", "tags"};
  writer->finish(kNames);
  return out;
}

std::string cell(RecordFormat format, const Value& value, bool defuse = false) {
  WriterOptions options;
  options.header = false;
  options.defuse_formulas = defuse;
  const std::string row = written(format, {{{"a", std::int64_t{1}}, {"b", value}}}, options);
  const std::string end = format == RecordFormat::kCsv ? "\r\n" : "\n";
  REQUIRE(row.ends_with(end));
  return row.substr(2, row.size() - 2 - end.size());
}

}  // namespace

TEST_CASE("formats are known by name", "[formats]") {
  CHECK(record_format("csv") == RecordFormat::kCsv);
  CHECK(record_format("tsv") == RecordFormat::kTsv);
  CHECK(record_format("json") == RecordFormat::kJson);
  CHECK(record_format("jsonl") == RecordFormat::kJsonl);
  CHECK_FALSE(record_format("CSV"));
  CHECK_FALSE(record_format(""));
}

TEST_CASE("CSV quotes only where it must", "[formats]") {
  const auto csv = [](const Value& value) { return cell(RecordFormat::kCsv, value); };
  CHECK(csv(std::string("plain 港口, full-width，comma")) == "\"plain 港口, full-width，comma\"");
  CHECK(csv(std::string("港口，夜")) == "港口，夜");
  CHECK(csv(std::string("say \"hi\"")) == "\"say \"\"hi\"\"\"");
  CHECK(csv(std::string("\"")) == "\"\"\"\"");
  CHECK(csv(std::string("long enough text\nsecond")) == "\"long enough text\nsecond\"");
  CHECK(csv(std::string("a\rb")) == "\"a\rb\"");
  CHECK(csv(std::string(" tab\t; 'x' ")) == " tab\t; 'x' ");
  CHECK(csv(std::string()).empty());
  CHECK(csv(std::monostate()).empty());
  CHECK(csv(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
  CHECK(csv(Strings{"a", "b, c"}) == "\"a; b, c\"");
  CHECK(csv(Strings{}).empty());
}

TEST_CASE("a CSV row of one empty cell is no empty line", "[formats]") {
  WriterOptions options;
  options.header = false;
  CHECK(written(RecordFormat::kCsv, {{{"a", std::string()}}}, options) == "\"\"\r\n");
  CHECK(written(RecordFormat::kCsv, {{{"a", std::monostate()}, {"b", std::monostate()}}},
                options) == ",\r\n");
}

TEST_CASE("TSV escapes line ends, tabs and backslashes", "[formats]") {
  const auto tsv = [](const Value& value) { return cell(RecordFormat::kTsv, value); };
  CHECK(tsv(std::string("one\ntwo\tthree\\n four\r")) == "one\\ntwo\\tthree\\\\n four\\r");
  CHECK(tsv(std::string("a, \"b\"")) == "a, \"b\"");
  CHECK(tsv(Strings{"a\tb", "c"}) == "a\\tb; c");
  CHECK(tsv(std::monostate()).empty());
}

TEST_CASE("the header row is written once, also where no record came", "[formats]") {
  CHECK(written(RecordFormat::kCsv, {kPlain, kPlain}) == "id,title,tags\r\n7,港口,\r\n7,港口,\r\n");
  CHECK(written(RecordFormat::kCsv, {}) == "id,title,tags\r\n");
  CHECK(written(RecordFormat::kTsv, {}) == "id\ttitle\ttags\n");
  WriterOptions options;
  options.header = false;
  CHECK(written(RecordFormat::kTsv, {kPlain}, options) == "7\t港口\t\n");
  CHECK(written(RecordFormat::kCsv, {}, options).empty());
}

TEST_CASE("a byte order mark begins CSV alone", "[formats]") {
  WriterOptions options;
  options.bom = true;
  CHECK(written(RecordFormat::kCsv, {}, options) == "\ufeffid,title,tags\r\n");
  CHECK(written(RecordFormat::kTsv, {}, options) == "id\ttitle\ttags\n");
  CHECK(written(RecordFormat::kJsonl, {kPlain}, options).front() == '{');
}

TEST_CASE("formulas are defused on request, numbers are none", "[formats]") {
  const std::string start = GENERATE("=1+1", "+1", "-1", "@x", "\t=1", "\r=1");
  const std::string csv = cell(RecordFormat::kCsv, start, true);
  CHECK((csv == "'" + start || csv == "\"'" + start + "\""));
  CHECK(cell(RecordFormat::kTsv, start, true).starts_with('\''));
  CHECK(cell(RecordFormat::kTsv, start, false).front() != '\'');
  CHECK(cell(RecordFormat::kCsv, std::int64_t{-5}, true) == "-5");
  CHECK(cell(RecordFormat::kCsv, Strings{"=a", "b"}, true) == "'=a; b");
  CHECK(cell(RecordFormat::kCsv, std::string("a=b"), true) == "a=b");
}

TEST_CASE("JSON Lines writes one object a line", "[formats]") {
  const Record record = {{"n", std::int64_t{-1}},
                         {"null", std::monostate()},
                         {"list", Strings{"a", "\"b\""}},
                         {"none", Strings{}},
                         {"text", std::string("一\n\t\"\\/\x01\x1f\x7f\b\f\r")}};
  CHECK(written(RecordFormat::kJsonl, {record, kPlain}) ==
        "{\"n\":-1,\"null\":null,\"list\":[\"a\",\"\\\"b\\\"\"],\"none\":[],"
        "\"text\":\"一\\n\\t\\\"\\\\/\\u0001\\u001f\x7f\\b\\f\\r\"}\n"
        "{\"id\":7,\"title\":\"港口\",\"tags\":[]}\n");
  CHECK(written(RecordFormat::kJsonl, {}).empty());
}

TEST_CASE("JSON is one document with schema, total and results", "[formats]") {
  CHECK(written(RecordFormat::kJson, {}) == "{\"schema\":\"jianbao/1\",\"results\":[]}\n");
  WriterOptions options;
  options.total = 40;
  options.schema = "a\"b";
  const auto parsed =
      nlohmann::json::parse(written(RecordFormat::kJson, {kPlain, kPlain}, options));
  CHECK(parsed["schema"] == "a\"b");
  CHECK(parsed["total"] == 40);
  REQUIRE(parsed["results"].size() == 2);
  CHECK(parsed["results"][1]["title"] == "港口");
}

TEST_CASE("JSON strings of every byte and length come back", "[formats]") {
  for (std::size_t length = 0; length < 20; ++length) {
    for (int byte = 0; byte < 0x80; ++byte) {
      for (std::size_t at = 0; at < length; ++at) {
        std::string text(length, 'x');
        text[at] = static_cast<char>(byte);
        const auto line = written(RecordFormat::kJsonl, {{{"t", text}}});
        if (nlohmann::json::parse(line)["t"] != text) FAIL(line);
      }
    }
  }
}

TEST_CASE("bytes that are no UTF-8 become U+FFFD in JSON", "[formats]") {
  const std::string line = written(RecordFormat::kJsonl, {{{"t", std::string("a\xff港\xe6")}}});
  CHECK(line == "{\"t\":\"a\ufffd港\ufffd\"}\n");
}

TEST_CASE("the sink receives large pieces and nothing after a failure", "[formats]") {
  std::size_t pieces = 0;
  std::size_t bytes = 0;
  const auto writer = make_record_writer(RecordFormat::kCsv,
                                         [&](std::string_view piece) {
                                           ++pieces;
                                           bytes += piece.size();
                                         },
                                         {});
  for (int i = 0; i < 20'000; ++i) writer->write(kPlain);
  writer->write(Record{{"id", std::string(200'000, 'x')}});
  writer->finish({});
  CHECK(bytes == 15 + 20'000 * 11 + 200'002);
  CHECK(pieces < 10);

  const auto failing = make_record_writer(
      RecordFormat::kCsv, [](std::string_view) { throw std::runtime_error("disk full"); }, {});
  failing->write(kPlain);
  CHECK_THROWS_AS(failing->finish({}), std::runtime_error);
}
