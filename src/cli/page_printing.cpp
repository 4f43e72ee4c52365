#include "cli/page_printing.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "jianbao/text/date.h"
#include "jianbao/text/markup.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"
#include "jianbao/text/width.h"

namespace jianbao::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShownColumns = 76;

/// In the page's own zone, where it names one.
Json instant(const std::optional<Timestamp>& at, const std::optional<int>& offset_minutes) {
  return at ? Json(text::to_rfc3339(*at, offset_minutes.value_or(0))) : Json(nullptr);
}

/// "unknown" where the page names none, and the date is taken for UTC.
Json zone(const std::optional<Timestamp>& at, const std::optional<int>& offset_minutes) {
  if (!at) return nullptr;
  if (!offset_minutes) return "unknown";
  const int distance = *offset_minutes < 0 ? -*offset_minutes : *offset_minutes;
  return fmt::format("{}{:02}:{:02}", *offset_minutes < 0 ? '-' : '+', distance / 60,
                     distance % 60);
}

std::string shown(const std::string& line) {
  return "  " + text::fit(text::for_terminal(line), kShownColumns) + "\n";
}

}  // namespace

std::string as_json_line(const app::ExtractedPage& result, bool with_file) {
  const extract::Page& page = result.page;
  Json object;
  if (with_file) object["file"] = result.source;
  object["url"] = page.url;
  object["title"] = page.title;
  object["author"] = page.authors;
  object["published"] = instant(page.published, page.published_offset);
  object["published_zone"] = zone(page.published, page.published_offset);
  object["updated"] = instant(page.updated, page.updated_offset);
  object["language"] = page.language;
  object["site_name"] = page.site_name;
  object["section"] = page.section;
  object["tags"] = page.tags;
  object["image_url"] = page.image_url;
  object["image_caption"] = page.image_caption;
  object["text"] = page.text;
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string as_text(const app::ExtractedPage& result) {
  std::string out = result.page.title;
  if (!out.empty() && !result.page.text.empty()) out += "\n\n";
  return out + result.page.text + "\n";
}

std::string html_head(const std::string& title) {
  return "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>" +
         text::escape_markup(title.empty() ? "jianbao" : text::clean_line(title)) + "</title>\n";
}

std::string as_html(const app::ExtractedPage& result) {
  const extract::Page& page = result.page;
  std::vector<std::string> facts;
  for (const std::string& author : page.authors) {
    facts.push_back(text::escape_markup(text::clean_line(author)));
  }
  if (page.published) {
    const std::string date = text::to_rfc3339(*page.published, page.published_offset.value_or(0));
    facts.push_back(fmt::format("<time datetime=\"{}\">{}</time>", date, date.substr(0, 10)));
  }
  if (text::is_http(page.url)) {
    const std::string address = text::escape_markup(text::clean_line(page.url));
    facts.push_back(fmt::format("<a href=\"{0}\">{0}</a>", address));
  }
  std::string out = "<article";
  if (!page.language.empty()) out += " lang=\"" + text::escape_markup(page.language) + "\"";
  out += ">\n";
  if (!page.title.empty()) {
    out += "<h1>" + text::escape_markup(text::clean_line(page.title)) + "</h1>\n";
  }
  if (!facts.empty()) out += fmt::format("<p>{}</p>\n", fmt::join(facts, " · "));
  return out + result.body + "</article>\n";
}

std::string as_markdown(const app::ExtractedPage& result) {
  const extract::Page& page = result.page;
  std::vector<std::string> facts;
  for (const std::string& author : page.authors) {
    facts.push_back(extract::markdown_line(author));
  }
  if (page.published) {
    facts.push_back(
        text::to_rfc3339(*page.published, page.published_offset.value_or(0)).substr(0, 10));
  }
  if (text::is_http(page.url)) facts.push_back(extract::markdown_link(page.url));
  std::vector<std::string> blocks;
  if (!page.title.empty()) blocks.push_back("# " + extract::markdown_line(page.title) + "\n");
  if (!facts.empty()) blocks.push_back(fmt::format("{}\n", fmt::join(facts, " · ")));
  if (!result.body.empty()) blocks.push_back(result.body);
  return fmt::format("{}", fmt::join(blocks, "\n"));
}

std::string as_explanation(const app::ExtractedPage& result) {
  const extract::Explanation& why = result.why;
  std::string out =
      text::for_terminal(result.source == "-" ? "standard input" : result.source) + "\n";
  out += shown("site rule: " + (why.rule.empty() ? "none for this site" : why.rule));
  for (const extract::FieldSource& field : why.fields) {
    out += shown(fmt::format("{} <- {}: {}", field.field, field.source, field.value));
  }
  std::string_view pass;
  for (const extract::Candidate& candidate : why.candidates) {
    if (candidate.pass != pass) out += shown("main content by " + candidate.pass);
    pass = candidate.pass;
    out += shown(fmt::format("{} {:.2f} {}: {}", candidate.chosen ? "text from" : "not from ",
                             candidate.score, candidate.element, candidate.excerpt));
  }
  for (const std::string& note : why.notes) out += shown(note);
  return out;
}

}  // namespace jianbao::cli
