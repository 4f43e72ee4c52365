#include <cstdlib>
#include <random>
#include <string>

#include <fmt/format.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "jianbao/formats/record_writer.h"
#include "support/fixture.h"

using jianbao::formats::make_record_writer;
using jianbao::formats::Record;
using jianbao::formats::RecordFormat;
using jianbao::formats::WriterOptions;
using jianbao::test::read_file;
using jianbao::test::TempDir;
using jianbao::test::write_file;

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Rows of cells made of the characters that CSV and TSV care about.
Rows tricky_rows(std::size_t columns) {
  constexpr std::string_view kPieces[] = {",", "\"", "\n", "\r", "\r\n", "\t",   "\\", "\\n",
                                          ";", " ",  "'",  "",   "a",    "港口", "🚢",  "，"};
  std::mt19937 random(99);
  Rows rows(400, std::vector<std::string>(columns));
  for (auto& row : rows) {
    for (std::string& cell : row) {
      for (auto left = random() % 12; left > 0; --left) cell += kPieces[random() % 16];
    }
  }
  return rows;
}

std::string written(RecordFormat format, const Rows& rows, bool bom) {
  std::string out;
  WriterOptions options;
  options.bom = bom;
  const auto writer = make_record_writer(
      format, [&out](std::string_view piece) { out += piece; }, options);
  for (const auto& row : rows) {
    Record record;
    for (const std::string& cell : row) record.push_back({"column", cell});
    writer->write(record);
  }
  writer->finish({});
  return out;
}

/// What a Python program makes of `bytes`; it finds the file in argv[1] and writes JSON to argv[2].
Rows read_by_python(const std::string& program, const std::string& bytes) {
  const TempDir folder;
  write_file(folder / "in", bytes);
  write_file(folder / "read.py", program);
  const std::string command =
      fmt::format("python3 '{}' '{}' '{}'", folder / "read.py", folder / "in", folder / "out");
  REQUIRE(std::system(command.c_str()) == 0);
  Rows rows = nlohmann::json::parse(read_file(folder / "out")).get<Rows>();
  REQUIRE_FALSE(rows.empty());
  rows.erase(rows.begin());
  return rows;
}

}  // namespace

TEST_CASE("Python's csv module reads CSV back identically", "[formats]") {
  const std::size_t columns = GENERATE(1U, 3U);
  const bool bom = GENERATE(false, true);
  const Rows rows = tricky_rows(columns);
  const std::string program =
      "import csv, json, sys\n"
      "csv.field_size_limit(1 << 30)\n"
      "with open(sys.argv[1], newline='', encoding='utf-8-sig') as f:\n"
      "    rows = list(csv.reader(f, strict=True))\n"
      "with open(sys.argv[2], 'w') as out:\n"
      "    json.dump(rows, out)\n";
  CHECK(read_by_python(program, written(RecordFormat::kCsv, rows, bom)) == rows);
}

TEST_CASE("TSV is read back line by line by undoing its escapes", "[formats]") {
  const Rows rows = tricky_rows(3);
  const std::string program =
      "import json, re, sys\n"
      "plain = {'n': '\\n', 't': '\\t', 'r': '\\r', '\\\\': '\\\\'}\n"
      "undo = lambda cell: re.sub(r'\\\\(.)', lambda m: plain[m[1]], cell)\n"
      "with open(sys.argv[1], encoding='utf-8') as f:\n"
      "    rows = [[undo(c) for c in line.rstrip('\\n').split('\\t')] for line in f]\n"
      "with open(sys.argv[2], 'w') as out:\n"
      "    json.dump(rows, out)\n";
  CHECK(read_by_python(program, written(RecordFormat::kTsv, rows, false)) == rows);
}
