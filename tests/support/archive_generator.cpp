#include "support/archive_generator.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "support/article_draft.h"
#include "support/fixture.h"
#include "support/made_up_news.h"

namespace jianbao::test {
namespace {

constexpr std::int64_t kMinute = 60'000;

Timestamp whole_second_before(Timestamp at, std::int64_t minutes) {
  const std::int64_t ms = at.ms - minutes * kMinute;
  return Timestamp{ms - ((ms % 1000) + 1000) % 1000};
}

Timestamp page_date(const Draft& draft) {
  return whole_second_before(*draft.expected.header, 23);
}

void seed(Draft& d, MadeUpNews& news) {
  d.add_family_lead(page_date(d), "资料照：" + news.title(), news.place());
}

void without_dateline(Draft& d, MadeUpNews& news) {
  d.add_family_lead(page_date(d), news.sentence(), "");
}

void nan_header(Draft& d, MadeUpNews& news) {
  const Timestamp published = page_date(d);
  d.header = "<!--NaN-->";
  d.expected.header.reset();
  d.expected.published.reset();
  if (news.below(2) == 0) d.add_family_lead(published, news.title(), "");
}

void date_line(Draft& d, MadeUpNews&) {
  d.expected.published = page_date(d);
  d.date_line = "日期：" + rfc822(*d.expected.published);
  d.header.clear();
  d.expected.header.reset();
}

std::string front_matter_with(const Draft& d, const std::string& date) {
  return fmt::format(
      "---\nlayout: post\ntitle: \"{}\"\ndate: {}\nauthor: 杜小满\nfrom: {}\n"
      "tags: [ 海港, 茶 ]\ncategories: [ 港口周刊 ]\n---\n",
      d.title, date, d.url);
}

void jekyll(Draft& d, MadeUpNews&) {
  const Timestamp published = whole_second_before(*d.expected.header, 0);
  d.front_matter = front_matter_with(d, iso8601(published));
  d.expected.published = published;
  d.expected.source = "港口周刊";
  d.folder = "_posts";
  d.file_name = day_of(published) + "-" + d.title + ".md";
}

void jekyll_without_title_line(Draft& d, MadeUpNews& news) {
  jekyll(d, news);
  d.header.clear();
  d.title_line = false;
  d.expected.header.reset();
}

void jekyll_day(Draft& d, MadeUpNews& news) {
  jekyll_without_title_line(d, news);
  const std::string day = day_of(*d.expected.published);
  d.front_matter = front_matter_with(d, day);
  const std::int64_t day_ms = 86'400'000;
  d.expected.published = Timestamp{d.expected.published->ms / day_ms * day_ms};
}

void jekyll_lists(Draft& d, MadeUpNews& news) {
  jekyll_without_title_line(d, news);
  std::string date = iso8601(*d.expected.published).substr(0, 19) + " +0000";
  date[10] = ' ';
  d.front_matter = fmt::format(
      "---\ntitle: '{}：it''s done'\ndate: {}\nauthor:\n  - 陈一苇\n  - 周望北\n"
      "categories:\n- 茶话\nfrom: {} # where it came from\n---\n\n",
      d.title, date, d.url);
  d.set_title(d.title + "：it's done");
  d.expected.source = "茶话";
}

void crlf(Draft& d, MadeUpNews& news) {
  seed(d, news);
  d.crlf = true;
}

void brackets_in_title(Draft& d, MadeUpNews&) {
  d.set_title("[外电]" + d.title + "[组图]");
}
void parentheses_in_title(Draft& d, MadeUpNews&) {
  d.set_title("(更新)" + d.title + " (下)");
}

void link_in_title(Draft& d, MadeUpNews&) {
  d.set_title("[旧闻](https://old.example/1) 再看" + d.title);
}

void entities_in_title(Draft& d, MadeUpNews&) {
  const std::string plain = d.title;
  d.set_title("茶 & 海 “" + plain + "” <2> A'B");
  d.title = "茶 &amp; 海 &ldquo;" + plain + "&#8221; &lt;2&gt; A&#x27;B";
}

void empty_title(Draft& d, MadeUpNews&) {
  d.set_title("");
}

void empty_body(Draft& d, MadeUpNews&) {
  d.set_empty("");
  d.ending.clear();
}

void tags_without_text(Draft& d, MadeUpNews&) {
  d.set_empty("<html><body><article class=\"post\">\n <div>\n </div>\n <span></span>\n</article>");
}

void control_characters(Draft& d, MadeUpNews&) {
  d.title = "\x08" + d.title.substr(0, 6) + "\x1b" + d.title.substr(6);
  d.paragraphs[0].insert(3, "\x01\x0b");
  d.paragraphs[1] += "\xc2\x85尾\x7f";
  d.expected.text_start = d.expected.text_start.substr(0, 3);
}

void no_break_space(Draft& d, MadeUpNews&) {
  d.set_title("5 月 1 日 " + d.title);
  d.title =
      "5\u00a0月\u3000 1 日\u00a0\u00a0" + d.title.substr(std::string_view("5 月 1 日 ").size());
  d.paragraphs[0] = "据\u00a0AP\u00a0报道，&nbsp;" + d.paragraphs[0];
  d.expected.text_start = "据 AP 报道， ";
}

void zero_width(Draft& d, MadeUpNews&) {
  d.title = "\ufeff" + d.title.substr(0, 6) + "\u200b\u202e" + d.title.substr(6) + "\u2060";
  d.paragraphs[0].insert(6, "\u200b");
  d.paragraphs[1].insert(0, "\u200f\ufeff");
}

void emoji(Draft& d, MadeUpNews&) {
  d.set_title(d.title + "🚢🇹🇼");
  d.set_paragraphs({"👩\u200d🔬 𠮷野家门前的 😀 队伍。", d.paragraphs[0]});
}

void traditional(Draft& d, MadeUpNews& news) {
  d.set_title(news.hant_title());
  d.set_paragraphs({news.hant_sentence() + news.hant_sentence(), news.hant_sentence()});
}

void english(Draft& d, MadeUpNews& news) {
  d.set_title(news.english_title());
  d.set_paragraphs({news.english_sentence() + " " + news.english_sentence()});
}

void mixed_scripts(Draft& d, MadeUpNews& news) {
  d.set_title("AI技术与 5G：" + d.title);
  d.set_paragraphs({"AI 技术在" + news.place() + "落地，用 GPT-9 与カタカナ、한국어 说明书。",
                    news.paragraph()});
}

void rule_in_body(Draft& d, MadeUpNews& news) {
  const std::string first = news.sentence();
  d.set_paragraphs({first, news.sentence()});
  d.body =
      fmt::format("<p>{}</p>\n------\n<p>{}</p><p>{}</p>", first, d.paragraphs[1], d.paragraphs[2]);
}

void long_title(Draft& d, MadeUpNews& news) {
  std::string title = d.title;
  while (title.size() < 1200) title += "；" + news.title();
  d.set_title(title);
}

void query_url(Draft& d, MadeUpNews&) {
  d.set_url(d.url + "?id=7&ref=a%20b&x=[1]#part");
}

void doubly_encoded_url(Draft& d, MadeUpNews&) {
  d.set_url(fmt::format("https://www.harbor-post.example/@a/%25E6%25B8%25AF%25E5%258F%25A3-{}",
                        d.number));
}

void closing_parenthesis_url(Draft& d, MadeUpNews&) {
  d.set_url(fmt::format("https://wiki.example/wiki/港口_({})", d.number));
}

void byte_order_mark(Draft& d, MadeUpNews&) {
  d.header.insert(0, "\ufeff");
}

void indented_body(Draft& d, MadeUpNews&) {
  d.gap = "\n\n";
  d.body = fmt::format(
      "<article id=\"post-{}\">\n <div class=\"entry\">\n  <!-- top -->\n  <p>\n   {}\n  </p>\n"
      "  <p>\n   {}\n  </p>\n  <p>\n   {}\n  </p>\n </div>\n</article>\n",
      d.number, d.paragraphs[0], d.paragraphs[1], d.paragraphs[2]);
}

void lists_and_tables(Draft& d, MadeUpNews&) {
  d.lead = "<h2><strong>要点</strong><strong>如下</strong></h2><ul><li>渡轮<li>渔港</ul>";
  d.paragraphs.push_back("</p><table><tr><td>年</td><td>班次</td></tr></table><p>");
  d.expected.text_start = "要点如下";
}

void bare_markup_characters(Draft& d, MadeUpNews& news) {
  d.set_paragraphs({"茶 & 海 3 < 5 与 Q&A 一栏", news.sentence() + "&amp;nbsp; &#x53F0;湾 &copy;"});
}

void page_leftovers(Draft& d, MadeUpNews&) {
  d.lead =
      "<style>p{color:red}</style><script>if(a<b)alert('x')</script>"
      "<img src=\"data:image/png;base64,iVBORw0KGgo=\"><iframe src=\"//v.example/1\"></iframe>"
      "<noscript><img src=\"/relative.png\"></noscript>";
  d.paragraphs[0] += "<a href=\"javascript:void(0)\" onclick=\"steal()\"></a>";
}

void not_nfc(Draft& d, MadeUpNews&) {
  d.set_title("Café " + d.title);
  d.title = "Cafe\u0301 " + d.title.substr(std::string_view("Café ").size());
  d.paragraphs[0] = "Cafe\u0301 的" + d.paragraphs[0];
  d.expected.text_start = "Café 的";
}

void no_final_newline(Draft& d, MadeUpNews&) {
  d.ending.clear();
}
void before_1970(Draft& d, MadeUpNews&) {
  d.set_header(Timestamp{-86'400'000 - static_cast<std::int64_t>(d.number)});
}

void odd_file_name(Draft& d, MadeUpNews&) {
  d.file_name = fmt::format("-{} 100% *\"'<|>?:\\ 🚢.md", d.number);
}

struct Variant {
  const char* name;
  void (*apply)(Draft&, MadeUpNews&);
};

constexpr Variant kVariants[] = {
    {"seed", seed},
    {"without_dateline", without_dateline},
    {"nan_header", nan_header},
    {"date_line", date_line},
    {"jekyll", jekyll},
    {"jekyll_without_title_line", jekyll_without_title_line},
    {"jekyll_day", jekyll_day},
    {"jekyll_lists", jekyll_lists},
    {"crlf", crlf},
    {"brackets_in_title", brackets_in_title},
    {"parentheses_in_title", parentheses_in_title},
    {"link_in_title", link_in_title},
    {"entities_in_title", entities_in_title},
    {"empty_title", empty_title},
    {"empty_body", empty_body},
    {"tags_without_text", tags_without_text},
    {"control_characters", control_characters},
    {"no_break_space", no_break_space},
    {"zero_width", zero_width},
    {"emoji", emoji},
    {"traditional", traditional},
    {"english", english},
    {"mixed_scripts", mixed_scripts},
    {"rule_in_body", rule_in_body},
    {"long_title", long_title},
    {"query_url", query_url},
    {"doubly_encoded_url", doubly_encoded_url},
    {"closing_parenthesis_url", closing_parenthesis_url},
    {"byte_order_mark", byte_order_mark},
    {"indented_body", indented_body},
    {"lists_and_tables", lists_and_tables},
    {"bare_markup_characters", bare_markup_characters},
    {"page_leftovers", page_leftovers},
    {"not_nfc", not_nfc},
    {"no_final_newline", no_final_newline},
    {"before_1970", before_1970},
    {"odd_file_name", odd_file_name},
};

/// Files that carry the URL of another one; made from every eighth plain draft.
std::vector<Draft> twins_of(const Draft& original, MadeUpNews& news) {
  Draft same = original;
  same.expected.variant = "duplicate_same_text";
  same.file_name = "重复 " + original.file_name;

  Draft changed = original;
  changed.expected.variant = "duplicate_changed_text";
  changed.set_header(Timestamp{original.expected.header->ms + 90 * kMinute});
  changed.paragraphs.push_back("更正：" + news.sentence());
  changed.file_name = "更正 " + original.file_name;

  Draft header = original;
  header.expected.variant = "duplicate_other_header";
  header.set_header(Timestamp{original.expected.header->ms + 1000});
  header.folder = "茶与海";
  header.expected.source = "茶与海";
  header.file_name = "再收 " + original.file_name;
  return {std::move(same), std::move(changed), std::move(header)};
}

std::vector<Draft> make_drafts(std::size_t articles, MadeUpNews& news) {
  std::vector<Draft> drafts;
  std::size_t number = 0;
  do {
    for (const Variant& variant : kVariants) {
      Draft draft = plain_draft(number++, news);
      draft.expected.variant = variant.name;
      variant.apply(draft, news);
      drafts.push_back(std::move(draft));
    }
    Draft original = plain_draft(number++, news);
    original.expected.variant = "duplicate_first";
    for (Draft& twin : twins_of(original, news)) drafts.push_back(std::move(twin));
    drafts.push_back(std::move(original));
  } while (drafts.size() < articles);
  return drafts;
}

std::vector<std::string> write_files(
    const std::filesystem::path& folder,
    const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : files) {
    write_file(folder / path, bytes);
    paths.push_back(path);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

GeneratedArchive generate_archive(const std::filesystem::path& folder, std::size_t articles,
                                  unsigned seed_number) {
  MadeUpNews news(seed_number);
  GeneratedArchive archive;
  for (Draft& draft : make_drafts(articles, news)) {
    draft.expected.path = draft.folder + "/" + draft.file_name;
    write_file(folder / draft.expected.path, draft.bytes());
    archive.expected.push_back(std::move(draft.expected));
  }
  std::sort(archive.expected.begin(), archive.expected.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  for (const GeneratedFile& file : archive.expected) archive.article_files.push_back(file.path);
  archive.ignored_files = write_files(
      folder, {{"README.md", "# 剪报样本\n\n这里的文章都是编造的。\n\n[说明](docs) 见下。\n"},
               {"图片/封面.png", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1", 20)},
               {"notes.txt", "明天去码头。\n"},
               {"数据/tides.json", "{\"tides\": [1, 2, 3]}\n"}});
  archive.hidden_files = write_files(
      folder,
      {{".git/HEAD", "ref: refs/heads/main\n"},
       {".cache/copy.md", "<!--1577923200000-->\n[藏](https://hidden.example/)\n------\n\n"},
       {"茶与海/.draft.md", "<!--1577923200000-->\n[稿](https://draft.example/)\n------\n\n"}});
  return archive;
}

}  // namespace jianbao::test
