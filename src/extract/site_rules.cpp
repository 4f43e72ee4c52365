#include "jianbao/extract/site_rules.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "extract/author_names.h"
#include "extract/dom.h"
#include "extract/rule_match.h"
#include "extract/selector.h"
#include "jianbao/core/error.h"
#include "jianbao/text/date.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::extract {

struct SiteRules::Compiled {
  std::string name;
  std::vector<std::string> hosts;
  std::vector<Selector> content;
  std::vector<Selector> remove;
  std::vector<Selector> title;
  std::vector<Selector> author;
  std::vector<Selector> date;
  std::optional<int> offset_minutes;
};

namespace {

using Compiled = SiteRules::Compiled;
using Selectors = std::vector<Selector>;

constexpr std::size_t kMaxLineBytes = 2000;
constexpr std::size_t kMaxFound = 100'000;
constexpr std::int64_t kMinuteMs = 60'000;

Selectors compile(const std::vector<std::string>& texts, const char* field,
                  const std::string& name) {
  Selectors selectors;
  for (const std::string& text : texts) {
    try {
      selectors.emplace_back(text);
    } catch (const std::invalid_argument& e) {
      throw Error(ErrorKind::kConfig, name, std::string(field) + ": " + e.what(),
                  "docs/extraction.md says what selectors may hold");
    }
  }
  return selectors;
}

Compiled compile(SiteRule&& rule) {
  if (rule.hosts.empty()) {
    throw Error(ErrorKind::kConfig, rule.name, "names no host", "add hosts = [\"example.org\"]");
  }
  Compiled compiled;
  compiled.content = compile(rule.content, "content", rule.name);
  compiled.remove = compile(rule.remove, "remove", rule.name);
  compiled.title = compile(rule.title, "title", rule.name);
  compiled.author = compile(rule.author, "author", rule.name);
  compiled.date = compile(rule.date, "date", rule.name);
  compiled.offset_minutes = rule.offset_minutes;
  compiled.name = std::move(rule.name);
  compiled.hosts = std::move(rule.hosts);
  return compiled;
}

bool covers(std::string_view rule_host, std::string_view host) {
  if (!host.ends_with(rule_host)) return false;
  return host.size() == rule_host.size() || host[host.size() - rule_host.size() - 1] == '.';
}

/// Takes the elements that a rule removes out of their parents.
class Remover {
 public:
  explicit Remover(const Selectors& selectors) : selectors_(selectors) {}

  bool enter(const GumboNode& element) {
    const bool removed =
        std::any_of(selectors_.begin(), selectors_.end(),
                    [&](const Selector& selector) { return selector.matches(element); });
    if (removed) found_.push_back(&element);
    return !removed;
  }
  void leave(const GumboNode& /*element*/) {}
  void text(const GumboNode& /*node*/) {}

  void remove() const {
    for (const GumboNode* const node : found_) {
      GumboVector& siblings = node->parent->v.element.children;
      void** const end = siblings.data + siblings.length;
      void** const kept = std::remove(siblings.data, end, static_cast<const void*>(node));
      siblings.length = static_cast<unsigned>(kept - siblings.data);
    }
  }

 private:
  const Selectors& selectors_;
  std::vector<const GumboNode*> found_;
};

/// The elements that each selector of a field finds.
class Finds {
 public:
  explicit Finds(const Selectors& selectors) : selectors_(selectors), found_(selectors.size()) {}

  void look_at(const GumboNode& element) {
    for (std::size_t i = 0; i < selectors_.size(); ++i) {
      if (found_[i].size() < kMaxFound && selectors_[i].matches(element)) {
        found_[i].push_back(&element);
      }
    }
  }

  /// Of the first selector that found something.
  std::vector<const GumboNode*> first() const {
    const auto some = std::find_if(found_.begin(), found_.end(),
                                   [](const auto& nodes) { return !nodes.empty(); });
    return some == found_.end() ? std::vector<const GumboNode*>{} : *some;
  }

 private:
  const Selectors& selectors_;
  std::vector<std::vector<const GumboNode*>> found_;
};

class Finder {
 public:
  explicit Finder(const Compiled& rule)
      : content(rule.content), title(rule.title), author(rule.author), date(rule.date) {}

  bool enter(const GumboNode& element) {
    for (Finds* const finds : {&content, &title, &author, &date}) finds->look_at(element);
    return true;
  }
  void leave(const GumboNode& /*element*/) {}
  void text(const GumboNode& /*node*/) {}

  Finds content;
  Finds title;
  Finds author;
  Finds date;
};

bool is_inside(const GumboNode& node, const GumboNode& other) {
  const GumboNode* at = node.parent;
  while (at != nullptr && at != &other) at = at->parent;
  return at != nullptr;
}

std::string line_of(const GumboNode& element) {
  for (const char* const name : {"datetime", "content"}) {
    std::string value = text::clean_line(attribute(element, name));
    if (!value.empty()) return value;
  }
  return text::clean_line(text::first_bytes(short_text(element, kMaxLineBytes), kMaxLineBytes));
}

void note(Explanation* why, const char* field, const std::string& value) {
  if (why == nullptr) return;
  std::erase_if(why->fields, [&](const FieldSource& source) { return source.field == field; });
  why->fields.push_back({field, "site rule", value});
}

}  // namespace

SiteRules::SiteRules() = default;
SiteRules::~SiteRules() = default;
SiteRules::SiteRules(SiteRules&&) noexcept = default;
SiteRules& SiteRules::operator=(SiteRules&&) noexcept = default;

SiteRules::SiteRules(std::vector<SiteRule> rules) {
  for (SiteRule& rule : rules) {
    rules_.push_back(std::make_unique<const Compiled>(compile(std::move(rule))));
  }
}

const SiteRules::Compiled* SiteRules::find(std::string_view url) const {
  const std::string host = text::host_of(url);
  const Compiled* best = nullptr;
  std::size_t longest = 0;
  for (const auto& rule : rules_) {
    for (const std::string& rule_host : rule->hosts) {
      if (rule_host.size() < longest || !covers(rule_host, host)) continue;
      longest = rule_host.size();
      best = rule.get();
    }
  }
  return best;
}

RuleMatch apply_rule(const SiteRules::Compiled& rule, GumboNode& root,
                     std::vector<WalkPlace>& stack) {
  Remover remover(rule.remove);
  walk(root, stack, remover);
  remover.remove();
  Finder finder(rule);
  walk(root, stack, finder);
  RuleMatch match;
  match.names_content = !rule.content.empty();
  for (const GumboNode* const node : finder.content.first()) {
    if (match.content.empty() || !is_inside(*node, *match.content.back())) {
      match.content.push_back(node);
    }
  }
  for (const GumboNode* const node : finder.author.first()) match.authors.push_back(line_of(*node));
  const auto titles = finder.title.first();
  if (!titles.empty()) match.title = line_of(*titles.front());
  const auto dates = finder.date.first();
  if (!dates.empty()) match.date = line_of(*dates.front());
  return match;
}

void correct_by_rule(const SiteRules::Compiled& rule, const RuleMatch& match, Page& page,
                     Explanation* why) {
  if (!match.title.empty()) {
    page.title = match.title;
    note(why, "title", match.title);
  }
  std::vector<std::string> authors = author_names(match.authors);
  if (!authors.empty()) {
    page.authors = std::move(authors);
    note(why, "authors", match.authors.front());
  }
  auto date = text::read_date(match.date);
  if (!date) date = text::find_date(match.date);
  if (date) {
    page.published = date->at;
    page.published_offset = date->offset_minutes;
    note(why, "published", match.date);
  }
  if (!rule.offset_minutes) return;
  const auto place = [&](std::optional<Timestamp>& at, std::optional<int>& offset) {
    if (!at || offset) return;
    at->ms -= *rule.offset_minutes * kMinuteMs;
    offset = rule.offset_minutes;
  };
  place(page.published, page.published_offset);
  place(page.updated, page.updated_offset);
}

const std::string& name_of(const SiteRules::Compiled& rule) {
  return rule.name;
}

}  // namespace jianbao::extract
