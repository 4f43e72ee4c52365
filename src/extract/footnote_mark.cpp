#include "extract/footnote_mark.h"

#include <string>
#include <string_view>

#include "extract/dom.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kLongestMark = 16;  ///< bytes

bool leads_into_page(const GumboNode& link) {
  const std::string_view href = attribute(link, "href");
  const std::size_t fragment = href.find('#');
  return fragment != std::string_view::npos && fragment + 1 < href.size();
}

bool is_mark_sign(char32_t c) {
  return std::u32string_view(U"*†‡§¶#↩↑^\uFE0E\uFE0F").find(c) != std::u32string_view::npos;
}

/// A number of up to three digits, one letter, or signs; in brackets or not.
/// @param raised  else a bare number or letter is a word of the sentence.
bool is_mark(std::string_view words, bool raised) {
  const bool bracketed = words.size() > 2 && (words.front() == '[' || words.front() == '(');
  if (bracketed) words = words.substr(1, words.size() - 2);
  if (words.empty()) return false;
  std::size_t digits = 0;
  std::size_t signs = 0;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < words.size();) {
    const char32_t c = text::next_code_point(words, at);
    digits += c >= U'0' && c <= U'9' ? 1U : 0U;
    letters += c >= U'a' && c <= U'z' ? 1U : 0U;
    signs += is_mark_sign(c) ? 1U : 0U;
    if (digits + letters + signs == 0) return false;
  }
  const std::size_t all = text::count_code_points(words);
  if (signs == all) return true;
  return (raised || bracketed) && ((digits == all && all <= 3) || (letters == 1 && all == 1));
}

bool has_mark_for_words(const GumboNode& element, bool raised) {
  const std::string words = text::clean_line(short_text(element, kLongestMark + 1));
  return words.size() <= kLongestMark && is_mark(words, raised);
}

/// "[1]", "[2, 5–7]": raised, that is a mark in print too, where nothing can be linked.  A bare
/// number may be a power.
bool is_bracketed_number(std::string_view words) {
  const bool wide = words.starts_with("［") && words.ends_with("］");
  const std::size_t bracket = wide ? std::string_view("［").size() : 1;
  if (words.size() <= 2 * bracket) return false;
  if (!wide && (words.front() != '[' || words.back() != ']')) return false;
  words = words.substr(bracket, words.size() - 2 * bracket);
  return words.find_first_of("0123456789") != std::string_view::npos &&
         words.find_first_not_of("0123456789,;- \u2013") == std::string_view::npos;
}

/// True where the first words, in whatever elements, are a bracket: spares most raised words.
bool begins_with_bracket(const GumboNode& element) {
  const GumboNode* node = &element;
  while (is_element(*node)) {
    if (node->v.element.children.length == 0) return false;
    node = static_cast<const GumboNode*>(node->v.element.children.data[0]);
  }
  if (!is_text(*node)) return false;
  const std::string_view words = text_of(*node);
  return words.starts_with('[') || words.starts_with("［");
}

/// The link in a raised mark: alone, or between brackets.
const GumboNode* link_in(const GumboNode& raised) {
  const GumboVector& children = raised.v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(children.data[i]);
    if (is_tag(*child, GUMBO_TAG_A)) return child;
    if (child->type == GUMBO_NODE_ELEMENT) return link_in(*child);
  }
  return nullptr;
}

}  // namespace

bool is_footnote_mark(const GumboNode& element) {
  const bool link = is_tag(element, GUMBO_TAG_A);
  if (!link && !is_tag(element, GUMBO_TAG_SUP)) return false;
  const std::string_view role = attribute(element, "role");
  if (role == "doc-noteref" || role == "doc-backlink") return true;
  const GumboNode* const target = link ? &element : link_in(element);
  if (target == nullptr) {
    return begins_with_bracket(element) &&
           is_bracketed_number(text::clean_line(short_text(element, kLongestMark + 1)));
  }
  if (!leads_into_page(*target)) return false;
  const GumboNode* const only = only_child(element);
  const bool raised = !link || (only != nullptr && is_tag(*only, GUMBO_TAG_SUP));
  return has_mark_for_words(element, raised);
}

}  // namespace jianbao::extract
