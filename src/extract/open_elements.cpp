#include "extract/open_elements.h"

#include <algorithm>

#include "extract/element_traits.h"

namespace jianbao::extract {
namespace {

// Nanoseconds, about, measured with gumbo 0.10.1: a step of the searches through the stack, for
// each tag and for each character; the comparing of two attributes; the making of an element.
constexpr std::uint64_t kStep = 8;
constexpr std::uint64_t kCharacterStep = 2;
constexpr std::uint64_t kAttributePair = 8;
constexpr std::uint64_t kElement = 400;
constexpr std::uint64_t kForbidding = std::uint64_t{1} << 60U;

/// Elements of SVG and MathML in which HTML stands.
bool takes_html(const SourceTag& tag, bool in_svg) {
  switch (static_cast<int>(tag.tag)) {
    case GUMBO_TAG_FOREIGNOBJECT:
    case GUMBO_TAG_DESC:
    case GUMBO_TAG_TITLE:
      return in_svg;
    case GUMBO_TAG_ANNOTATION_XML:
      return !in_svg && tag.holds == SourceTag::Holds::kHtml;
    case GUMBO_TAG_MI:
    case GUMBO_TAG_MO:
    case GUMBO_TAG_MN:
    case GUMBO_TAG_MS:
    case GUMBO_TAG_MTEXT:
      return !in_svg;
    default:
      return false;
  }
}

bool is_option(GumboTag tag) {
  return tag == GUMBO_TAG_OPTION || tag == GUMBO_TAG_OPTGROUP;
}

bool is_cell(GumboTag tag) {
  return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_CAPTION;
}

bool is_row_group(GumboTag tag) {
  return tag == GUMBO_TAG_TBODY || tag == GUMBO_TAG_THEAD || tag == GUMBO_TAG_TFOOT;
}

}  // namespace

OpenElements::OpenElements() {
  stack_.reserve(64);
  push(GUMBO_TAG_HTML);
}

bool OpenElements::top_has(unsigned traits) const {
  return stack_.back().space == Space::kHtml && has_trait(stack_.back().tag, traits);
}

/// Foreign elements beyond which HTML's end tags do not look.
bool OpenElements::is_bound(const Element& element) {
  return element.takes_html || element.tag == GUMBO_TAG_ANNOTATION_XML;
}

bool OpenElements::is_special(const Element& element) {
  return element.space == Space::kHtml ? has_trait(element.tag, kSpecial) : is_bound(element);
}

bool OpenElements::ends_scope(const Element& element, Scope scope) {
  if (element.space != Space::kHtml) return scope != Scope::kTable && is_bound(element);
  const GumboTag tag = element.tag;
  if (scope == Scope::kTable) {
    return tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_TEMPLATE || tag == GUMBO_TAG_HTML;
  }
  return has_trait(tag, kScope) || (scope == Scope::kButton && tag == GUMBO_TAG_BUTTON) ||
         (scope == Scope::kList && (tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL));
}

template <class Match>
std::size_t OpenElements::find_in_scope(Scope scope, Match match) {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Element& element = stack_[i];
    if (element.space == Space::kHtml && match(element.tag)) return i;
    if (ends_scope(element, scope)) return kNone;
  }
  return kNone;
}

std::size_t OpenElements::find_tag(GumboTag tag, Scope scope) {
  return find_in_scope(scope, [tag](GumboTag open) { return open == tag; });
}

/// The innermost table, or part of one, that a table tag here would belong to.
std::size_t OpenElements::find_table_context() {
  return find_in_scope(Scope::kTable, [](GumboTag tag) {
    return tag == GUMBO_TAG_TABLE || has_trait(tag, kTablePart);
  });
}

void OpenElements::push_foreign(const SourceTag& tag, Space space) {
  if (tag.self_closing) return;
  ++foreign_;
  stack_.push_back({.tag = tag.tag,
                    .space = space,
                    .takes_html = takes_html(tag, space == Space::kSvg),
                    .name_hash = tag.name_hash});
}

void OpenElements::shrink(std::size_t size) {
  while (stack_.size() > size) {
    note_closed(stack_.back());
    if (stack_.back().space != Space::kHtml) --foreign_;
    stack_.pop_back();
  }
}

void OpenElements::erase(std::size_t i) {
  note_closed(stack_[i]);
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(i));
}

bool OpenElements::confuses_gumbo(const SourceTag& tag) {
  if (foreign_ != 0 && (tag.tag == GUMBO_TAG_SELECT || tag.tag == GUMBO_TAG_TABLE)) return true;
  if (!in_foreign() || stack_.back().takes_html) {
    if (tag.tag != GUMBO_TAG_SVG && tag.tag != GUMBO_TAG_MATH) return false;
    // A <template> can be such a place as well, depending on what it began with.
    const std::size_t context = find_table_context();
    return context != kNone ? !is_cell(stack_[context].tag) : in_template();
  }
  return tag.tag == GUMBO_TAG_TEMPLATE || tag.tag == GUMBO_TAG_HTML ||
         tag.tag == GUMBO_TAG_FRAMESET || tag.tag == GUMBO_TAG_COL ||
         tag.tag == GUMBO_TAG_COLGROUP || has_trait(tag.tag, kTablePart);
}

void OpenElements::text(std::size_t bytes, bool blank) {
  if (bytes == 0 || formatting_.empty() || in_select()) return;
  // gumbo looks for the last formatting element in the stack at each character.
  if (formatting_.back().id != 0) work_ += bytes * stack_.size() * kCharacterStep;
  // Between the parts of a table blank text opens nothing; elsewhere the next tag will.
  if (blank || in_foreign()) {
    work_ += closed_ * kElement;
  } else {
    reopen_formatting();
  }
}

Content OpenElements::start(const SourceTag& tag) {
  work_ += stack_.size() * kStep + kElement;
  work_ += kAttributePair * tag.attribute_count * tag.attribute_count;
  if (tag.holds == SourceTag::Holds::kUnclear) work_ += kForbidding;
  if (in_foreign() && start_foreign(tag)) return Content::kMarkup;
  return start_html(tag);
}

/// @return whether that is all; some tags end SVG and MathML.
bool OpenElements::start_foreign(const SourceTag& tag) {
  const Element& top = stack_.back();
  if (top.takes_html) {
    const bool is_glyph = tag.tag == GUMBO_TAG_MGLYPH || tag.tag == GUMBO_TAG_MALIGNMARK;
    if (top.space != Space::kMath || !is_glyph) return false;
  } else if (top.tag == GUMBO_TAG_ANNOTATION_XML && tag.tag == GUMBO_TAG_SVG) {
    return false;
  } else if (has_trait(tag.tag, kLeavesForeign) || tag.styles_font) {
    leave_foreign();
    return false;
  }
  push_foreign(tag, top.space);
  return true;
}

void OpenElements::leave_foreign() {
  while (in_foreign() && !stack_.back().takes_html) shrink(stack_.size() - 1);
}

Content OpenElements::start_html(const SourceTag& tag) {
  if (tag.tag == GUMBO_TAG_HTML || tag.tag == GUMBO_TAG_BODY) {
    // All attributes of such tags end up on one element.
    root_attributes_ += tag.attribute_count;
    work_ += kAttributePair * root_attributes_ * tag.attribute_count;
    return Content::kMarkup;
  }
  if (has_trait(tag.tag, kIgnored)) return Content::kMarkup;
  if (in_select() && start_in_select(tag)) {
    return tag.tag == GUMBO_TAG_SCRIPT ? Content::kScript : Content::kMarkup;
  }
  if (has_trait(tag.tag, kTablePart) || tag.tag == GUMBO_TAG_COL || tag.tag == GUMBO_TAG_COLGROUP) {
    start_table_part(tag.tag);
    return Content::kMarkup;
  }
  if (has_trait(tag.tag, kFormatting)) {
    start_formatting(tag);
    return Content::kMarkup;
  }
  return start_known(tag);
}

Content OpenElements::start_known(const SourceTag& tag) {
  if (tag.tag == GUMBO_TAG_LI || tag.tag == GUMBO_TAG_DD || tag.tag == GUMBO_TAG_DT) {
    start_list_item(tag.tag);
  }
  if (has_trait(tag.tag, kClosesP)) close_p();
  if (has_trait(tag.tag, kHeading) && top_has(kHeading)) shrink(stack_.size() - 1);
  if (is_option(tag.tag) && top_is(GUMBO_TAG_OPTION)) shrink(stack_.size() - 1);
  if (tag.tag == GUMBO_TAG_BUTTON) close_scoped(find_tag(GUMBO_TAG_BUTTON, Scope::kDefault));
  if (!has_trait(tag.tag, kPlainStart)) reopen_formatting();
  if (has_trait(tag.tag, kVoid)) return Content::kMarkup;
  switch (static_cast<int>(tag.tag)) {
    case GUMBO_TAG_SCRIPT:
      return Content::kScript;
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
      return Content::kRaw;
    case GUMBO_TAG_PLAINTEXT:
      push(tag.tag);
      return Content::kRest;
    case GUMBO_TAG_SVG:
      push_foreign(tag, Space::kSvg);
      return Content::kMarkup;
    case GUMBO_TAG_MATH:
      push_foreign(tag, Space::kMath);
      return Content::kMarkup;
    case GUMBO_TAG_TABLE:
      start_table();
      return Content::kMarkup;
    case GUMBO_TAG_FORM:
      start_form();
      return Content::kMarkup;
    case GUMBO_TAG_RB:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_RTC:
      start_ruby_part(tag.tag);
      return Content::kMarkup;
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_MARQUEE:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_TEMPLATE:
      push(tag.tag);
      add_marker();
      return Content::kMarkup;
    default:
      push(tag.tag);
      return Content::kMarkup;
  }
}

void OpenElements::close_p() {
  close_scoped(find_tag(GUMBO_TAG_P, Scope::kButton));
}

void OpenElements::start_list_item(GumboTag tag) {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Element& element = stack_[i];
    if (element.space == Space::kHtml) {
      const bool same = tag == GUMBO_TAG_LI
                            ? element.tag == GUMBO_TAG_LI
                            : element.tag == GUMBO_TAG_DD || element.tag == GUMBO_TAG_DT;
      if (same) {
        shrink(i);
        return;
      }
      if (element.tag == GUMBO_TAG_ADDRESS || element.tag == GUMBO_TAG_DIV ||
          element.tag == GUMBO_TAG_P) {
        continue;
      }
    }
    if (is_special(element)) return;
  }
}

void OpenElements::start_ruby_part(GumboTag tag) {
  const bool keeps_rtc = tag == GUMBO_TAG_RP || tag == GUMBO_TAG_RT;
  if (find_tag(GUMBO_TAG_RUBY, Scope::kDefault) != kNone) {
    while (top_has(kImpliedEnd) && !(keeps_rtc && top_is(GUMBO_TAG_RTC))) shrink(stack_.size() - 1);
  }
  push(tag);
}

/// A table directly inside another, in no cell of it, ends the other.
void OpenElements::start_table() {
  const std::size_t context = find_table_context();
  if (context != kNone && !is_cell(stack_[context].tag)) {
    close_scoped(find_tag(GUMBO_TAG_TABLE, Scope::kTable));
  }
  push(GUMBO_TAG_TABLE);
}

void OpenElements::start_table_part(GumboTag tag) {
  std::size_t context = find_table_context();
  if (context == kNone) return;
  if (is_cell(stack_[context].tag)) {
    shrink(context);
    clear_to_marker();
    context = find_table_context();
    if (context == kNone) return;
  }
  shrink(context + 1);
  const bool is_data_cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
  const bool in_row_group = is_data_cell || tag == GUMBO_TAG_TR;
  if (top_is(GUMBO_TAG_TR) && !is_data_cell) shrink(stack_.size() - 1);
  if (is_row_group(stack_.back().tag) && !in_row_group) shrink(stack_.size() - 1);
  if (!has_trait(tag, kTablePart)) return;
  if (top_is(GUMBO_TAG_TABLE) && in_row_group) push(GUMBO_TAG_TBODY);
  if (!top_is(GUMBO_TAG_TR) && is_data_cell) push(GUMBO_TAG_TR);
  push(tag);
  if (is_cell(tag)) add_marker();
}

bool OpenElements::in_select() const {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Element& element = stack_[i];
    if (element.space != Space::kHtml) return false;
    if (element.tag == GUMBO_TAG_SELECT) return true;
    if (!is_option(element.tag)) return false;
  }
  return false;
}

/// @return whether that is all: most tags count for nothing inside <select>.
bool OpenElements::start_in_select(const SourceTag& tag) {
  const std::size_t select = find_tag(GUMBO_TAG_SELECT, Scope::kDefault);
  switch (static_cast<int>(tag.tag)) {
    case GUMBO_TAG_OPTGROUP:
    case GUMBO_TAG_OPTION:
      if (top_is(GUMBO_TAG_OPTION)) shrink(stack_.size() - 1);
      if (tag.tag == GUMBO_TAG_OPTGROUP && top_is(GUMBO_TAG_OPTGROUP)) shrink(stack_.size() - 1);
      push(tag.tag);
      return true;
    case GUMBO_TAG_SELECT:
      shrink(select);
      return true;
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_KEYGEN:
    case GUMBO_TAG_TEXTAREA:
      shrink(select);
      return false;
    case GUMBO_TAG_TEMPLATE:
      return false;
    default:
      if ((tag.tag == GUMBO_TAG_TABLE || has_trait(tag.tag, kTablePart)) &&
          find_table_context() != kNone) {
        shrink(select);
        return false;
      }
      return true;
  }
}

void OpenElements::end(const SourceTag& tag) {
  work_ += stack_.size() * kStep;
  for (std::size_t i = stack_.size(); i-- > 0 && stack_[i].space != Space::kHtml;) {
    // gumbo does not know "</svg >" for the end of <svg>.
    if (stack_[i].name_hash == tag.name_hash && tag.attributes.empty()) {
      shrink(i);
      return;
    }
  }
  end_html(tag.tag);
}

void OpenElements::end_html(GumboTag tag) {
  if (has_trait(tag, kVoid | kIgnored) || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY) return;
  if (in_select() && end_in_select(tag)) return;
  if (tag == GUMBO_TAG_TABLE || has_trait(tag, kTablePart)) {
    end_table_part(tag);
  } else if (has_trait(tag, kFormatting)) {
    end_formatting(tag);
  } else if (has_trait(tag, kHeading)) {
    close_scoped(
        find_in_scope(Scope::kDefault, [](GumboTag open) { return has_trait(open, kHeading); }));
  } else if (tag == GUMBO_TAG_P) {
    close_p();
  } else if (tag == GUMBO_TAG_LI) {
    close_scoped(find_tag(tag, Scope::kList));
  } else if (tag == GUMBO_TAG_FORM) {
    end_form();
  } else if (tag == GUMBO_TAG_TEMPLATE) {
    const std::size_t at =
        find_in_scope(Scope::kTable, [](GumboTag open) { return open == GUMBO_TAG_TEMPLATE; });
    close_scoped(at);
    if (at != kNone) clear_to_marker();
  } else if (has_trait(tag, kScopedEnd)) {
    // gumbo looks for <object> and its like beyond others of them.
    const bool has_marker = has_trait(tag, kScope);
    const std::size_t at = find_tag(tag, has_marker ? Scope::kTable : Scope::kDefault);
    close_scoped(at);
    if (at != kNone && has_marker) clear_to_marker();
  } else {
    end_unknown(tag);
  }
}

/// @return whether that is all.
bool OpenElements::end_in_select(GumboTag tag) {
  const std::size_t select = find_tag(GUMBO_TAG_SELECT, Scope::kDefault);
  if (tag == GUMBO_TAG_TEMPLATE) return false;
  if (tag == GUMBO_TAG_SELECT) {
    shrink(select);
  } else if (tag == GUMBO_TAG_OPTION) {
    if (top_is(tag)) shrink(stack_.size() - 1);
  } else if (tag == GUMBO_TAG_OPTGROUP) {
    if (top_is(GUMBO_TAG_OPTION) && is_html(stack_.size() - 2, tag)) shrink(stack_.size() - 1);
    if (top_is(tag)) shrink(stack_.size() - 1);
  } else if ((tag == GUMBO_TAG_TABLE || has_trait(tag, kTablePart)) &&
             find_tag(tag, Scope::kTable) != kNone) {
    shrink(select);
    return false;
  }
  return true;
}

void OpenElements::end_table_part(GumboTag tag) {
  const std::size_t at = find_tag(tag, Scope::kTable);
  if (at == kNone) return;
  const bool leaves_cell = is_cell(stack_[find_table_context()].tag);
  shrink(at);
  if (leaves_cell) clear_to_marker();
}

bool OpenElements::in_template() const {
  return std::any_of(stack_.begin(), stack_.end(), [](const Element& element) {
    return element.tag == GUMBO_TAG_TEMPLATE && element.space == Space::kHtml;
  });
}

void OpenElements::start_form() {
  const bool inert = in_template();
  if (has_form_ && !inert) return;
  has_form_ = !inert;
  push(GUMBO_TAG_FORM);
}

/// Unlike other end tags this one closes its element alone.
void OpenElements::end_form() {
  if (!in_template()) has_form_ = false;
  const std::size_t at = find_tag(GUMBO_TAG_FORM, Scope::kDefault);
  if (at == kNone) return;
  while (top_has(kImpliedEnd)) shrink(stack_.size() - 1);
  erase(at);
}

void OpenElements::end_unknown(GumboTag tag) {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    if (is_html(i, tag)) {
      shrink(i);
      return;
    }
    if (is_special(stack_[i])) return;
  }
}

}  // namespace jianbao::extract
