#include <catch2/catch.hpp>
#include <string>

#include "jianbao/core/article.h"
#include "jianbao/core/clock.h"
#include "jianbao/core/error.h"

using namespace jianbao;

TEST_CASE("an error reads subject, problem and hint on one line", "[core]") {
  const Error whole(ErrorKind::kInput, "a.md", "is empty", "write something");
  CHECK(std::string(whole.what()) == "a.md: is empty; write something");
  CHECK(whole.kind() == ErrorKind::kInput);
  CHECK(whole.subject() == "a.md");
  CHECK(std::string(Error(ErrorKind::kUsage, "", "no source given").what()) == "no source given");
  CHECK(std::string(Error(ErrorKind::kUsage, "x", "y").what()) == "x: y");
}

TEST_CASE("an article is ordered by header, then publication, then first sight", "[core]") {
  Article article;
  CHECK(order_date(article, {3}) == Timestamp{3});
  article.published = Timestamp{2};
  CHECK(order_date(article, {3}) == Timestamp{2});
  article.header = Timestamp{1};
  CHECK(order_date(article, {3}) == Timestamp{1});
}

TEST_CASE("the machine's clock goes forward and stands in this century", "[core]") {
  const Timestamp first = system_now();
  CHECK(first > Timestamp{1'700'000'000'000});
  CHECK(first < Timestamp{4'102'444'800'000});
  CHECK(system_now() >= first);
}
