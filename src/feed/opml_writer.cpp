#include <algorithm>
#include <map>

#include "feed/opml_names.h"
#include "jianbao/feed/opml.h"
#include "jianbao/text/duration.h"
#include "jianbao/text/unicode.h"

namespace jianbao::feed {
namespace {

/// An attribute's value: markup escaped, white space other than ' ' as references (XML would make
/// spaces of it), what XML cannot hold left out.
std::string escape_value(std::string_view bytes) {
  const std::string utf8 = text::make_valid_utf8(bytes);
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = text::next_code_point(utf8, at);
    if (c == U'&') {
      out += "&amp;";
    } else if (c == U'<') {
      out += "&lt;";
    } else if (c == U'>') {
      out += "&gt;";
    } else if (c == U'"') {
      out += "&quot;";
    } else if (c == U'\t' || c == U'\n' || c == U'\r') {
      out += "&#" + std::to_string(static_cast<unsigned>(c)) + ";";
    } else if (c >= 0x20 && c != 0xFFFE && c != 0xFFFF) {
      text::append_utf8(out, c);
    }
  }
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  return value.empty() ? "" : " " + std::string(name) + "=\"" + escape_value(value) + "\"";
}

std::string own_attribute(std::string_view name, std::string_view value) {
  return attribute(std::string(opml::kPrefix) + ":" + std::string(name), value);
}

std::string joined(std::span<const std::string> items, std::string_view separator) {
  std::string all;
  for (const std::string& item : items) {
    if (!all.empty()) all += separator;
    all += item;
  }
  return all;
}

/// True if reading `category` gives the tag back as it is.
bool fits_category(const std::string& tag) {
  return tag.find_first_of(",/") == std::string::npos;
}

std::string tag_attributes(const std::vector<std::string>& tags) {
  if (tags.size() < 2) return {};
  const std::span<const std::string> others = std::span(tags).subspan(1);
  if (std::all_of(others.begin(), others.end(), fits_category)) {
    return attribute("category", joined(others, ","));
  }
  return own_attribute(opml::kTags, joined(tags, "\n"));
}

std::string outline(const OpmlFeed& feed) {
  const std::string& shown = !feed.name.empty() ? feed.name : feed.title;
  std::string out = "<outline type=\"rss\"" + attribute("text", shown.empty() ? feed.url : shown) +
                    attribute("title", feed.title) + attribute("xmlUrl", feed.url) +
                    attribute("htmlUrl", feed.site_url) + tag_attributes(feed.tags);
  out += own_attribute(opml::kName, feed.name) + own_attribute(opml::kSource, feed.source);
  if (feed.interval) out += own_attribute(opml::kInterval, text::format_duration(*feed.interval));
  out += own_attribute(opml::kUserAgent, feed.user_agent) +
         own_attribute(opml::kHeaders, joined(feed.headers, "\n")) +
         own_attribute(opml::kProxy, feed.proxy) +
         own_attribute(opml::kFullPage, feed.full_page ? "true" : "");
  return out + "/>\n";
}

/// Feeds that share their first tag, "" for those without one; the groups in the order in which
/// they begin.
std::vector<std::vector<const OpmlFeed*>> grouped(std::span<const OpmlFeed> feeds) {
  std::vector<std::vector<const OpmlFeed*>> groups;
  std::map<std::string_view, std::size_t> places;
  for (const OpmlFeed& feed : feeds) {
    const std::string_view tag = feed.tags.empty() ? std::string_view() : feed.tags.front();
    const auto place = places.emplace(tag, groups.size());
    if (place.second) groups.emplace_back();
    groups[place.first->second].push_back(&feed);
  }
  return groups;
}

}  // namespace

std::string write_opml(std::string_view title, std::span<const OpmlFeed> feeds) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\" xmlns:" +
                    std::string(opml::kPrefix) + "=\"" + opml::kNamespace +
                    "\">\n  <head>\n    <title>" + escape_value(title) +
                    "</title>\n  </head>\n  <body>\n";
  for (const std::vector<const OpmlFeed*>& group : grouped(feeds)) {
    const std::vector<std::string>& tags = group.front()->tags;
    if (!tags.empty()) out += "    <outline" + attribute("text", tags.front()) + ">\n";
    const std::string indent(tags.empty() ? 4 : 6, ' ');
    for (const OpmlFeed* feed : group) out += indent + outline(*feed);
    if (!tags.empty()) out += "    </outline>\n";
  }
  return out + "  </body>\n</opml>\n";
}

}  // namespace jianbao::feed
