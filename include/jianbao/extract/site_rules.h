#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jianbao::extract {

/// What somebody who knows a site says of its pages (docs/extraction.md, "Site rules").  Selectors
/// are a subset of CSS: names of elements, .class, #id, [attribute], [attribute=value] (also ^=, *=
/// and $=), beside each other, below each other ("article p") or directly below ("article > p"),
/// and groups parted by commas.  Of several the first that finds something counts, except in
/// `remove`.
struct SiteRule {
  std::string name;                  ///< for people: the file
  std::vector<std::string> hosts;    ///< "example.org" covers its subdomains too
  std::vector<std::string> content;  ///< what the text is in: every element that fits
  std::vector<std::string> remove;   ///< what is no text, wherever it stands
  std::vector<std::string> title;
  std::vector<std::string> author;    ///< every element that fits
  std::vector<std::string> date;      ///< its datetime or content, else its words
  std::optional<int> offset_minutes;  ///< of the site's dates that name no zone
};

/// The rules of many sites.  Immutable: any number of threads may read it.
class SiteRules {
 public:
  SiteRules();
  /// @throws Error(kConfig), subject the rule's name, for a selector that cannot be read and a rule
  /// without a host.
  explicit SiteRules(std::vector<SiteRule> rules);
  ~SiteRules();
  SiteRules(SiteRules&&) noexcept;
  SiteRules& operator=(SiteRules&&) noexcept;

  struct Compiled;
  /// The rule for the host of an address: that with the longest fitting host, of equal ones the
  /// last given.  Null if there is none.
  const Compiled* find(std::string_view url) const;

 private:
  std::vector<std::unique_ptr<const Compiled>> rules_;
};

}  // namespace jianbao::extract
