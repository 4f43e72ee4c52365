#include <random>
#include <string>

#include <catch2/catch.hpp>

#include "jianbao/formats/article_file.h"
#include "jianbao/formats/kind.h"
#include "jianbao/text/unicode.h"

using jianbao::formats::ArticleFile;
using jianbao::formats::kind_of;
using jianbao::formats::peek_date;
using jianbao::formats::read_article_file;
using namespace std::string_view_literals;

namespace {

const std::string kTricky[] = {
    "---\ntitle: \"a\\u4e2d\\ud83d\\ude00\\x41\\q\"\ndate: 2020-06-21 17:58:52 +0800 # c\n"
    "tags: [a, 'b, c', \"d\\\"\"]\nauthor:\n  - 甲\n  - '乙''丙'\nnote: >-\n  一\n  二\n"
    "map:\n  x: 1\n...\n<!--1592762332000-->\r\n[[a](b)](https://a.example/(x))\r\n---\r\n"
    "日期：Sun, 21 Jun 2020 17:58:52 GMT\r\n\r\n<p>正文&amp;\r\n",
    "\ufeff\n<!---1-->\n[上\n下 &#x4e2d;&#65;&eacute;](//a.example) "
    "tail\n------\n\n\x01\x02\xc2\x85 x",
    "[](](](](\n---\n日期:2020\n[", "---\n\"\n'\n[\n{\na: [\nb: \"\nc: '\nd: [\"\n---\n[",
    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"]>\">]><!-- c --><rdf:RDF>"};

/// Everything that must hold for any bytes at all.
void check_sane(const std::string& bytes) {
  const ArticleFile file = read_article_file(bytes);
  const char* end = bytes.data() + bytes.size();
  const bool inside = file.body.empty() || (file.body.data() >= bytes.data() &&
                                            file.body.data() + file.body.size() <= end);
  CHECK(inside);
  CHECK(jianbao::text::is_valid_utf8(file.title));
  CHECK(file.title.find('\n') == std::string::npos);
  CHECK(file.date_from_front_matter <= file.date.has_value());
  CHECK(file.warnings.size() < 30);
  for (const std::string& warning : file.warnings) {
    CHECK(jianbao::text::is_valid_utf8(warning));
    CHECK(warning.find('\n') == std::string::npos);
  }
  peek_date(bytes);
  kind_of(bytes);
  kind_of(bytes, "x.html");
}

}  // namespace

TEST_CASE("every prefix of a tricky file is read without harm", "[formats][robust]") {
  for (const std::string& whole : kTricky) {
    for (std::size_t length = 0; length <= whole.size(); ++length) {
      check_sane(whole.substr(0, length));
    }
  }
}

TEST_CASE("a tricky file with any byte changed is read without harm", "[formats][robust]") {
  std::mt19937 random(20200621);
  for (const std::string& whole : kTricky) {
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(random() & 0xFFU);
      check_sane(bytes);
    }
  }
}

TEST_CASE("random bytes are read without harm", "[formats][robust]") {
  constexpr std::string_view kAlphabet = "[]()<>!-\n\r \"'#:&;,{}|ab0\0\xe4\xb8\xad\xff"sv;
  std::mt19937 random(5);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = round % 3 == 0 ? "---\n" : round % 3 == 1 ? "<!--1-->\n[" : "";
    const std::size_t length = random() % 300;
    for (std::size_t i = 0; i < length; ++i) bytes += kAlphabet[random() % kAlphabet.size()];
    check_sane(bytes);
  }
}

TEST_CASE("hostile repetition costs linear time", "[formats][robust]") {
  const std::string unit =
      GENERATE("](", "[", "[]()", "&", "&#", "-\n", "\n", "a:\n", "- a\n", "a: [b,", "\"", "<!--",
               "<?", "<", "[a](b)\n", "a: \"b\"c\"\n", ",");
  const std::string front = GENERATE("", "<!--1-->\n[", "---\ntags: [", "---\na:\n");
  std::string bytes = front;
  while (bytes.size() < (std::size_t{2} << 20U)) bytes += unit;
  check_sane(bytes);
  bytes += front.starts_with("---") ? "\n---\n" : "](https://a.example/)\n------\n\n";
  check_sane(bytes);
}
