#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <utility>

#include "feed/markup.h"
#include "feed/opml_names.h"
#include "feed/repair.h"
#include "jianbao/feed/opml.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/charset.h"
#include "jianbao/text/duration.h"
#include "jianbao/text/unicode.h"

namespace jianbao::feed {
namespace {

/// White space in values stays: lists hold one item a line.
constexpr unsigned kParseFlags = pugi::parse_escapes;
constexpr std::size_t kMaxTags = 50;
constexpr std::size_t kMaxHeaders = 50;
constexpr std::size_t kMaxLosses = 100;

std::string_view raw_value(const pugi::xml_node& outline, std::string_view name) {
  for (const pugi::xml_attribute& attribute : outline.attributes()) {
    if (text::equal_ignoring_case(attribute.name(), name)) return attribute.value();
  }
  return {};
}

std::string value_of(const pugi::xml_node& outline, std::string_view name) {
  return text::clean_line(raw_value(outline, name));
}

std::string label_of(const pugi::xml_node& outline) {
  std::string label = value_of(outline, "text");
  return label.empty() ? value_of(outline, "title") : label;
}

std::vector<std::string> split_lines(std::string_view text, std::size_t most) {
  std::vector<std::string> items;
  while (!text.empty() && items.size() < most) {
    const std::size_t end = text.find('\n');
    std::string item = text::clean_line(text.substr(0, end));
    if (!item.empty()) items.push_back(std::move(item));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return items;
}

void add_tag(std::vector<std::string>& tags, std::string tag) {
  if (tag.empty() || tags.size() >= kMaxTags) return;
  if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(std::move(tag));
}

/// OPML 2.0: paths parted by ',', their steps by '/'; each step is a tag.
void add_category(std::vector<std::string>& tags, std::string_view category) {
  while (!category.empty() && tags.size() < kMaxTags) {
    const std::size_t end = std::min(category.find_first_of(",/"), category.size());
    add_tag(tags, text::clean_line(category.substr(0, end)));
    category.remove_prefix(std::min(end + 1, category.size()));
  }
}

/// The prefix under which the document writes our attributes, with its colon.
std::string own_prefix(const pugi::xml_node& root) {
  constexpr std::string_view kDeclaration = "xmlns:";
  for (const pugi::xml_attribute& attribute : root.attributes()) {
    const std::string_view name = attribute.name();
    if (name.starts_with(kDeclaration) && std::string_view(attribute.value()) == opml::kNamespace) {
      return std::string(name.substr(kDeclaration.size())) + ":";
    }
  }
  return std::string(opml::kPrefix) + ":";
}

/// Why an outline is no feed although it has an address; empty if it may be one.
std::string other_type(const pugi::xml_node& outline) {
  const std::string type = text::ascii_lowered(value_of(outline, "type"));
  if (type == "link" || type == "include") return type;
  const auto has = [&](std::string_view part) { return type.find(part) != std::string::npos; };
  return has("xpath") || has("dotnotation") || has("jsonpath") ? value_of(outline, "type") : "";
}

/// Visits the document's nodes in order, without recursion.
class OpmlReader : public pugi::xml_tree_walker {
 public:
  OpmlReader(const pugi::xml_node& root, const Limits& limits, OpmlResult& result)
      : prefix_(own_prefix(root)), limits_(limits), result_(result) {}

  bool for_each(pugi::xml_node& node) override {
    folders_.resize(static_cast<std::size_t>(depth()));
    folders_.emplace_back();
    if (text::equal_ignoring_case(local_name(node.name()), "outline")) read_outline(node);
    return true;
  }

  void finish() {
    if (beyond_ == 0) return;
    lose("left out: " + std::to_string(beyond_) + " feeds behind the first " +
         std::to_string(limits_.feed_entries));
    result_.lost += beyond_ - 1;
  }

 private:
  void read_outline(const pugi::xml_node& outline) {
    std::string url = value_of(outline, "xmlUrl");
    if (url.empty()) url = value_of(outline, "url");
    const std::string type = other_type(outline);
    const bool is_feed = !url.empty() && type.empty();
    if (is_feed) {
      add(read_feed(outline, std::move(url)));
    } else if (!url.empty()) {
      lose("left out: " + url + " is of type " + type + ", no feed");
    } else if (!raw_value(outline, "type").empty() && !outline.first_child()) {
      lose("left out: \"" + label_of(outline) + "\" has no address");
    }
    // Only what is no feed itself is a folder.
    if (!is_feed) folders_.back() = label_of(outline);
  }

  std::string_view own(const pugi::xml_node& outline, std::string_view name) const {
    return raw_value(outline, prefix_ + std::string(name));
  }
  std::string own_line(const pugi::xml_node& outline, std::string_view name) const {
    return text::clean_line(own(outline, name));
  }

  OpmlFeed read_feed(const pugi::xml_node& outline, std::string url) {
    OpmlFeed feed{.url = std::move(url)};
    feed.site_url = value_of(outline, "htmlUrl");
    feed.name = own_line(outline, opml::kName);
    feed.title = read_title(outline, feed);
    feed.tags = read_tags(outline);
    feed.source = own_line(outline, opml::kSource);
    feed.interval = read_interval(outline, feed.url);
    feed.user_agent = own_line(outline, opml::kUserAgent);
    feed.headers = split_lines(own(outline, opml::kHeaders), kMaxHeaders);
    feed.proxy = own_line(outline, opml::kProxy);
    feed.full_page = text::equal_ignoring_case(own_line(outline, opml::kFullPage), "true");
    return feed;
  }

  /// A feed without a title has the owner's name or its address as text.
  static std::string read_title(const pugi::xml_node& outline, const OpmlFeed& feed) {
    std::string title = value_of(outline, "title");
    if (title.empty()) {
      title = value_of(outline, "text");
      if (title == feed.name) title.clear();
    }
    return title == feed.url ? std::string() : title;
  }

  std::vector<std::string> read_tags(const pugi::xml_node& outline) const {
    std::vector<std::string> tags;
    for (std::string& tag : split_lines(own(outline, opml::kTags), kMaxTags)) {
      add_tag(tags, std::move(tag));
    }
    if (!tags.empty()) return tags;
    for (const std::string& folder : folders_) add_tag(tags, folder);
    add_category(tags, raw_value(outline, "category"));
    return tags;
  }

  std::optional<std::chrono::milliseconds> read_interval(const pugi::xml_node& outline,
                                                         const std::string& url) {
    const std::string text = own_line(outline, opml::kInterval);
    const auto interval = text::parse_duration(text);
    if (!interval && !text.empty()) {
      result_.warnings.push_back(url + ": \"" + text + "\" is no interval, left out");
    }
    return interval;
  }

  void add(OpmlFeed feed) {
    const auto known = places_.find(feed.url);
    if (known != places_.end()) {
      ++result_.repeated;
      for (std::string& tag : feed.tags) add_tag(result_.feeds[known->second].tags, std::move(tag));
      return;
    }
    if (result_.feeds.size() >= limits_.feed_entries) {
      ++beyond_;
      return;
    }
    places_.emplace(feed.url, result_.feeds.size());
    result_.feeds.push_back(std::move(feed));
  }

  void lose(std::string line) {
    ++result_.lost;
    if (result_.losses.size() < kMaxLosses) result_.losses.push_back(std::move(line));
  }

  std::string prefix_;
  const Limits& limits_;
  OpmlResult& result_;
  std::vector<std::string> folders_;  ///< by depth; "" for what is no folder
  std::map<std::string, std::size_t, std::less<>> places_;
  std::size_t beyond_ = 0;
};

}  // namespace

OpmlResult read_opml(std::string_view bytes, const Limits& limits) {
  OpmlResult result;
  if (bytes.size() > limits.item_bytes) {
    result.problem = "larger than " + std::to_string(limits.item_bytes >> 20U) + " MiB";
    return result;
  }
  const text::Decoded decoded = text::decode(bytes);
  Repaired repaired = repair_xml(decoded.utf8, limits, Wanted::kOpml);
  result.problem = std::move(repaired.problem);
  if (!result.problem.empty()) return result;
  for (const Warning& warning : repaired.warnings) result.warnings.push_back(to_line(warning));
  if (decoded.replaced > 0) {
    result.warnings.push_back("not all of it is " + decoded.charset + ": " +
                              std::to_string(decoded.replaced) + " characters replaced");
  }
  pugi::xml_document document;
  const std::string_view xml = repaired.xml.text();
  const pugi::xml_parse_result parsed =
      document.load_buffer(xml.data(), xml.size(), kParseFlags, pugi::encoding_utf8);
  const pugi::xml_node root = document.document_element();
  if (!root) {
    result.problem = std::string("not readable as XML: ") + parsed.description();
    return result;
  }
  if (!parsed) {
    result.warnings.push_back(std::string("read up to where it is no XML any more: ") +
                              parsed.description());
  }
  OpmlReader reader(root, limits, result);
  pugi::xml_node start = root;
  start.traverse(reader);
  reader.finish();
  return result;
}

}  // namespace jianbao::feed
