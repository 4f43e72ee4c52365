#include <iconv.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/feed/parse.h"

using namespace jianbao;

// Every encoding that Chinese feeds come in, with every label that they come under, and with the
// damage that they come in: what is known is demanded, and what cannot be known is listed.

namespace {

using namespace std::string_literals;
using Titles = std::vector<std::string>;

struct Item {
  std::string title;
  std::string text;
};
struct News {
  std::string name;
  std::string title;
  std::vector<Item> items;
};

const std::vector<News>& all_news() {
  static const std::vector<News> news{
      {"simplified",
       "每日新闻",
       {{"台风登陆沿海城市", "受影响的居民已经转移到安全地带，交通部门暂停了渡轮。"},
        {"春天的花园", "公园里的樱花开了，游客比往年多了两成。"},
        {"图书馆延长开放时间", "从下个月开始，图书馆晚上九点才关门。"}}},
      {"traditional",
       "每日新聞",
       {{"颱風登陸沿海城市", "受影響的居民已經轉移到安全地帶，交通部門暫停了渡輪。"},
        {"春天的花園", "公園裡的櫻花開了，遊客比往年多了兩成。"},
        {"圖書館延長開放時間", "從下個月開始，圖書館晚上九點才關門。"}}},
      {"short", "短", {{"雨", "今天有雨。"}, {"晴", "明天晴。"}, {"风", "后天有风。"}}}};
  return news;
}

struct Charset {
  std::string name;   ///< iconv's
  std::string label;  ///< what an honest feed declares
  bool marked = false;
  bool wide = false;
};

const std::vector<Charset>& all_charsets() {
  static const std::vector<Charset> charsets{{"GBK", "gbk"},
                                             {"GB18030", "gb18030"},
                                             {"BIG5", "big5"},
                                             {"BIG5-HKSCS", "big5-hkscs"},
                                             {"UTF-8", "utf-8"},
                                             {"UTF-8", "utf-8", true},
                                             {.name = "UTF-16LE", .label = "utf-16", .wide = true},
                                             {.name = "UTF-16BE", .label = "utf-16", .wide = true},
                                             {.name = "UTF-32LE", .label = "utf-32", .wide = true},
                                             {.name = "UTF-32BE", .label = "utf-32", .wide = true},
                                             {"UTF-16LE", "utf-16", true, true},
                                             {"UTF-16BE", "utf-16", true, true},
                                             {"UTF-32LE", "utf-32", true, true},
                                             {"UTF-32BE", "utf-32", true, true}};
  return charsets;
}

/// Nothing if the charset lacks a character.
std::optional<std::string> encoded(std::string utf8, const std::string& charset) {
  const iconv_t converter = iconv_open(charset.c_str(), "UTF-8");
  REQUIRE(converter != reinterpret_cast<iconv_t>(-1));
  std::string out(utf8.size() * 4, '\0');
  char* from = utf8.data();
  char* to = out.data();
  std::size_t from_left = utf8.size();
  std::size_t to_left = out.size();
  const bool done = iconv(converter, &from, &from_left, &to, &to_left) == 0;
  iconv_close(converter);
  out.resize(out.size() - to_left);
  return done ? std::optional(std::move(out)) : std::nullopt;
}

std::string feed_of(const News& news, const std::string& label) {
  std::string xml = "<?xml version=\"1.0\"" + (label.empty() ? "" : " encoding=\"" + label + "\"") +
                    "?>\n<rss version=\"2.0\"><channel><title>" + news.title +
                    "</title><link>http://a.example/</link><description>x</description>";
  for (std::size_t i = 0; i < news.items.size(); ++i) {
    const std::string number = std::to_string(i);
    xml += "<item><title>" + news.items[i].title + "</title><link>http://a.example/" + number +
           "</link><guid isPermaLink=\"false\">g" + number + "</guid><description>&lt;p&gt;" +
           news.items[i].text + "&lt;/p&gt;</description></item>\n";
  }
  return xml + "</channel></rss>";
}

std::optional<std::string> feed_in(const Charset& charset, const News& news,
                                   const std::string& label) {
  return encoded((charset.marked ? "\uFEFF" : "") + feed_of(news, label), charset.name);
}

Titles titles_of(const News& news) {
  Titles titles;
  for (const Item& item : news.items) titles.push_back(item.title);
  return titles;
}

Titles titles_of(const feed::ParseResult& result) {
  Titles titles;
  for (const FeedEntry& entry : result.feed.entries) titles.push_back(entry.title);
  return titles;
}

bool is_whole(const feed::ParseResult& result, const News& news) {
  if (titles_of(result) != titles_of(news) || result.replaced != 0) return false;
  return std::equal(news.items.begin(), news.items.end(), result.feed.entries.begin(),
                    [](const Item& item, const FeedEntry& entry) {
                      return entry.summary == "<p>" + item.text + "</p>";
                    });
}

std::string named(const std::string& what, const News& news, const Charset& charset,
                  const std::string& label) {
  return what + ": " + news.name + " " + charset.name + (charset.marked ? " with mark" : "") +
         " declared " + (label.empty() ? "nothing" : label);
}

std::string replaced(std::string text, std::string_view from, std::string_view to,
                     std::size_t times = std::string::npos) {
  for (std::size_t at = 0; times > 0 && (at = text.find(from, at)) != std::string::npos; --times) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

struct Damage {
  std::string name;
  std::function<std::string(const std::string&)> done_to;
  bool in_brackets = false;  ///< its titles stand in angle brackets
};

Damage before_text(const std::string& name, const std::string& bytes,
                   std::size_t times = std::string::npos) {
  return {name, [=](const std::string& xml) {
            return replaced(xml, "&lt;p&gt;", "&lt;p&gt;" + bytes, times);
          }};
}
Damage instead(const std::string& name, const std::string& from, const std::string& to,
               std::size_t times = std::string::npos) {
  return {name, [=](const std::string& xml) { return replaced(xml, from, to, times); }};
}
Damage before_all(const std::string& name, const std::string& junk) {
  return {name, [=](const std::string& xml) { return junk + xml; }};
}

/// What malformed bytes do to a feed.  `full_stop` is "。" in the feed's charset.
std::vector<Damage> broken_bytes(const std::string& full_stop) {
  const std::string cut = full_stop.substr(0, full_stop.size() - 1);
  return {instead("a character cut", full_stop + "&lt;", cut + "&lt;", 1),
          instead("a character cut in each text", full_stop + "&lt;", cut + "&lt;"),
          before_text("FF FF", "\xFF\xFF", 1),
          before_text("FE 80", "\xFE\x80 ", 1),
          before_text("80", " \x80 ", 1),
          before_text("FF in each text", " \xFF "),
          before_text("quotes of windows-1252",
                      " \x93"
                      "AI\x94 ",
                      1),
          before_text("controls", "\x0B\0\x08"s, 1),
          instead("a control in the titles", "<title>", "<title>\x0B"),
          instead("a mark inside", "<rss", "\uFEFF<rss", 1)};
}

std::vector<Damage> broken_markup() {
  return {
      instead("bare & in an address", ">g1<", ">http://a.example/?x=1&y=2&copy=3<"),
      instead("bare &", "&lt;p&gt;", "AT&T & B&;"),
      instead("entities of HTML", "&lt;p&gt;", "&nbsp;&hellip;"),
      before_all("a warning before it",
                 "\r\n<br />\n<b>Warning</b>: x in <b>a.php</b> on line <b>3</b>\n"),
      before_all("white space before it", "\n\n  "),
      before_all("two declarations", "<?xml version=\"1.0\" encoding=\"utf-8\"?>"),
      {"junk behind it",
       [](const std::string& xml) {
         return xml + "<!-- x --><script>if (a<b && c) {}</script>\n\xFF";
       }},
      {"no end of an item and all",
       [](const std::string& xml) {
         return replaced(replaced(xml, "</item>", "", 1), "</channel></rss>", "");
       }},
      instead("no ends of items", "</item>", ""),
      instead("no end of a title", "</title><link>http://a.example/1", "<link>http://a.example/1"),
      instead("no end of descriptions", "</description>", "", 2),
      instead("bare <", "&lt;p&gt;", "1 < 2 <3 "),
      {"titles in angle brackets",
       [](const std::string& xml) {
         return replaced(replaced(xml, "<item><title>", "<item><title><"), "</title>", "></title>");
       },
       true},
      {"upper case",
       [](const std::string& xml) {
         return replaced(replaced(replaced(xml, "item>", "ITEM>"), "title>", "TITLE>"), "link>",
                         "LINK>");
       }},
      instead("mixed case", "</title>", "</Title>"),
      instead("no end of rss", "</rss>", ""),
      instead("HTML unescaped and unclosed", "&lt;p&gt;", "<p>a<br><b>b"),
      instead("a DOCTYPE", "<rss",
              "<!DOCTYPE rss [<!ENTITY x \"y\"><!ENTITY % p SYSTEM \"http://x\">]><rss", 1)};
}

/// The names of the damages after which the titles are not what they were.
void damage(const News& news, const Charset& charset, const std::string& label,
            std::set<std::string>& unread) {
  const std::optional<std::string> whole = feed_in(charset, news, label);
  if (!whole) return;
  const auto check = [&](const std::string& name, const std::string& xml, const Titles& titles) {
    if (titles_of(feed::parse(xml, {})) != titles) unread.insert(named(name, news, charset, label));
  };
  const Titles titles = titles_of(news);
  const std::size_t end = whole->rfind(*encoded("</description></item>", charset.name));
  for (const std::size_t less : {5U, 6U})
    check("cut off", whole->substr(0, end - less), {titles[0], titles[1]});
  if (charset.wide) return;
  std::vector<Damage> damages = broken_bytes(*encoded("。", charset.name));
  for (Damage& one : broken_markup()) damages.push_back(std::move(one));
  for (const Damage& one : damages) {
    Titles wanted = titles;
    for (std::string& title : wanted) title = one.in_brackets ? "<" + title + ">" : title;
    check(one.name, one.done_to(*whole), wanted);
  }
}

}  // namespace

TEST_CASE("Chinese feeds are read in every encoding under every label", "[feed][charset]") {
  std::set<std::string> unread;
  std::size_t feeds = 0;
  for (const News& news : all_news()) {
    for (const Charset& charset : all_charsets()) {
      for (const std::string& label :
           {charset.label, ""s, "utf-8"s, "gb2312"s, "iso-8859-1"s, "big5"s, "us-ascii"s, "bogus"s,
            "utf-16"s, "windows-1252"s}) {
        const std::optional<std::string> xml = feed_in(charset, news, label);
        if (!xml) continue;
        for (const std::string& type :
             {""s, "application/rss+xml"s, "text/xml; charset=" + charset.label,
              "text/xml; charset=utf-8"s, "text/xml; charset=iso-8859-1"s,
              "text/xml; charset=gb2312"s}) {
          ++feeds;
          const feed::ParseResult result = feed::parse(*xml, {.content_type = type});
          if (!is_whole(result, news)) unread.insert(named(type, news, charset, label));
        }
      }
    }
  }
  CHECK(feeds > 2000);
  CHECK(unread == std::set<std::string>{});
}

TEST_CASE("damaged Chinese feeds keep their titles in every encoding", "[feed][charset]") {
  std::set<std::string> unread;
  for (const News& news : all_news()) {
    if (news.name == "short") continue;
    for (const Charset& charset : all_charsets()) {
      for (const std::string& label : {charset.label, ""s, "utf-8"s, "gb2312"s})
        damage(news, charset, label, unread);
    }
  }
  CHECK(unread == std::set<std::string>{});
}
