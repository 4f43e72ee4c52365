#include "support/article_draft.h"

#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace jianbao::test {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::milliseconds;
using std::chrono::sys_time;

struct Civil {
  std::chrono::year_month_day date;
  std::chrono::weekday weekday;
  std::chrono::hh_mm_ss<milliseconds> time;
};

Civil civil(Timestamp at) {
  const sys_time<milliseconds> instant{milliseconds(at.ms)};
  const auto day = floor<days>(instant);
  return {std::chrono::year_month_day(day), std::chrono::weekday(day),
          std::chrono::hh_mm_ss(instant - day)};
}

std::string clock_time(const Civil& at) {
  return fmt::format("{:02}:{:02}:{:02}", at.time.hours().count(), at.time.minutes().count(),
                     at.time.seconds().count());
}

std::string with_crlf(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

}  // namespace

std::string rfc822(Timestamp at) {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Civil c = civil(at);
  return fmt::format("{}, {:02} {} {} {} GMT", kDays[c.weekday.c_encoding()],
                     static_cast<unsigned>(c.date.day()),
                     kMonths[static_cast<unsigned>(c.date.month()) - 1],
                     static_cast<int>(c.date.year()), clock_time(c));
}

std::string day_of(Timestamp at) {
  const Civil c = civil(at);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(c.date.year()),
                     static_cast<unsigned>(c.date.month()), static_cast<unsigned>(c.date.day()));
}

std::string iso8601(Timestamp at) {
  const Civil c = civil(at);
  return fmt::format("{}T{}.{:03}Z", day_of(at), clock_time(c), c.time.subseconds().count());
}

void Draft::set_header(Timestamp at) {
  header = fmt::format("<!--{}-->", at.ms);
  expected.header = at;
  expected.published = at;
}

void Draft::set_title(const std::string& text) {
  title = text;
  expected.title = text;
}

void Draft::set_url(const std::string& address) {
  url = address;
  expected.url = address;
}

void Draft::add_family_lead(Timestamp published, const std::string& caption,
                            const std::string& dateline) {
  const std::string image = fmt::format("pictures.harbor.example/{}_w900.jpg", number);
  lead = fmt::format(
      "<div><i>{}</i></div><img src=\"https://images.weserv.nl?url={}\" width=\"100%\">"
      "<div><small style=\"color: #999;\">{}</small></div>",
      rfc822(published), image, caption);
  if (!dateline.empty()) lead += dateline + " — ";
  expected.published = published;
  expected.image_url = "https://" + image;
  expected.image_caption = caption;
  expected.dateline = dateline;
}

void Draft::set_paragraphs(std::vector<std::string> texts) {
  expected.text_start = texts.front();
  expected.marker = marker(number);
  texts.push_back("本报编号为" + expected.marker + "。");
  paragraphs = std::move(texts);
}

void Draft::set_empty(const std::string& html) {
  body = html;
  expected.text_start.clear();
  expected.marker.clear();
}

std::string Draft::bytes() const {
  std::string out = front_matter;
  if (!header.empty()) out += header + "\n";
  if (title_line) out += fmt::format("[{}]({})\n------\n", title, url);
  if (!date_line.empty()) out += date_line + "\n";
  out += gap;
  if (body) {
    out += *body;
  } else {
    out += lead;
    for (const std::string& p : paragraphs) out += "<p>" + p + "</p>";
  }
  out += ending;
  return crlf ? with_crlf(out) : out;
}

Draft plain_draft(std::size_t number, MadeUpNews& news) {
  constexpr const char* kFolders[] = {"晨港日报", "晨港日报/副刊", "Harbor Post", "茶与海",
                                      "气象 台"};
  Draft draft;
  draft.number = number;
  const auto step = static_cast<std::int64_t>(number) * 7'654'321;
  draft.set_header(
      Timestamp{1'577'923'200'000 + step + static_cast<std::int64_t>(news.below(999))});
  draft.set_title(news.title());
  draft.set_url(fmt::format("https://www.harbor-post.example/a/{}/{}.html", news.slug(), number));
  draft.set_paragraphs({news.paragraph(), news.paragraph()});
  draft.folder = kFolders[news.below(std::size(kFolders))];
  draft.file_name = fmt::format("{:06}_{}.md", 400'000 + number, draft.title);
  draft.expected.source = draft.folder.substr(0, draft.folder.find('/'));
  return draft;
}

}  // namespace jianbao::test
