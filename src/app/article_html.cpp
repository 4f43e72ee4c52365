#include "app/article_html.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "jianbao/feed/parse.h"
#include "jianbao/text/date.h"
#include "jianbao/text/markup.h"

namespace jianbao::app {

namespace {

std::string escaped(std::string_view text) {
  std::string html = text::escape_markup(text);
  constexpr std::string_view kBreak = "<br>";
  for (auto at = html.find('\n'); at != std::string::npos; at = html.find('\n', at)) {
    html.replace(at, 1, kBreak);
    at += kBreak.size();
  }
  return html;
}

std::string paragraphs(std::string_view text) {
  constexpr std::string_view kGap = "\n\n";
  std::string html;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find(kGap, begin), text.size());
    if (end > begin) html += "<p>" + escaped(text.substr(begin, end - begin)) + "</p>";
    begin = end + kGap.size();
  }
  return html;
}

std::string from_article(const Article& article) {
  std::string html;
  if (article.published) {
    html += "<div><i>" + text::to_http_date(*article.published) + "</i></div>";
  }
  if (!article.image_url.empty()) {
    html += "<img src=\"" + escaped(article.image_url) + "\" width=\"100%\">";
    if (!article.image_caption.empty()) {
      html += "<div><small>" + escaped(article.image_caption) + "</small></div>";
    }
  }
  return html + paragraphs(article.text);
}

}  // namespace

std::string article_html(const store::StoredArticle& found, const store::StoredCapture& capture) {
  if (capture.origin.kind == store::OriginKind::kFeedEntry) {
    feed::ParseOptions options;
    options.base_url = capture.origin.root;
    auto parsed = feed::parse(capture.bytes, options);
    if (!parsed.feed.entries.empty()) {
      FeedEntry& entry = parsed.feed.entries.front();
      std::string& html = entry.content.empty() ? entry.summary : entry.content;
      if (!html.empty()) return std::move(html);
    }
  }
  return from_article(found.article);
}

}  // namespace jianbao::app
