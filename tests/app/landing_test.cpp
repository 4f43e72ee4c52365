#include "app/landing.h"

#include <catch2/catch.hpp>
#include <string>

using namespace jianbao::app;

namespace {

const std::string kArticle = "https://news.example/china/2024/05/a-123.html";

}  // namespace

TEST_CASE("what was asked for is what it is, whatever its address", "[app][page]") {
  for (const char* url :
       {"https://news.example/", "https://news.example/login/", "https://passport.example/news/1",
        "https://news.example/404.html", "https://news.example/zh", "https://consent.example/"}) {
    CAPTURE(url);
    CHECK(landing_of(url, url) == Landing::kAsked);
  }
  CHECK(landing_of(kArticle, "") == Landing::kAsked);
  CHECK(landing_of(kArticle, "no address") == Landing::kAsked);
}

TEST_CASE("usual redirects of articles are none of these", "[app][page]") {
  const auto [asked, now] = GENERATE(table<std::string, std::string>({
      {"http://news.example/a/1", "https://www.news.example/a/1/"},
      {"https://news.example/a/1?utm_source=rss", "https://news.example/a/1"},
      {"https://news.example/a/1/amp", "https://news.example/a/1"},
      {"https://news.example/what-we-know-so-far/amp", "https://news.example/what-we-know-so-far"},
      {"https://news.example/essay/amp", "https://news.example/essay"},
      {"https://news.example/a/1/index.html", "https://news.example/a/1/"},
      {"https://news.example/story/1/some-slug-of-it", "https://news.example/story/1"},
      {"https://t.example/x7Yz", "https://news.example/china/article"},
      {"https://t.example/x7Yz", "https://news.example/?p=123"},
      {"https://news.example/?p=123", "https://news.example/2024/05/slug/"},
      {"https://news.example/", "https://news.example/zh/"},
      {"https://news.example", "https://www.news.example/index.html"},
      {"https://news.example/index.html", "https://news.example/"},
      {"https://news.example/tag/login/1", "https://news.example/login/1.html"},
      {"https://news.example/n/1", "https://news.example/author-s-login-story"},
      {"https://passport.example/n/1", "https://passport.example/n/2"},
  }));
  CAPTURE(asked, now);
  CHECK(landing_of(asked, now) == Landing::kAsked);
}

TEST_CASE("a request for an article that ends at a front page is told", "[app][page]") {
  const auto [asked, now] = GENERATE(table<std::string, std::string>({
      {kArticle, "https://news.example/"},
      {kArticle, "https://news.example"},
      {kArticle, "http://www.news.example/index.html"},
      {kArticle, "https://m.news.example/INDEX.PHP"},
      {kArticle, "https://news.example/home"},
      {kArticle, "https://news.example/default.aspx"},
      {kArticle, "https://news.example/zh/"},
      {kArticle, "https://news.example/zh-hant/index.html"},
      {kArticle, "https://news.example/?utm_source=gone"},
      {kArticle, "https://other.example/"},
      {kArticle, "https://news.example/china/"},
      {kArticle, "https://news.example/china/index.html"},
      {kArticle + "?id=4", "https://news.example/?id=4"},
      {"https://news.example/?p=123", "https://news.example/"},
      {"https://news.example/zh?p=123", "https://news.example/zh"},
      {"https://news.example/zhongwen/simp/articles/c1x2", "https://news.example/zhongwen/simp"},
      {"https://news.example/opinion/the-long-way-home", "https://news.example/opinion"},
  }));
  CAPTURE(asked, now);
  CHECK(landing_of(asked, now) == Landing::kFront);
}

TEST_CASE("a request that ends at a login, an error or a consent page is told", "[app][page]") {
  const auto [now, landing] = GENERATE(table<std::string, Landing>({
      {"https://news.example/login?next=%2Fchina", Landing::kLogin},
      {"https://news.example/user/Login.aspx", Landing::kLogin},
      {"https://news.example/wp-login.php?redirect_to=x", Landing::kLogin},
      {"https://news.example/account/signin", Landing::kLogin},
      {"https://news.example/sso/start", Landing::kLogin},
      {"https://passport.news.example/visitor", Landing::kLogin},
      {"https://login.other.example/", Landing::kLogin},
      {"https://bbs.example/member.php?mod=logging&action=login", Landing::kLogin},
      {"https://news.example/passport/renewal", Landing::kPass},
      {"https://news.example/auth/1", Landing::kPass},
      {"https://news.example/404", Landing::kMissing},
      {"https://news.example/404.html", Landing::kMissing},
      {"https://news.example/errors/gone.html", Landing::kMissing},
      {"https://news.example/page-not-found/", Landing::kMissing},
      {"https://consent.news.example/m?continue=x", Landing::kConsent},
  }));
  CAPTURE(now);
  CHECK(landing_of(kArticle, now) == landing);
}
