#include "extract/display.h"

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace jianbao::extract {
namespace {

using Table = std::array<Display, GUMBO_TAG_LAST + 1>;

constexpr void set(Table& table, Display display, std::initializer_list<GumboTag> tags) {
  for (const GumboTag tag : tags) table[tag] = display;
}

constexpr Table make_table() {
  Table table{};
  set(table, Display::kBlock,
      {GUMBO_TAG_P, GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5,
       GUMBO_TAG_H6, GUMBO_TAG_HGROUP, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_HR, GUMBO_TAG_TABLE,
       GUMBO_TAG_CAPTION, GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_TEXTAREA,
       GUMBO_TAG_TITLE});
  set(table, Display::kGroup,
      {GUMBO_TAG_DIV,     GUMBO_TAG_ARTICLE, GUMBO_TAG_SECTION,  GUMBO_TAG_NAV,
       GUMBO_TAG_ASIDE,   GUMBO_TAG_HEADER,  GUMBO_TAG_FOOTER,   GUMBO_TAG_ADDRESS,
       GUMBO_TAG_MAIN,    GUMBO_TAG_FORM,    GUMBO_TAG_FIELDSET, GUMBO_TAG_LEGEND,
       GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY, GUMBO_TAG_CENTER,   GUMBO_TAG_MARQUEE,
       GUMBO_TAG_SELECT,  GUMBO_TAG_VIDEO,   GUMBO_TAG_AUDIO,    GUMBO_TAG_OBJECT,
       GUMBO_TAG_CANVAS,  GUMBO_TAG_BODY,    GUMBO_TAG_HTML,     GUMBO_TAG_MULTICOL});
  set(table, Display::kList,
      {GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_DL, GUMBO_TAG_DIR, GUMBO_TAG_MENU});
  set(table, Display::kLine,
      {GUMBO_TAG_TR, GUMBO_TAG_OPTION, GUMBO_TAG_OPTGROUP, GUMBO_TAG_BUTTON, GUMBO_TAG_MENUITEM});
  set(table, Display::kItem, {GUMBO_TAG_LI, GUMBO_TAG_DT, GUMBO_TAG_DD});
  set(table, Display::kCell, {GUMBO_TAG_TD, GUMBO_TAG_TH});
  set(table, Display::kBreak, {GUMBO_TAG_BR});
  set(table, Display::kVerbatim,
      {GUMBO_TAG_PRE, GUMBO_TAG_LISTING, GUMBO_TAG_XMP, GUMBO_TAG_PLAINTEXT});
  // gumbo hands the content of the last three over as raw text, tags and all.
  set(table, Display::kDropped,
      {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TEMPLATE, GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED,
       GUMBO_TAG_NOFRAMES});
  return table;
}

constexpr Table kDisplay = make_table();

/// Editors that know no paragraphs write <span style="display: block">.
bool is_styled_as_block(const GumboElement& element) {
  const GumboAttribute* const style = gumbo_get_attribute(&element.attributes, "style");
  if (style == nullptr) return false;
  constexpr std::string_view kProperty = "display";
  const std::string_view value = style->value;
  std::size_t at = value.find(kProperty);
  if (at == std::string_view::npos) return false;
  at = value.find_first_not_of(" \t", at + kProperty.size());
  if (at == std::string_view::npos || value[at] != ':') return false;
  at = value.find_first_not_of(" \t", at + 1);
  return at != std::string_view::npos && value.substr(at).starts_with("block");
}

/// What says a formula once more, in TeX mostly: browsers do not show it.
bool is_annotation(const GumboElement& element) {
  if (element.tag == GUMBO_TAG_ANNOTATION_XML) return true;
  constexpr std::string_view kTag = "<annotation";
  const std::string_view source(element.original_tag.data, element.original_tag.length);
  return element.tag == GUMBO_TAG_UNKNOWN && source.starts_with(kTag) &&
         source.size() > kTag.size() && source[kTag.size()] != '-';
}

}  // namespace

Display display_of(const GumboElement& element) {
  const Display display = kDisplay[element.tag];
  if (element.tag == GUMBO_TAG_SPAN && is_styled_as_block(element)) return Display::kGroup;
  if (element.tag_namespace == GUMBO_NAMESPACE_MATHML && is_annotation(element)) {
    return Display::kDropped;
  }
  // The labels of a drawing stand apart from each other.
  if (element.tag_namespace == GUMBO_NAMESPACE_SVG && display != Display::kDropped) {
    return Display::kLine;
  }
  return display;
}

}  // namespace jianbao::extract
