#include "jianbao/formats/json_stream.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

using jianbao::formats::JsonStream;

namespace {

/// What a stream writes that `write` fills.
template <class Write>
std::string written(Write write) {
  std::string text;
  JsonStream json([&](std::string_view piece) { text += piece; });
  write(json);
  json.finish();
  return text;
}

}  // namespace

TEST_CASE("A JSON stream puts commas between members and values", "[formats]") {
  const std::string text = written([](JsonStream& json) {
    json.begin_object();
    json.member("a", "b");
    json.key("list");
    json.begin_array();
    json.string("c");
    json.begin_object();
    json.end_object();
    json.begin_array();
    json.end_array();
    json.null();
    json.end_array();
    json.member("d", "");
    json.end_object();
  });
  CHECK(text == "{\"a\":\"b\",\"list\":[\"c\",{},[],null],\"d\":\"\"}\n");
}

TEST_CASE("A JSON stream escapes what JSON cannot hold", "[formats]") {
  const std::string text = written(
      [](JsonStream& json) { json.string(std::string_view("\"\\/\n\t\r\b\f\x01\x7F中\0", 14)); });
  CHECK(text == "\"\\\"\\\\/\\n\\t\\r\\b\\f\\u0001\x7F中\\u0000\"\n");
  CHECK(written([](JsonStream& json) { json.string("a\xFF"); }) == "\"a\uFFFD\"\n");
}

TEST_CASE("A JSON stream passes on texts of any size", "[formats]") {
  const std::string large = std::string(70'000, 'x') + "\n" + std::string(70'000, 'y');
  const std::string text = written([&](JsonStream& json) {
    json.begin_array();
    for (int i = 0; i < 20'000; ++i) json.string("item");
    json.string(large);
    json.end_array();
  });
  const auto parsed = nlohmann::json::parse(text);
  CHECK(parsed.size() == 20'001);
  CHECK(parsed.back() == large);
}
