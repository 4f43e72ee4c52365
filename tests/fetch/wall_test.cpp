#include "jianbao/fetch/wall.h"

#include <catch2/catch.hpp>

#include <string>

using jianbao::fetch::bot_wall;

namespace {

std::string block(int status, const std::string& lines) {
  return "HTTP/2 " + std::to_string(status) + "\r\n" + lines + "\r\n\r\n";
}

}  // namespace

TEST_CASE("bot walls are named", "[fetch][wall]") {
  const auto [status, lines, body,
              name] = GENERATE(table<int, std::string, std::string, std::string>({
      {403, "cf-mitigated: challenge", "", "Cloudflare"},
      {503, "CF-RAY: 8f2-HKG\r\nserver: cloudflare",
       "<title>Just a moment...</title><script>window._cf_chl_opt={cvId:'3'};</script>",
       "Cloudflare"},
      {403, "cf-ray: 1",
       "<h1 data-translate=\"block_headline\">Sorry, you have been blocked</h1>"
       "<div id=\"cf-error-details\">",
       "firewall rule at Cloudflare"},
      {403, "Server: AkamaiGHost",
       "<HTML><HEAD>\n<TITLE>Access Denied</TITLE></HEAD><BODY>Reference&#32;&#35;18&#46;d "
       "https://errors.edgesuite.net/18.d",
       "Akamai"},
      {403, "x-datadome: protected",
       "<script>var dd={'rt':'c'}</script><script src=\"https://ct.captcha-delivery.com/c.js\">",
       "DataDome"},
      {200, "x-iinfo: 1",
       "<html><iframe id=\"main-iframe\" src=\"/_Incapsula_Resource?CWUDNSAI=9\">", "Imperva"},
      {403, "", "Request unsuccessful. Incapsula incident ID: 877", "Imperva"},
      {403, "", "<script>window._pxAppId='PX1';</script><div id=\"px-captcha\">", "PerimeterX"},
      {202, "x-amzn-waf-action: challenge", "", "AWS WAF"},
      {405, "x-amzn-waf-action: captcha", "", "AWS WAF"},
      {403, "server: ddos-guard", "<script src=\"/.well-known/ddos-guard/js-challenge/index.js\">",
       "DDoS-Guard"},
      {403, "server: Sucuri/Cloudproxy", "<title>Sucuri Website Firewall - Access Denied</title>",
       "Sucuri"},
      {401, "Server: QRATOR", "<script src=\"/__qrator/qauth_utm_v2.js\">", "Qrator"},
      {429, "x-vercel-mitigated: challenge", "", "Vercel"},
      {200, "", "<html><script>var arg1='AB';document.cookie='acw_sc__v2='</script>", "Alibaba"},
      {521, "Set-Cookie: __jsluid_s=a", "<script>document.cookie=('_')+('_')</script>", "Jiasule"},
      {200, "", "<script id=\"anubis_challenge\" type=\"application/json\">", "Anubis"},
      {403, "", "Please verify you are human <div class=\"h-captcha\">", "captcha"},
      {403, "", "<h1>请完成人机验证</h1>", "captcha"},
  }));
  CAPTURE(status, lines, body);
  const auto wall = bot_wall(status, block(status, lines), body);
  REQUIRE(wall);
  CHECK(wall->find("a bot wall answered in place of the site: ") == 0);
  CHECK(wall->find(name) != std::string::npos);
  CHECK(wall->find('\n') == std::string::npos);
}

TEST_CASE("honest answers are no bot walls", "[fetch][wall]") {
  const std::string long_article(20'000, 'x');
  const auto [status, lines, body] = GENERATE_COPY(table<int, std::string, std::string>({
      {404, "cf-ray: 1\r\nserver: cloudflare", "<h1>Not found</h1>"},
      {403, "cf-ray: 1\r\nserver: cloudflare", "<h1>Forbidden</h1><p>members only</p>"},
      {403, "server: nginx", "<center><h1>403 Forbidden</h1></center><hr>nginx"},
      {503, "server: nginx", "<h1>503 Service Temporarily Unavailable</h1>"},
      {522, "cf-ray: 1\r\nserver: cloudflare", "<div id=\"cf-error-details\">Connection timed out"},
      {521, "cf-ray: 1\r\nserver: cloudflare", "Web server is down"},
      // Cloudflare's and Imperva's scripts in ordinary pages.
      {403, "cf-ray: 1",
       "<script>window.__CF$cv$params={r:'1'};a.src='/cdn-cgi/challenge-platform/scripts/jsd/"
       "main.js'"},
      {200, "x-iinfo: 1", "<script src=\"/_Incapsula_Resource?SWJIYLWA=7\"></script><p>News"},
      {200, "x-datadome: protected", "<p>News</p>"},
      {403, "x-datadome: protected", "<p>Subscribers only</p>"},
      {404, "server: AkamaiGHost", "<TITLE>Access Denied</TITLE> errors.edgesuite.net"},
      {403, "server: ddos-guard", "<h1>Forbidden</h1>"},
      {403, "Server: QRATOR", "<h1>Forbidden</h1>"},
      // Articles about walls.
      {200, "cf-ray: 1",
       "<p>Cloudflare shows <code>Just a moment...</code> and sets _cf_chl_opt; "
       "cf-browser-verification; verify you are human; captcha</p>"},
      {200, "", "<p>Incapsula incident ID, px-captcha, _pxAppId, 人机验证, 拖动滑块</p>"},
      {200, "", long_article + "acw_sc__v2 arg1="},
      {200, "", "<p>unusual traffic and captcha</p>"},
      {403, "", "<form>Log in <div class=\"g-recaptcha\"></div></form>"},
      {404, "", "please verify you are human captcha"},
      {304, "", ""},
      {0, "", ""},
  }));
  CAPTURE(status, lines, body);
  CHECK_FALSE(bot_wall(status, block(status, lines), body));
}
