#pragma once

#include <array>
#include <string_view>

namespace jianbao::app {

// All folded: in lower case, simplified Han, half width.  They stand for the traditional ones too.

inline constexpr std::array<std::string_view, 31> kLoginTitles{
    "登录",         "登入",       "请登录",        "请登入",   "请先登录",   "用户登录", "用户登入",
    "会员登录",     "会员登入",   "账号登录",      "帐号登录", "账户登录",   "登录页",   "登录页面",
    "登录/注册",    "注册/登录",  "登录 / 注册",   "登录注册", "登录或注册", "扫码登录", "微信登录",
    "统一身份认证", "sign in",    "signin",        "sign-in",  "log in",     "login",    "logon",
    "member login", "user login", "login required"};
inline constexpr std::array<std::string_view, 6> kLoginTitleBeginnings{
    "sign in to ", "sign in or ", "log in to ", "log in or ", "login to ", "please log in"};
inline constexpr std::array<std::string_view, 23> kLoginPhrases{"请先登录",
                                                                "请登录后",
                                                                "请先登入",
                                                                "请登入",
                                                                "登录后查看",
                                                                "登录后阅读",
                                                                "登录后继续",
                                                                "登录后才",
                                                                "登录以继续",
                                                                "需要登录",
                                                                "还未登录",
                                                                "尚未登录",
                                                                "还没有登录",
                                                                "忘记密码",
                                                                "please log in",
                                                                "please login",
                                                                "please sign in",
                                                                "sign in to ",
                                                                "log in to ",
                                                                "must be logged in",
                                                                "need to be logged in",
                                                                "need to log in",
                                                                "forgot your password"};

inline constexpr std::array<std::string_view, 29> kMissingTitles{"404",
                                                                 "404页",
                                                                 "404页面",
                                                                 "404错误",
                                                                 "404 错误",
                                                                 "404错误页",
                                                                 "404错误页面",
                                                                 "错误404",
                                                                 "404 error",
                                                                 "error 404",
                                                                 "404 not found",
                                                                 "http 404",
                                                                 "410",
                                                                 "410 gone",
                                                                 "gone",
                                                                 "not found",
                                                                 "page not found",
                                                                 "file not found",
                                                                 "article not found",
                                                                 "content not found",
                                                                 "page gone",
                                                                 "error",
                                                                 "出错了",
                                                                 "出错啦",
                                                                 "错误提示",
                                                                 "错误页面",
                                                                 "提示信息",
                                                                 "系统提示",
                                                                 "系统错误"};
inline constexpr std::array<std::string_view, 30> kMissingPhrases{"页面不存在",
                                                                  "网页不存在",
                                                                  "文章不存在",
                                                                  "内容不存在",
                                                                  "新闻不存在",
                                                                  "页面没有找到",
                                                                  "页面未找到",
                                                                  "页面找不到",
                                                                  "页面不见了",
                                                                  "找不到页面",
                                                                  "找不到网页",
                                                                  "找不到该页",
                                                                  "找不到此页",
                                                                  "找不到这个页面",
                                                                  "找不到您",
                                                                  "您访问的页面",
                                                                  "您要访问的页面",
                                                                  "您要找的页面",
                                                                  "您查找的页面",
                                                                  "文章已删除",
                                                                  "文章已被",
                                                                  "内容已删除",
                                                                  "内容已被",
                                                                  "内容因违规无法查看",
                                                                  "404 not found",
                                                                  "page not found",
                                                                  "page could not be found",
                                                                  "page cannot be found",
                                                                  "requested url was not found",
                                                                  "page does not exist"};
/// Words of such pages' sentences that titles do not have.
inline constexpr std::array<std::string_view, 8> kMissingSentences{
    "page you are looking for",
    "page you were looking for",
    "page you requested",
    "page no longer exists",
    "page doesn't exist",
    "page doesn\u2019t exist",
    "article is no longer available",
    "content is no longer available"};

inline constexpr std::array<std::string_view, 16> kScriptPhrases{
    "enable javascript",      "javascript is disabled",
    "javascript is required", "javascript is not enabled",
    "requires javascript",    "turn on javascript",
    "需要javascript",         "启用javascript",
    "开启javascript",         "打开javascript",
    "不支持javascript",       "需要 javascript",
    "启用 javascript",        "开启 javascript",
    "打开 javascript",        "不支持 javascript"};
inline constexpr std::array<std::string_view, 7> kScriptLines{
    "loading", "加载中", "正在加载", "载入中", "请稍候", "请稍等", "please wait"};

inline constexpr std::array<std::string_view, 4> kConsentTitles{
    "before you continue", "cookie consent", "cookie settings", "privacy consent"};
inline constexpr std::array<std::string_view, 1> kConsentTitleBeginnings{"before you continue to "};
inline constexpr std::array<std::string_view, 11> kConsentPhrases{
    "before you continue to", "our partners store", "our partners use",
    "we value your privacy",  "we use cookies",     "this site uses cookies",
    "accept all cookies",     "我们使用cookie",     "我们使用 cookie",
    "网站使用cookie",         "我们重视您的隐私"};

inline constexpr std::array<std::string_view, 14> kPaywallPhrases{
    "本文为付费内容",
    "本文为会员专享",
    "此内容仅限订阅",
    "订阅后继续阅读",
    "订阅以继续阅读",
    "订阅后可阅读全文",
    "付费后阅读全文",
    "成为会员继续阅读",
    "subscribe to continue reading",
    "subscribe to read",
    "this article is for subscribers only",
    "this article is exclusive to subscribers",
    "to continue reading, subscribe",
    "already a subscriber? "};

}  // namespace jianbao::app
