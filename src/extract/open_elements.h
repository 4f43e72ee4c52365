#pragma once

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/tag_scanner.h"

namespace jianbao::extract {

/// Follows which elements a parser would hold open, tag by tag, by the tree construction rules of
/// the HTML Standard (§13.2.6.4), so far as they decide on depth: unclosed <p>, <li> and <td> end
/// where a browser ends them, unclosed <b> are opened again.  Where a rule hangs on more than the
/// open elements it errs towards too many.  Also estimates what the parser's own searches through
/// its stack will cost.
class OpenElements {
 public:
  OpenElements();

  /// True where a CDATA section can stand.
  bool in_foreign() const { return stack_.back().space != Space::kHtml; }

  /// True for start tags of which gumbo 0.10.1 loses track, up to an assertion that ends the
  /// process: <svg> and <math> between the cells of a table, parts of tables and forms inside them.
  /// A browser would do little with them; they are left out, and start() must not be told of them.
  bool confuses_gumbo(const SourceTag& tag);

  void text(std::size_t bytes, bool blank);
  /// @return how to read what follows the tag.
  Content start(const SourceTag& tag);
  void end(const SourceTag& tag);

  /// Elements open now, those included that the next word opens again.
  std::size_t depth() const { return stack_.size() + closed_; }
  /// About the nanoseconds that a parser spends on more than reading, so far.
  std::uint64_t work() const { return work_; }

 private:
  enum class Space : std::uint8_t { kHtml, kSvg, kMath };
  enum class Scope : std::uint8_t { kDefault, kButton, kList, kTable };

  struct Element {
    GumboTag tag;
    Space space = Space::kHtml;
    bool takes_html = false;      ///< foreign, with HTML inside: <foreignObject>
    std::uint32_t name_hash = 0;  ///< foreign elements go by their names
    std::uint32_t id = 0;         ///< links a formatting element to its entry in the list
  };

  /// An entry in the list of active formatting elements (§13.2.4.3).
  struct Formatting {
    GumboTag tag;
    std::string_view attributes;
    std::uint32_t id = 0;  ///< 0: a marker
    bool is_open = true;
  };

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  bool is_html(std::size_t i, GumboTag tag) const {
    return stack_[i].space == Space::kHtml && stack_[i].tag == tag;
  }
  bool top_is(GumboTag tag) const { return is_html(stack_.size() - 1, tag); }
  bool top_has(unsigned traits) const;
  static bool is_bound(const Element& element);
  static bool is_special(const Element& element);
  static bool ends_scope(const Element& element, Scope scope);
  template <class Match>
  std::size_t find_in_scope(Scope scope, Match match);
  std::size_t find_tag(GumboTag tag, Scope scope);
  std::size_t find_table_context();

  void push(GumboTag tag) { stack_.push_back({.tag = tag}); }
  void push_foreign(const SourceTag& tag, Space space);
  void note_closed(const Element& element);
  void shrink(std::size_t size);
  void erase(std::size_t i);

  bool start_foreign(const SourceTag& tag);
  Content start_html(const SourceTag& tag);
  Content start_known(const SourceTag& tag);
  bool start_in_select(const SourceTag& tag);
  void start_list_item(GumboTag tag);
  void start_form();
  void start_table();
  void start_table_part(GumboTag tag);
  void start_ruby_part(GumboTag tag);
  void start_formatting(const SourceTag& tag);
  void leave_foreign();
  void close_p();
  void close_scoped(std::size_t at) {
    if (at != kNone) shrink(at);
  }

  void end_html(GumboTag tag);
  bool end_in_select(GumboTag tag);
  void end_table_part(GumboTag tag);
  void end_form();
  void end_unknown(GumboTag tag);

  bool in_select() const;
  bool in_template() const;
  void reopen_formatting();
  void add_formatting(const SourceTag& tag);
  void add_marker() { formatting_.push_back({.tag = GUMBO_TAG_LAST, .attributes = {}}); }
  void clear_to_marker();
  std::size_t last_formatting(GumboTag tag);
  void erase_formatting(std::size_t i);
  /// The adoption agency (§13.2.6.4.7): an end tag of a formatting element.
  void end_formatting(GumboTag tag);
  bool adopt(GumboTag tag);
  std::size_t keep_inner_formatting(std::size_t formatting_at, std::size_t block_at);

  std::vector<Element> stack_;
  std::vector<Formatting> formatting_;
  std::size_t foreign_ = 0;      ///< elements of SVG and MathML in stack_
  std::size_t closed_ = 0;       ///< entries of formatting_ that are not open
  std::size_t next_closed_ = 0;  ///< one past the entry that will close next, probably
  std::uint32_t last_id_ = 0;
  std::size_t root_attributes_ = 0;
  bool has_form_ = false;  ///< a form that no </form> has followed: a second one is ignored
  std::uint64_t work_ = 0;
};

}  // namespace jianbao::extract
