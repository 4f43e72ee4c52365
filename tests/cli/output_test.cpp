#include <catch2/catch.hpp>

#include "cli/sandbox.h"

using jianbao::test::Sandbox;
using jianbao::test::Stream;

TEST_CASE("a reader that went away is no error", "[cli]") {
  Sandbox jianbao;
  jianbao.options.out = Stream::kBrokenPipe;
  for (const auto& line : {std::vector<std::string>{"config", "show"}, {"--help"}, {"--version"}}) {
    const auto result = jianbao(line);
    CHECK(result.status == 0);
    CHECK_FALSE(result.killed);
    CHECK(result.err.empty());
  }
}

TEST_CASE("a full disk or a closed stdout is an error", "[cli]") {
  Sandbox jianbao;
  jianbao.options.out = Stream::kFull;
  const auto full = jianbao({"config", "show"});
  CHECK(full.status == 4);
  CHECK(full.err == "jianbao: standard output: cannot write: No space left on device\n");
  jianbao.options.out = Stream::kClosed;
  const auto closed = jianbao({"config", "show"});
  CHECK(closed.status == 4);
  CHECK(closed.err == "jianbao: standard output: cannot write: Bad file descriptor\n");
}

TEST_CASE("with stderr closed the work is done all the same", "[cli]") {
  Sandbox jianbao;
  jianbao.options.err = Stream::kClosed;
  CHECK(jianbao({"config", "show"}).status == 0);
  CHECK(jianbao({"nonsense"}).status == 2);
}

TEST_CASE("what strangers wrote cannot act on the terminal", "[cli]") {
  Sandbox jianbao;
  jianbao.write("page.html",
                jianbao::test::news_page("red \x1b[31mtitle",
                                         "正文 \x1b]0;pwned\x07 的第一段，讲了很多事情。"));
  jianbao.options.out = Stream::kTerminal;
  for (const std::string format : {"json", "text"}) {
    const auto result = jianbao({"extract", "--format", format, "page.html"});
    CHECK(result.status == 0);
    CHECK(result.out.find('\x1b') == std::string::npos);
    CHECK(result.out.find('\x07') == std::string::npos);
  }
  const auto error = jianbao({"extract", "no\x1b[31mfile"});
  CHECK(error.err.find('\x1b') == std::string::npos);
}
