#pragma once

#include <gumbo.h>

#include <string>
#include <string_view>
#include <vector>

#include "extract/markup_recorder.h"
#include "extract/text_builder.h"
#include "extract/tree_walk.h"
#include "jianbao/extract/extractor.h"
#include "jianbao/extract/site_rules.h"

namespace jianbao::extract {

/// What a site rule finds on one page.
struct RuleMatch {
  std::vector<const GumboNode*> content;  ///< in document order, none inside another
  bool names_content = false;             ///< the rule has selectors for it
  std::string title;                      ///< these three on one line
  std::vector<std::string> authors;
  std::string date;
};

/// Takes what the rule removes out of the tree, then reads what it selects.  Two passes over the
/// tree, whatever the number of selectors.
RuleMatch apply_rule(const SiteRules::Compiled& rule, GumboNode& root,
                     std::vector<WalkPlace>& stack);

/// Puts what the rule found in the place of what the page itself says.  @param why  may be null.
void correct_by_rule(const SiteRules::Compiled& rule, const RuleMatch& match, Page& page,
                     Explanation* why);

/// The clean text of some elements, each a paragraph of its own at least.  Of what a rule selects,
/// forms, buttons, navigation and what is not shown go; all else stays.
/// @param markup  if given, gets the elements of the text, which is builder.raw().
std::string text_of_parts(const std::vector<const GumboNode*>& parts, TextBuilder& builder,
                          std::vector<WalkPlace>& stack, MarkupRecorder* markup = nullptr);

/// How a text begins, for a Candidate.
std::string excerpt_of(std::string_view text);

/// "div#story.article-body".
std::string name_of_element(const GumboNode& element);

/// How messages call the rule.
const std::string& name_of(const SiteRules::Compiled& rule);

}  // namespace jianbao::extract
