// `extract URL` against servers on loopback: what is fetched, as what it is read, what is refused.

#include <catch2/catch.hpp>
#include <csignal>
#include <future>
#include <string>

#include "cli/sandbox.h"
#include "support/gzip.h"
#include "support/site_server.h"

using jianbao::test::gzipped;
using jianbao::test::lines;
using jianbao::test::news_page;
using jianbao::test::ok;
using jianbao::test::parse_json;
using jianbao::test::redirect_to;
using jianbao::test::Sandbox;
using jianbao::test::SiteServer;
using jianbao::test::target_of;

namespace {

const std::string kPage = news_page("渡口停航", "摆渡船今天在浓雾里停了一天，乘客在岸边等候。");
// "渡口停航" in GB18030, in a page that names no charset.
const std::string kGbkPage = "<title>\xb6\xc9\xbf\xda\xcd\xa3\xba\xbd</title><p>x</p>";

std::string answer(const std::string& head) {
  const std::string target = target_of(head);
  if (target == "/page.html") return ok(kPage, "Content-Type: text/html; charset=utf-8\r\n");
  if (target == "/gbk.html") return ok(kGbkPage, "Content-Type: text/html; charset=gbk\r\n");
  if (target == "/latin.html")
    return ok("<title>\xe9t\xe9</title>", "Content-Type: text/html; charset=iso-8859-1\r\n");
  if (target == "/moved.html") return redirect_to("/page.html", 301);
  if (target == "/loop.html") return redirect_to("/loop.html");
  if (target == "/page.html.gz") return ok(gzipped(kPage), "Content-Type: application/gzip\r\n");
  if (target == "/paper.pdf")
    return ok("%PDF-1.7\n%\xe2\xe3\n", "Content-Type: application/pdf\r\n");
  return "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone";
}

}  // namespace

TEST_CASE("extract fetches a page and says where redirects led to", "[cli][extract][network]") {
  SiteServer sites(answer);
  const Sandbox jianbao;
  const auto result = jianbao({"extract", "--pause", "0", sites.url(1, "/moved.html")});
  INFO(result.err);
  CHECK(result.status == 0);
  const auto page = parse_json(result.out);
  CHECK(page.at("title") == "渡口停航");
  CHECK(page.at("url") == sites.url(1, "/page.html"));
  // An address that is named is the user's own choice, which no robots.txt is asked about.
  for (const auto& visit : sites.visits()) CHECK(visit.target != "/robots.txt");
}

TEST_CASE("extract reads pages in the charset that the server names", "[cli][extract][network]") {
  SiteServer sites(answer);
  const Sandbox jianbao;
  const auto result = jianbao({"extract", "--pause", "0", "--explain", sites.url(1, "/gbk.html"),
                               sites.url(1, "/latin.html"), sites.url(1, "/page.html.gz")});
  CHECK(result.status == 0);
  const auto printed = lines(result.out);
  REQUIRE(printed.size() == 3);
  CHECK(parse_json(printed[0]).at("title") == "渡口停航");
  CHECK(parse_json(printed[1]).at("title") == "été");
  CHECK(parse_json(printed[2]).at("title") == "渡口停航");
  CHECK(parse_json(printed[2]).at("file") == sites.url(1, "/page.html.gz"));
  CHECK(result.err.find("  read as gb18030\n") != std::string::npos);
  CHECK(result.err.find("  read as windows-1252\n") != std::string::npos);
}

TEST_CASE("extract names each page that it cannot fetch and goes on", "[cli][extract][network]") {
  SiteServer sites(answer);
  const Sandbox jianbao;
  const auto result =
      jianbao({"extract", "--pause", "0", sites.url(1, "/gone.html"), sites.url(1, "/loop.html"),
               sites.url(1, "/paper.pdf"), sites.url(1, "/page.html")});
  CHECK(result.status == 3);
  CHECK(lines(result.out).size() == 1);
  const auto told = lines(result.err);
  REQUIRE(told.size() == 3);
  CHECK(told[0].starts_with("jianbao: " + sites.url(1, "/gone.html") + ": "));
  CHECK(told[0].find("404") != std::string::npos);
  CHECK(told[1].find("redirect") != std::string::npos);
  CHECK(told[2] ==
        "jianbao: " + sites.url(1, "/paper.pdf") + ": is no web page but a PDF document");
  CHECK(jianbao({"extract", sites.url(1, "/gone.html")}).status == 4);
}

TEST_CASE("extract follows a redirect to a private address with --allow-private alone",
          "[cli][extract][network]") {
  SiteServer inside(answer);
  // It answers for the Internet: an address that is private itself may lead to others.
  SiteServer proxy([&](const std::string&) { return redirect_to(inside.url(2, "/page.html")); });
  Sandbox jianbao;
  jianbao.options.environment["http_proxy"] = "http://127.0.0.1:" + std::to_string(proxy.port());
  jianbao.options.environment["no_proxy"] = "127.0.1.0/24";
  const std::string address = "http://93.184.215.14/news.html";
  const auto refused = jianbao({"extract", "--pause", "0", address});
  CHECK(refused.status == 4);
  CHECK(refused.out.empty());
  CHECK(lines(refused.err).size() == 1);
  CHECK(refused.err.find("--allow-private") != std::string::npos);
  CHECK(inside.visits().empty());
  const auto allowed = jianbao({"extract", "--pause", "0", "--allow-private", address});
  CHECK(allowed.status == 0);
  CHECK(parse_json(allowed.out).at("url") == inside.url(2, "/page.html"));
}

TEST_CASE("extract ends with its signal while a server keeps it waiting",
          "[cli][extract][network]") {
  const Sandbox jianbao;
  std::promise<void> asked;
  std::promise<void> ended;
  SiteServer sites([&](const std::string& head) {
    asked.set_value();
    ended.get_future().wait();
    return answer(head);
  });
  auto running = jianbao.start({"extract", sites.url(1, "/page.html")});
  asked.get_future().wait();
  running.signal(SIGTERM);
  const auto result = running.finish();
  ended.set_value();
  CHECK(result.status == 143);
  CHECK(result.out.empty());
}
