#include "feed/xml_feed.h"

#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

#include "feed/entry_reader.h"
#include "feed/entry_tree.h"
#include "feed/links.h"
#include "feed/markup.h"
#include "feed/names.h"
#include "feed/outline.h"
#include "feed/person.h"
#include "feed/raw_entry.h"
#include "feed/repair.h"
#include "feed/repair_log.h"
#include "feed/sitemap_entry.h"
#include "feed/text_value.h"
#include "feed/time_to_live.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/url.h"

namespace jianbao::feed {
namespace {

/// In CDF the addresses are attributes; a channel without them is RSS that lost its root.
bool is_cdf(const pugi::xml_node& channel) {
  if (attribute_of(channel, "href")) return true;
  return channel.find_child([](const pugi::xml_node& child) {
    return text::equal_ignoring_case(child.name(), "item") && attribute_of(child, "href");
  });
}

Format format_of(const pugi::xml_node& root) {
  const std::string local = text::ascii_lowered(local_name(root.name()));
  if (local == "feed") return Format::kAtom;
  if (local == "urlset") return Format::kSitemap;
  if (local == "channel" && is_cdf(root)) return Format::kCdf;
  return local == "rdf" ? Format::kRdf : Format::kRss;
}

const char* format_name(Format format) {
  switch (format) {
    case Format::kAtom:
      return "atom";
    case Format::kRdf:
      return "rdf";
    case Format::kSitemap:
      return "sitemap";
    case Format::kCdf:
      return "cdf";
    case Format::kRss:
      break;
  }
  return "rss";
}

Warning cut_short(std::string_view problem) {
  return {"read up to where it is no XML any more: " + std::string(problem)};
}

class FeedReader {
 public:
  FeedReader(const pugi::xml_node& root, const ParseOptions& options, const Limits& limits)
      : root_(root), limits_(limits), links_(limits.item_bytes), keep_raw_(options.keep_raw) {
    context_.format = format_of(root);
    context_.scope.declare(root, UnknownDefault::kIsCore);
    context_.scope.adopt_root(root.name());
    context_.base = base_of(root, options.base_url, links_);
    context_.language = language_of(root, "");
    channel_ = find_channel();
    if (channel_ != root_) {
      context_.scope.declare(channel_, UnknownDefault::kIsCore);
      context_.base = base_of(channel_, context_.base, links_);
      context_.language = language_of(channel_, context_.language);
    }
  }

  /// Hands on what the document holds.  `problem` is set only if there was no entry.
  void read(Repaired& repaired, const Outline& outline, const TakeEntry& take,
            ParseResult& result) {
    read_channel(result.feed);
    std::vector<pugi::xml_node> entries = find_entries();
    pugi::xml_node cut_entry;
    if (repaired.entry_cut && !entries.empty()) {
      cut_entry = entries.back();
      entries.pop_back();
      result.losses.emplace_back(kLastNotWhole);
    }
    EntryTree tree(repaired.xml.text(), repaired.long_texts);
    const std::size_t found = read_entries(entries, outline, tree, take, result);
    if (is_sitemap() && found == 0 && !repaired.entry_cut) {
      result.problem = "a sitemap without news, not a feed";
    }
    if (found > limits_.feed_entries) {
      result.losses.push_back("left out: " + std::to_string(found - limits_.feed_entries) +
                              " entries behind the first " + std::to_string(limits_.feed_entries));
    }
    for (Warning& warning : warnings_of(faults_)) result.warnings.push_back(std::move(warning));
    std::string remark = dates_.remark();
    if (!remark.empty()) result.warnings.push_back({std::move(remark)});
    // Behind all that is told of the others.
    if (cut_entry) result.cut_entry = entry_of(tree.parse(outline.source_of(cut_entry)));
  }

 private:
  FeedEntry entry_of(const pugi::xml_node& element) {
    return is_sitemap() ? read_sitemap_entry(element, context_.scope, context_.base, links_, dates_)
                        : read_entry(element, context_, links_, dates_, faults_);
  }

  pugi::xml_node find_channel() const {
    for (const pugi::xml_node& child : root_.children()) {
      if (is(child, "channel")) return child;
    }
    return root_;
  }

  bool is(const pugi::xml_node& node, std::string_view local) const {
    if (node.type() != pugi::node_element) return false;
    const Name name = name_of(node, context_.scope);
    return name.space == Space::kCore && name.local == local;
  }
  bool is_sitemap() const { return context_.format == Format::kSitemap; }
  bool is_entry(const pugi::xml_node& node) const {
    return is_sitemap() ? is(node, "url") : is(node, "item") || is(node, "entry");
  }

  bool is_inside(const pugi::xml_node& entry) const {
    return std::string_view(entry.parent().name()) == channel_.name();
  }

  std::vector<pugi::xml_node> find_entries() const {
    std::vector<pugi::xml_node> entries;
    for (const pugi::xml_node& child : root_.children()) {
      if (is_entry(child)) entries.push_back(child);
      if (is(child, "items")) add_entries(child, entries);
      if (!is(child, "channel")) continue;
      add_entries(child, entries);
      for (const pugi::xml_node& inner : child.children()) {
        if (is(inner, "items")) add_entries(inner, entries);
      }
    }
    return entries;
  }

  void add_entries(const pugi::xml_node& list, std::vector<pugi::xml_node>& entries) const {
    for (const pugi::xml_node& child : list.children()) {
      if (is_entry(child)) entries.push_back(child);
    }
  }

  /// Hands on what stands in the elements, which the outline left empty, up to the limit; returns
  /// how many entries there are.
  std::size_t read_entries(const std::vector<pugi::xml_node>& elements, const Outline& outline,
                           EntryTree& tree, const TakeEntry& take, ParseResult& result) {
    const RawEntryWriter raw(root_, channel_, inherited_);
    std::size_t found = 0;
    for (const pugi::xml_node& place : elements) {
      const std::string_view source = outline.source_of(place);
      const pugi::xml_node element = tree.parse(source);
      if (is_sitemap() && !news_of(element, context_.scope)) continue;
      if (++found > limits_.feed_entries) continue;
      // A sitemap has no title of its own; its entries name their publication.
      if (is_sitemap() && found == 1) result.feed.title = publication_of(element, context_.scope);
      FeedEntry entry = entry_of(element);
      if (keep_raw_) entry.raw = raw.write(source, is_inside(place));
      take(result, std::move(entry));
    }
    if (!tree.problem().empty()) result.warnings.push_back(cut_short(tree.problem()));
    return found;
  }

  void read_channel(Feed& feed) {
    feed.format = format_name(context_.format);
    const pugi::xml_attribute href = attribute_of(channel_, "href");
    if (context_.format == Format::kCdf)
      feed.link = links_.resolve_address(context_.base, href.value());
    for (const pugi::xml_node& child : channel_.children()) {
      if (child.type() != pugi::node_element) continue;
      const Name name = name_of(child, context_.scope);
      if (name.space == Space::kCore) core_field(name.local, child, feed);
      if (name.space == Space::kDublinCore) dc_field(name.local, child, feed);
      if (name.space == Space::kMedia && name.local == "title") title(child, feed);
      if (name.space == Space::kSyndication) syndication_field(name.local, child);
    }
    feed.ttl = time_to_live_.value();
    feed.language = context_.language;
    if (feed.link.empty() && text::is_http(id_)) feed.link = id_;
  }

  void core_field(const std::string& local, const pugi::xml_node& child, Feed& feed) {
    if (local == "title") title(child, feed);
    if (local == "link") link(child, feed);
    if (local == "id") id_ = links_.resolve(base_of(child, context_.base, links_), text_of(child));
    if (local == "language") language(child);
    if (local == "ttl") time_to_live_.offer_ttl(text_of(child));
    if (local == "author" && context_.format == Format::kAtom) author(child);
  }

  void dc_field(const std::string& local, const pugi::xml_node& child, Feed& feed) {
    if (local == "title") title(child, feed);
    if (local == "language") language(child);
  }

  void title(const pugi::xml_node& child, Feed& feed) const {
    if (feed.title.empty()) feed.title = line_value(child, context_.format);
  }

  void syndication_field(const std::string& local, const pugi::xml_node& child) {
    if (local == "updateperiod") time_to_live_.offer_period(text_of(child));
    if (local == "updatefrequency") time_to_live_.offer_frequency(text_of(child));
  }

  void link(const pugi::xml_node& child, Feed& feed) {
    if (!feed.link.empty()) return;
    const std::string base = base_of(child, context_.base, links_);
    const pugi::xml_attribute href = attribute_of(child, "href");
    const std::string rel = text::ascii_lowered(trim(attribute_of(child, "rel").value()));
    if (href && !rel.empty() && rel != "alternate") return;
    if (href) {
      feed.link = links_.resolve_address(base, href.value());
    } else {
      feed.link = links_.resolve_address(base, text_of(child));
    }
  }

  void language(const pugi::xml_node& child) {
    std::string tag = language_tag(text_of(child));
    if (tag.empty()) return;
    context_.language = std::move(tag);
    inherited_.push_back(child);
  }

  void author(const pugi::xml_node& child) {
    constexpr std::size_t kMaxAuthors = 8;
    constexpr std::size_t kMaxInheritedName = 256;
    const std::size_t before = context_.authors.size();
    for (std::string& name : read_people(child, context_.scope)) {
      // Every entry has it once more.
      if (context_.authors.size() >= kMaxAuthors || name.size() > kMaxInheritedName) break;
      context_.authors.push_back(std::move(name));
    }
    if (context_.authors.size() == before) return;
    inherited_.push_back(child);
  }

  pugi::xml_node root_;
  pugi::xml_node channel_;
  const Limits& limits_;
  Links links_;
  bool keep_raw_;
  Dates dates_;
  Base64Faults faults_;
  EntryContext context_;
  std::string id_;
  TimeToLive time_to_live_;
  std::vector<pugi::xml_node> inherited_;
};

}  // namespace

void read_xml_feed(std::string_view utf8, const ParseOptions& options, const TakeEntry& take,
                   const Limits& limits, ParseResult& result) {
  Repaired repaired = repair_xml(utf8, limits);
  result.problem = std::move(repaired.problem);
  if (!result.problem.empty()) return;
  result.cut = repaired.cut;
  result.warnings = std::move(repaired.warnings);
  Outline outline(repaired.xml.text(), repaired.entries);
  pugi::xml_document document;
  std::string& text = outline.text();
  const pugi::xml_parse_result parsed =
      document.load_buffer_inplace(text.data(), text.size(), kParseFlags, pugi::encoding_utf8);
  const pugi::xml_node root = document.document_element();
  if (!root) {
    result.problem = std::string("not readable as XML: ") + parsed.description();
    return;
  }
  if (!parsed) result.warnings.push_back(cut_short(parsed.description()));
  FeedReader(root, options, limits).read(repaired, outline, take, result);
}

}  // namespace jianbao::feed
