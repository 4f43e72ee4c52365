#include "cli/page_printing.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "jianbao/text/date.h"
#include "jianbao/text/unicode.h"
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

std::string as_explanation(const app::ExtractedPage& result) {
  const extract::Explanation& why = result.why;
  std::string out =
      text::for_terminal(result.source == "-" ? "standard input" : result.source) + "\n";
  out += shown("site rule: " + (why.rule.empty() ? "none for this site" : why.rule));
  for (const extract::FieldSource& field : why.fields) {
    out += shown(fmt::format("{} <- {}: {}", field.field, field.source, field.value));
  }
  for (const extract::Candidate& candidate : why.candidates) {
    out += shown(fmt::format("{} {} ({}, {:.2f})", candidate.chosen ? "text from" : "not from",
                             candidate.element, candidate.pass, candidate.score));
  }
  for (const std::string& note : why.notes) out += shown(note);
  return out;
}

}  // namespace jianbao::cli
