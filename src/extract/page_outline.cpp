#include "extract/page_outline.h"

#include <cstddef>
#include <string>

#include "extract/dom.h"
#include "extract/element_names.h"
#include "extract/footnote_mark.h"
#include "jianbao/core/error.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

bool is_comma(char32_t c) {
  return c == U',' || c == U'，' || c == U'、' || c == U'。' || c == U'；' || c == U'：' ||
         c == U'！' || c == U'？' || c == U'،' || c == U'؛' || c == U'۔' || c == U'।';
}

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

bool is_capital(char32_t c) {
  return (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE) || (c >= 0x391 && c <= 0x3A9) ||
         (c >= 0x410 && c <= 0x42F);
}

constexpr std::uint64_t head_power() {
  std::uint64_t power = 1;
  for (std::uint32_t i = 0; i < kHashedLetters; ++i) power *= kHashBase;
  return power;
}

/// What the hash of the first letters is multiplied with by as many letters after them.
constexpr std::uint64_t kHeadPower = head_power();

/// A page of so many boxes is none that a reader could use; more would take over two seconds.
constexpr std::size_t kMaxEntries = 150'000;

class Outliner {
 public:
  Outliner(std::vector<OutlineEntry>& entries, NameReader& names)
      : entries_(entries), names_(names) {}

  bool enter(const GumboNode& element) {
    const GumboElement& e = element.v.element;
    const Display display = display_of(e);
    if (is_picture(e.tag)) ++entries_[open_].pictures;
    if (display == Display::kDropped || is_skipped(element)) return false;
    if (display == Display::kBreak) {
      ++entries_[open_].line_breaks;
      return false;
    }
    if (!has_entry(e)) {
      links_ += e.tag == GUMBO_TAG_A ? 1 : 0;
      italics_ += is_italic(e.tag) ? 1 : 0;
      bolds_ += is_bold(e.tag) ? 1 : 0;
      return true;
    }
    const auto index = static_cast<std::uint32_t>(entries_.size());
    if (index >= kMaxEntries) {
      throw Error(ErrorKind::kLimit, "HTML",
                  "more than " + std::to_string(kMaxEntries) + " elements");
    }
    OutlineEntry entry;
    entry.node = &element;
    entry.parent = open_;
    entry.tag = e.tag_namespace == GUMBO_NAMESPACE_HTML ? e.tag : GUMBO_TAG_SVG;
    entry.display = display;
    entry.signs = names_.signs(element);
    entries_.push_back(entry);
    open_ = index;
    return true;
  }

  void leave(const GumboNode& element) {
    const GumboElement& e = element.v.element;
    if (!has_entry(e)) {
      links_ -= e.tag == GUMBO_TAG_A ? 1 : 0;
      italics_ -= is_italic(e.tag) ? 1 : 0;
      bolds_ -= is_bold(e.tag) ? 1 : 0;
      return;
    }
    OutlineEntry& entry = entries_[open_];
    entry.end = static_cast<std::uint32_t>(entries_.size());
    if (entry.own_length > 0) ++entry.blocks;
    open_ = entry.parent;
    OutlineEntry& parent = entries_[open_];
    parent.length += entry.length;
    parent.link_length += entry.link_length;
    parent.commas += entry.commas;
    parent.blocks += entry.blocks;
    // What a figure with a caption shows, no other words stand for.
    if (entry.tag != GUMBO_TAG_FIGURE || entry.length == 0) parent.pictures += entry.pictures;
  }

  void text(const GumboNode& node) {
    OutlineEntry& entry = entries_[open_];
    const std::uint32_t length_before = entry.own_length;
    const std::uint32_t commas_before = entry.own_commas;
    measure(text_of(node), entry);
    const std::uint32_t added = entry.own_length - length_before;
    if (added == 0) return;
    entry.ends_in_link = links_ > 0;
    if (length_before == 0) entry.first_text = &node;
    entry.length += added;
    entry.commas += entry.own_commas - commas_before;
    if (italics_ > 0) entry.own_italic += added;
    if (bolds_ > 0) entry.own_bold += added;
    if (links_ == 0) return;
    entry.own_link_length += added;
    entry.link_length += added;
  }

 private:
  static bool is_picture(GumboTag tag) {
    return tag == GUMBO_TAG_IMG || tag == GUMBO_TAG_VIDEO || tag == GUMBO_TAG_IFRAME;
  }
  static bool is_italic(GumboTag tag) { return tag == GUMBO_TAG_EM || tag == GUMBO_TAG_I; }
  static bool is_bold(GumboTag tag) { return tag == GUMBO_TAG_STRONG || tag == GUMBO_TAG_B; }

  static void measure(std::string_view utf8, OutlineEntry& entry) {
    bool space_before = true;
    for (std::size_t at = 0; at < utf8.size();) {
      const auto byte = static_cast<unsigned char>(utf8[at]);
      char32_t c = byte;
      if (byte < 0x80) {
        ++at;
      } else {
        c = text::next_code_point(utf8, at);
      }
      const bool space = c < 0x80 ? c <= 0x20 : text::is_space(c);
      if (space) {
        if (!space_before) ++entry.own_length;
        space_before = true;
        continue;
      }
      if (space_before) {
        ++entry.own_words;
        if (is_capital(c)) ++entry.capitalised;
      }
      space_before = false;
      entry.own_length += c >= 0x2E80 ? 2 : 1;
      entry.last_character = c;
      if (is_letter(c)) {
        entry.whole_hash = add_to_hash(entry.whole_hash, c);
        if (++entry.letters == kHashedLetters) entry.head_hash = entry.whole_hash;
        if (entry.letters == 2 * kHashedLetters) {
          entry.second_hash = entry.whole_hash - entry.head_hash * kHeadPower;
        }
        if (is_digit(c)) ++entry.own_digits;
      } else if (is_comma(c)) {
        ++entry.own_commas;
      }
    }
  }

  std::vector<OutlineEntry>& entries_;
  NameReader& names_;
  std::uint32_t open_ = 0;
  int links_ = 0;
  int italics_ = 0;
  int bolds_ = 0;
};

}  // namespace

bool is_letter(char32_t c) {
  if (c < 0x80) return text::is_ascii_letter(static_cast<char>(c)) || is_digit(c);
  if (c < 0xC0 || (c >= 0x2000 && c < 0x2E80) || (c >= 0x3000 && c < 0x3005)) return false;
  return !(c >= 0xFF00 && c < 0xFF10) && !text::is_space(c) && c != 0xFFFD && c != 0xFEFF;
}

std::uint64_t add_to_hash(std::uint64_t hash, char32_t letter) {
  const char32_t folded =
      letter < 0x80 ? static_cast<unsigned char>(text::ascii_lower(static_cast<char>(letter)))
                    : letter;
  return hash * kHashBase + folded + 1;
}

bool has_entry(const GumboElement& element) {
  return display_of(element) != Display::kInline;
}

bool is_skipped(const GumboNode& element) {
  const GumboElement& e = element.v.element;
  switch (static_cast<int>(e.tag)) {
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_RP:
      return true;
    default:
      break;
  }
  if (is_footnote_mark(element)) return true;
  if (e.attributes.length == 0 || has_entry(e)) return false;
  // MediaWiki's "[edit]" beside each heading.
  if (e.tag == GUMBO_TAG_SPAN && has_token(attribute(element, "class"), "mw-editsection"))
    return true;
  return is_hidden(element);
}

std::vector<OutlineEntry> outline(const GumboNode& root, NameReader& names,
                                  std::vector<WalkPlace>& stack) {
  std::vector<OutlineEntry> entries(1);
  entries[0].node = &root;
  entries[0].tag = root.v.element.tag;
  entries[0].display = Display::kGroup;
  names.clear();
  Outliner outliner(entries, names);
  walk(root, stack, outliner);
  entries[0].end = static_cast<std::uint32_t>(entries.size());
  if (entries[0].own_length > 0) ++entries[0].blocks;
  return entries;
}

}  // namespace jianbao::extract
