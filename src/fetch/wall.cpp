#include "jianbao/fetch/wall.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "fetch/headers.h"
#include "jianbao/text/ascii.h"

namespace jianbao::fetch {
namespace {

constexpr std::size_t kLookedAt = std::size_t{64} << 10U;
/// A challenge with status 200 is little more than a script; an article about it is longer, and
/// quotes the markup escaped.
constexpr std::size_t kSmall = std::size_t{16} << 10U;

enum class When {
  kAlways,
  kRefusal,  ///< 4xx and 5xx, but for 404 and 410, which say something else
  kSmallPage,
};

/// A wall, and all that must be there for it.  What walls put into the ordinary pages that pass
/// through them (Cloudflare's and Imperva's scripts, DataDome's header) proves nothing.
struct Sign {
  std::string_view name;
  When when;
  std::string_view header;               ///< empty: none is asked for
  std::string_view header_holds;         ///< in lower case; empty: any value
  std::array<std::string_view, 2> body;  ///< empty: nothing is asked for
};

constexpr std::string_view kCloudflare = "Cloudflare's challenge for browsers";
constexpr std::string_view kAws = "a challenge of AWS WAF";
constexpr std::string_view kCaptcha = "a captcha";

constexpr std::array<Sign, 53> kSigns{{
    {kCloudflare, When::kAlways, "cf-mitigated", "challenge", {}},
    {kCloudflare, When::kRefusal, "cf-ray", "", {"_cf_chl_opt"}},
    {kCloudflare, When::kRefusal, "cf-ray", "", {"cf-browser-verification"}},
    {kCloudflare, When::kRefusal, "server", "cloudflare", {"_cf_chl_opt"}},
    {kCloudflare, When::kRefusal, "server", "cloudflare", {"id=\"challenge-form\""}},
    // With a success's status and, behind a site's own proxy, without Cloudflare's headers.
    {kCloudflare, When::kSmallPage, "", "", {"/cdn-cgi/challenge-platform/", "orchestrate/chl_"}},
    {kCloudflare, When::kSmallPage, "", "", {"<title>Just a moment...</title>", "_cf_chl"}},
    {kCloudflare,
     When::kSmallPage,
     "",
     "",
     {"challenge-error-text", "Enable JavaScript and cookies to continue"}},
    {kCloudflare,
     When::kSmallPage,
     "",
     "",
     {"cf-browser-verification", "DDoS protection by Cloudflare"}},
    {kCloudflare, When::kRefusal, "", "", {"<title>Attention Required! | Cloudflare</title>"}},
    {"a firewall rule at Cloudflare",
     When::kRefusal,
     "cf-ray",
     "",
     {"cf-error-details", "you have been blocked"}},
    {"a firewall rule at Cloudflare", When::kRefusal, "cf-ray", "", {"cf-error-details", ">1020<"}},
    {"Akamai's protection",
     When::kRefusal,
     "server",
     "akamaighost",
     {"Access Denied", "errors.edgesuite.net"}},
    {"Akamai's protection",
     When::kRefusal,
     "",
     "",
     {"<TITLE>Access Denied</TITLE>", "errors.edgesuite.net"}},
    {"Akamai's challenge", When::kSmallPage, "", "", {"http-equiv=\"refresh\"", "bm-verify="}},
    {"Akamai's challenge", When::kRefusal, "", "", {"sec-if-cpt-container"}},
    {"a captcha of DataDome", When::kRefusal, "", "", {"captcha-delivery.com", "dd={"}},
    {"a captcha of DataDome", When::kRefusal, "x-datadome", "", {"captcha-delivery.com"}},
    {"Imperva's protection", When::kRefusal, "", "", {"Incapsula incident ID"}},
    {"Imperva's protection",
     When::kSmallPage,
     "",
     "",
     {"id=\"main-iframe\"", "_Incapsula_Resource"}},
    {"a captcha of PerimeterX", When::kRefusal, "", "", {"px-captcha", "_pxAppId"}},
    {"a captcha of PerimeterX", When::kRefusal, "", "", {"px-captcha", "px-cdn"}},
    {kAws, When::kAlways, "x-amzn-waf-action", "challenge", {}},
    {kAws, When::kAlways, "x-amzn-waf-action", "captcha", {}},
    {kAws, When::kSmallPage, "", "", {"awsWafCookieDomainList", "gokuProps"}},
    {"DDoS-Guard's check of browsers",
     When::kRefusal,
     "server",
     "ddos-guard",
     {"/.well-known/ddos-guard/"}},
    {"DDoS-Guard's check of browsers",
     When::kRefusal,
     "server",
     "ddos-guard",
     {"check.ddos-guard.net"}},
    {"Sucuri's firewall", When::kRefusal, "", "", {"Sucuri Website Firewall", "Access Denied"}},
    {"Sucuri's check of browsers", When::kSmallPage, "", "", {"sucuri_cloudproxy_js"}},
    {"Qrator's check of browsers", When::kRefusal, "server", "qrator", {"__qrator"}},
    {"Vercel's challenge", When::kAlways, "x-vercel-mitigated", "challenge", {}},
    {"Kasada's protection", When::kRefusal, "x-kpsdk-ct", "", {}},
    {"Alibaba Cloud's check of browsers", When::kSmallPage, "", "", {"acw_sc__v2", "arg1="}},
    {"Alibaba Cloud's firewall", When::kRefusal, "", "", {"errors.aliyun.com"}},
    {"Jiasule's check of browsers", When::kRefusal, "set-cookie", "__jsluid", {"document.cookie"}},
    {"Anubis's check of browsers", When::kSmallPage, "", "", {"id=\"anubis_challenge\""}},
    {"SiteGround's check of browsers", When::kAlways, "sg-captcha", "challenge", {}},
    {"SiteGround's check of browsers",
     When::kSmallPage,
     "",
     "",
     {"http-equiv=\"refresh\"", "/.well-known/sgcaptcha/"}},
    {"F5's firewall",
     When::kSmallPage,
     "",
     "",
     {"<title>Request Rejected</title>", "Your support ID is"}},
    {"Wordfence's firewall", When::kRefusal, "", "", {"Generated by Wordfence"}},
    {"Huawei Cloud's firewall", When::kRefusal, "server", "huaweicloudwaf", {}},
    {"Huawei Cloud's firewall", When::kRefusal, "", "", {"hws_security@"}},
    {"Tencent Cloud's firewall", When::kRefusal, "", "", {"waf.tencent-cloud.com"}},
    {"Knownsec's firewall", When::kRefusal, "", "", {"365cyd.com"}},
    {"Safedog's firewall", When::kRefusal, "", "", {"404.safedog.cn"}},
    {"360's firewall", When::kRefusal, "", "", {"wzws-waf-cgi/"}},
    {"River Security's check of browsers", When::kRefusal, "", "", {"$_ts=window['$_ts']"}},
    {kCaptcha, When::kRefusal, "", "", {"unusual traffic", "captcha"}},
    {kCaptcha, When::kRefusal, "", "", {"you are human", "captcha"}},
    {kCaptcha, When::kRefusal, "", "", {"you are not a robot", "captcha"}},
    {kCaptcha, When::kRefusal, "", "", {"人机验证"}},
    {kCaptcha, When::kRefusal, "", "", {"安全验证", "captcha"}},
    {kCaptcha, When::kRefusal, "", "", {"拖动滑块"}},
}};

bool is_time(When when, int status, std::size_t size) {
  switch (when) {
    case When::kAlways:
      return true;
    case When::kRefusal:
      return status >= 400 && status != 404 && status != 410;
    case When::kSmallPage:
      return size < kSmall && status != 404 && status != 410;
  }
  return false;
}

bool has_header(std::string_view headers, const Sign& sign) {
  if (sign.header.empty()) return true;
  const std::string values = text::ascii_lowered(header_values(headers, sign.header));
  return !values.empty() && values.find(sign.header_holds) != std::string::npos;
}

bool is_there(const Sign& sign, int status, std::string_view headers, std::string_view head) {
  return is_time(sign.when, status, head.size()) &&
         std::all_of(
             sign.body.begin(), sign.body.end(),
             [&](std::string_view mark) { return head.find(mark) != std::string_view::npos; }) &&
         has_header(headers, sign);
}

}  // namespace

std::optional<std::string> bot_wall(int status, std::string_view headers, std::string_view head) {
  head = head.substr(0, kLookedAt);
  const auto* found = std::find_if(kSigns.begin(), kSigns.end(), [&](const Sign& sign) {
    return is_there(sign, status, headers, head);
  });
  if (found == kSigns.end()) return std::nullopt;
  return "a bot wall answered in place of the site: " + std::string(found->name) +
         "; another address of the source, or a proxy, may not have it";
}

std::string why_no_document(const Outcome& outcome) {
  if (std::holds_alternative<Body>(outcome)) return {};
  if (const auto* failed = std::get_if<Failed>(&outcome)) return failed->reason;
  const auto* rejected = std::get_if<Rejected>(&outcome);
  if (rejected == nullptr) return "gave no document";
  return bot_wall(rejected->status, rejected->headers, rejected->body_head)
      .value_or(rejected->reason);
}

}  // namespace jianbao::fetch
