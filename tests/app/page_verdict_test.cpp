#include "app/page_verdict.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "app/page_sign_words.h"
#include "app/text_weight.h"
#include "jianbao/text/tokenizer.h"

using namespace jianbao::app;

namespace {

const std::string kUrl = "https://news.example/china/2024/05/a-123.html";

/// Prose of sixty Han characters.
const std::string kFlash =
    "港口星期三上午重新开放，首批货轮已经靠岸。当地官员说，风暴造成的损失仍在统计之中，"
    "铁路和公路预计将在周末以前恢复通行，学校也会在下星期一复课。";
const std::string kFlashEnglish =
    "The port opened again on Wednesday and the first ships have arrived. Officials said the "
    "damage "
    "done by the storm is still being counted and that schools will open again on Monday next "
    "week.";

std::string times(const std::string& text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += (out.empty() ? "" : "\n\n") + text;
  return out;
}

/// What is said of a page that was answered without a redirect.
std::string verdict(const std::string& title, const std::string& text,
                    const std::string& item_title = "", const std::string& item_text = "") {
  PageFacts facts;
  facts.asked_url = kUrl;
  facts.final_url = kUrl;
  facts.title = title;
  facts.text = text;
  facts.item_title = item_title;
  facts.item_text = item_text;
  return why_no_article(facts).value_or("");
}

std::string verdict_at(const std::string& final_url, const std::string& title,
                       const std::string& text, const std::string& item_title = "") {
  PageFacts facts;
  facts.asked_url = kUrl;
  facts.final_url = final_url;
  facts.title = title;
  facts.text = text;
  facts.item_title = item_title;
  return why_no_article(facts).value_or("");
}

bool says(const std::string& verdict, const std::string& words) {
  return verdict.find(words) != std::string::npos;
}

using Case = std::vector<std::string>;

}  // namespace

TEST_CASE("texts are weighed by Han characters and words", "[app][page]") {
  CHECK(text_weight("") == 0);
  CHECK(text_weight("港口，重新开放。") == 6);
  CHECK(text_weight("Hello, world!") == 4);
  CHECK(text_weight("港口 2024 年") == 5);
  CHECK(text_weight(times(kFlash, 100), 250) == 250);
  CHECK(text_weight(kFlash) >= 60);
  CHECK(text_weight(kFlashEnglish) >= 60);
}

TEST_CASE("the words that tell such pages are folded as texts are", "[app][page]") {
  const auto check = [](const auto& words) {
    for (const std::string_view word : words) CHECK(jianbao::text::fold_text(word) == word);
  };
  check(kLoginTitles);
  check(kLoginTitleBeginnings);
  check(kLoginPhrases);
  check(kMissingTitles);
  check(kMissingPhrases);
  check(kMissingSentences);
  check(kScriptPhrases);
  check(kScriptLines);
  check(kConsentTitles);
  check(kConsentTitleBeginnings);
  check(kConsentPhrases);
  check(kPaywallPhrases);
}

TEST_CASE("articles and flashes are articles", "[app][page]") {
  const auto [title, text] = GENERATE(table<std::string, std::string>({
      {"港口重新开放", kFlash},
      {"港口重新開放", "港口星期三上午重新開放，首批貨輪已經靠岸。當地官員說，損失仍在統計之中。"},
      {"Port opens", kFlashEnglish},
      {"Port opens", "The port opened again on Wednesday and the first ships have arrived."},
      {"", kFlash},
      {"港口重新开放", times(kFlash, 20)},
      // About such pages:
      {"404", times(kFlash, 6)},
      {"404", kFlash},
      {"页面不存在", kFlash},
      {"404 Not Found", kFlashEnglish},
      {"【404文库】港口的故事", kFlash},
      {"为什么网页会显示404错误", times(kFlash, 2)},
      {"用户登录", times(kFlash, 5)},
      {"登录", kFlash},
      {"登錄月球五十年",
       "人類登錄月球五十年之際，多國宣布新的探月計劃，其中包括建立長期的考察站。"},
      {"登录实名制明日起实行", kFlash},
      {"How to log in to your account", kFlashEnglish},
      {"Gone", kFlashEnglish},
      {"文章已被删除之后",
       "微信公众平台昨天删除了一篇关于港口的文章，读者点开只看到“该内容已被发布者删除”"
       "几个字。作者对本报说，他没有收到任何通知，也不知道自己违反了哪一条规定，正在申诉。"},
      {"网站改版",
       "许多旧链接打开后显示“页面不存在”，网站解释说这是改版造成的，旧文章会在一个月之内"
       "陆续恢复，读者可以先用站内搜索，也可以写信给编辑部索取原文，邮箱已经公布。"},
      // With what stands around articles:
      {"港口重新开放", kFlash + "\n\n请登录后发表评论"},
      {"港口重新开放", "港口星期三上午重新开放，首批货轮已经靠岸。\n\n请先登录后评论"},
      {"港口重新开放", "登录\n\n注册\n\n" + kFlash},
      {"港口重新开放", "本网站使用Cookie来改善您的体验，继续浏览即表示同意。\n\n" + kFlash},
      {"Port opens", "Please enable JavaScript to view the comments.\n\n" + kFlashEnglish},
      {"Port opens", kFlashEnglish + "\n\nSubscribe to read more stories like this one."},
      {"港口重新开放", "加载中…\n\n" + kFlash},
  }));
  CAPTURE(title, text);
  CHECK(verdict(title, text) == "");
}

TEST_CASE("what the feed says too is the article's subject", "[app][page]") {
  const std::string gone = "读者打开链接，看到的是“该文章已被删除”。";
  CHECK(says(verdict("某网站", gone), "not there"));
  CHECK(verdict("某网站", gone, "一篇該文章已被刪除的文章") == "");
  CHECK(verdict("某网站", gone, "", "昨天的报道：" + gone) == "");
  CHECK(says(verdict("404", "一首短诗，写在海边的清晨，献给远行的人。"), "not there"));
  CHECK(verdict("404", "一首短诗，写在海边的清晨，献给远行的人。", "404") == "");
  const std::string short_news = "港口星期三上午重新开放，首批货轮已经靠岸。";
  CHECK(says(verdict("系统提示", short_news), "not there"));
  CHECK(verdict("系统提示", short_news, "港口开放", short_news + "损失仍在统计。") == "");
}

TEST_CASE("pages that are not there but say so with status 200 are told", "[app][page]") {
  const auto [title, text] = GENERATE(table<std::string, std::string>({
      {"404", ""},
      {"404 Not Found", "nginx"},
      {"404 - 晨光日报", "抱歉，您访问的页面不存在或已被删除！\n\n返回首页"},
      {"晨光日报", "页面不存在\n\n5秒后自动返回首页"},
      {"晨光日報", "很抱歉，您要訪問的頁面不存在\n\n回首頁"},
      {"頁面不存在_晨光日報", "請檢查網址是否正確"},
      {"找不到页面 | 晨光日报", "您可以返回首页，或者使用搜索。"},
      {"找不到頁面 – 晨光日報", "請使用搜尋功能"},
      {"晨光日报", "文章不存在"},
      {"晨光日报", "该文章已被删除"},
      {"港口重新开放", "港口重新开放\n\n此内容已删除"},
      {"港口重新開放", "該文章已被刪除"},
      {"", "该内容已被发布者删除"},
      {"", "此内容因违规无法查看\n\n此内容被投诉且经审核涉嫌违反相关法律法规和政策，查看详情"},
      {"提示信息 - 论坛", "抱歉，指定的主题不存在或已被删除或正在被审核"},
      {"出错了", "系统繁忙"},
      {"404错误页面",
       "很抱歉，您要访问的页面不存在，可能已被删除、更名或暂时不可用。请检查您输入的网址是否"
       "正确，或者返回首页，也可以使用搜索功能查找您需要的内容。"},
      {"Page not found – Example News",
       "Sorry, the page you were looking for could not be found. It "
       "may have been moved or deleted. Try a search, or go back "
       "to our home page to read the latest stories of today."},
      {"Example News", "404\n\nThis page could not be found."},
      {"Example News", "Oops! That page doesn’t exist."},
      {"Gone", "This story was removed."},
      {"Error 404 (Not Found)!!1",
       "404. That’s an error. The requested URL was not found on this "
       "server."},
  }));
  CAPTURE(title, text);
  CHECK(says(verdict(title, text), "the article is not there"));
}

TEST_CASE("login pages are told", "[app][page]") {
  const auto [title, text] = GENERATE(table<std::string, std::string>({
      {"登录", "手机号\n\n验证码\n\n登录即表示同意用户协议和隐私政策"},
      {"登錄", "帳號\n\n密碼\n\n忘記密碼？"},
      {"登入 - 晨光日報", "電郵地址\n\n密碼"},
      {"用户登录_晨光日报", "账号\n\n密码"},
      {"登录 / 注册", ""},
      {"晨光论坛", "您需要登录后才可以下载或查看附件。没有帐号？立即注册"},
      {"晨光日报", "请先登录"},
      {"Sign in", "Email or phone\n\nForgot email?\n\nCreate account"},
      {"Log in | Example News", "Email\n\nPassword\n\nForgot your password?"},
      {"Sign in to Example", "Welcome back"},
      {"Example News", "You must be logged in to view this page."},
      {"Example News", "Please sign in to continue reading"},
  }));
  CAPTURE(title, text);
  CHECK(says(verdict(title, text), "a login page"));
}

TEST_CASE("empty shells are told", "[app][page]") {
  for (const Case& page :
       {Case{"", ""}, Case{"港口重新开放", ""}, Case{"港口重新开放", "晨光日报"},
        Case{"App", "You need to enable JavaScript to run this app."},
        Case{"晨光日报", "请启用JavaScript后继续浏览本网站的内容"},
        Case{"晨光日報", "您的瀏覽器不支持 JavaScript，請開啟後重新整理頁面再試一次"},
        Case{"晨光日报", "正在加载…\n\n关于我们 联系我们 广告服务"},
        Case{"Example", "Loading...\n\nAll rights reserved by Example News"}}) {
    CAPTURE(page[0], page[1]);
    CHECK(says(verdict(page[0], page[1]), "need JavaScript"));
  }
}

TEST_CASE("a page that says far less than the feed is told", "[app][page]") {
  const std::string slogan = "晨光日报，每天早晨为你带来港口的消息。";
  CHECK(says(verdict("港口", slogan, "港口", kFlash), "less text than the feed"));
  CHECK(verdict("港口", slogan, "港口", "港口的消息") == "");
  CHECK(verdict("港口", kFlash, "港口", times(kFlash, 9)) == "");
}

TEST_CASE("walls of consent and of payment are told", "[app][page]") {
  CHECK(says(verdict("Before you continue to Example", "Choose what we store"), "cookies"));
  CHECK(says(verdict("Example",
                     "We value your privacy\n\nWe and our partners store and access "
                     "information on a device, such as cookies, and process personal "
                     "data, such as unique identifiers.\n\nAccept all"),
             "cookies"));
  CHECK(says(verdict("晨光日报", "我们使用Cookie来改善您的浏览体验，请选择是否同意。"), "cookies"));
  CHECK(says(verdict("港口重新开放", "本文为付费内容，请订阅后阅读。"), "for subscribers"));
  CHECK(says(verdict("港口重新開放", "訂閱後繼續閱讀全文"), "for subscribers"));
  CHECK(says(verdict("Port opens", "Subscribe to continue reading this article."),
             "for subscribers"));
  CHECK(verdict("港口重新开放", kFlash + "\n\n本文为付费内容，请订阅后阅读。") == "");
}

TEST_CASE("where the redirects led decides before the words", "[app][page]") {
  const std::string front = "https://news.example/";
  const std::string login = "https://news.example/login";
  const std::string pass = "https://news.example/passport/1";
  const std::string missing = "https://news.example/404.html";
  CHECK(says(verdict_at(front, "晨光日报", times(kFlash, 20)), "front page"));
  CHECK(verdict_at(front, "港口星期三重新开放 - 晨光日报", kFlash, "港口星期三重新開放") == "");
  CHECK(says(verdict_at(front, "港口", kFlash, "港口"), "front page"));
  CHECK(says(verdict_at(login, "晨光日报", kFlash), "a login page"));
  CHECK(verdict_at(login, "登录五十年", times(kFlash, 6)) == "");
  CHECK(says(verdict_at(pass, "晨光日报", "手机号码，验证码，下一步"), "a login page"));
  CHECK(verdict_at(pass, "护照改版", kFlash) == "");
  CHECK(says(verdict_at(missing, "晨光日报", kFlash), "not there"));
  CHECK(verdict_at(missing, "404 之后", times(kFlash, 6)) == "");
  CHECK(says(verdict_at("https://consent.news.example/m", "Before", times(kFlashEnglish, 9)),
             "cookies"));
}

TEST_CASE("only a success can hold an article", "[app][page]") {
  PageFacts facts;
  facts.asked_url = kUrl;
  facts.final_url = kUrl;
  facts.text = kFlash;
  facts.status = 203;
  CHECK_FALSE(why_no_article(facts));
  facts.status = 404;
  CHECK(why_no_article(facts) == "the site answered with status 404");
}

TEST_CASE("hostile pages are judged too", "[app][page]") {
  CHECK(verdict("\xFF\xFE", "\xE6\x96") != "");
  CHECK(verdict(std::string(100'000, '-'), std::string(1'000'000, '\n')) != "");
  CHECK(verdict("", std::string(3'000'000, '.') + kFlash) == "");
  CHECK(verdict(std::string(20'000, '|'), times("登录", 299)) == "");
}
