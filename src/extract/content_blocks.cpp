#include "extract/content_blocks.h"

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>

#include "extract/block_cues.h"
#include "extract/dom.h"
#include "extract/prune.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

std::uint64_t hash_of(std::string_view utf8, std::uint32_t most) {
  std::uint64_t hash = 0;
  std::uint32_t letters = 0;
  for (std::size_t at = 0; at < utf8.size() && letters < most;) {
    const char32_t c = text::next_code_point(utf8, at);
    if (!is_letter(c)) continue;
    hash = add_to_hash(hash, c);
    ++letters;
  }
  return hash;
}

/// All windows of kHashedLetters letters of a text.
class Windows {
 public:
  explicit Windows(std::string_view utf8) {
    if (utf8.size() < kHashedLetters) return;
    std::uint64_t power = 1;
    for (std::uint32_t i = 1; i < kHashedLetters; ++i) power *= kHashBase;
    std::array<char32_t, kHashedLetters> ring{};
    std::uint64_t hash = 0;
    for (std::size_t at = 0; at < utf8.size();) {
      const char32_t c = folded_letter(text::next_code_point(utf8, at));
      if (c == 0) continue;
      char32_t& oldest = ring[letters_ % kHashedLetters];
      if (letters_ >= kHashedLetters) hash -= (oldest + 1) * power;
      oldest = c;
      hash = add_to_hash(hash, c);
      if (++letters_ >= kHashedLetters) hashes_.push_back(hash);
    }
    std::sort(hashes_.begin(), hashes_.end());
  }

  std::size_t letters() const { return letters_; }
  bool holds(std::uint64_t hash) const {
    return std::binary_search(hashes_.begin(), hashes_.end(), hash);
  }

 private:
  static char32_t folded_letter(char32_t c) {
    if (!is_letter(c)) return 0;
    return c < 0x80 ? static_cast<unsigned char>(text::ascii_lower(static_cast<char>(c))) : c;
  }

  std::vector<std::uint64_t> hashes_;
  std::size_t letters_ = 0;
};

std::uint32_t place_of(const OutlineEntry& entry) {
  switch (static_cast<int>(entry.tag)) {
    case GUMBO_TAG_ARTICLE:
      return kInArticle;
    case GUMBO_TAG_MAIN:
      return kInMain;
    case GUMBO_TAG_HEADER:
      return kInHeader;
    case GUMBO_TAG_FOOTER:
      return kInFooter;
    case GUMBO_TAG_NAV:
      return kInNav;
    case GUMBO_TAG_ASIDE:
      return kInAside;
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
      return kInForm;
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
      return kInFigure;
    case GUMBO_TAG_TABLE:
      return kInTable;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DL:
      return kInList;
    case GUMBO_TAG_BLOCKQUOTE:
      return kInQuote;
    default:
      return 0;
  }
}

/// Marks that say something good of all inside hold however much that is.
constexpr std::uint32_t kGoodNames = kNamedBody | kNamedContent | kNamedText | kNamedLead;

class BlockReader {
 public:
  BlockReader(const std::vector<OutlineEntry>& entries, const PageHints& hints)
      : entries_(entries),
        hints_(hints),
        body_(hints.body),
        title_hash_(hash_of(hints.title, UINT32_MAX)),
        description_(hints.description) {
    for (std::string_view rest = hints.description; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      description_heads_.push_back(hash_of(line, kHashedLetters));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
  }

  std::vector<Block> read() {
    inherit();
    const std::vector<bool> gone = pruned(entries_);
    const auto heading = std::find_if(entries_.begin(), entries_.end(), [](const OutlineEntry& e) {
      return e.tag == GUMBO_TAG_H1 && e.letters > 0;
    });
    heading_ = static_cast<std::uint32_t>(heading - entries_.begin());
    std::vector<Block> blocks;
    std::uint32_t before = 0;
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
      const OutlineEntry& entry = entries_[i];
      if (entry.own_length == 0 || entry.letters == 0 || gone[i]) continue;
      Block block;
      block.index = i;
      block.entry = &entry;
      block.parent = &entries_[entry.parent];
      block.own_names = entry.signs | own_parent_signs(entry);
      block.names = names_[i];
      block.places = places_[i];
      if (entry.own_link_length >= entry.own_length) block.places |= kInLinkedBox;
      block.cue = cue_of(entry);
      block.position = static_cast<float>(before) / static_cast<float>(entries_[0].length + 1);
      block.signature = signature_of(entry);
      block.by_picture = is_by_picture(entry);
      compare_texts(block);
      before += entry.own_length;
      blocks.push_back(block);
    }
    place_by_title(blocks);
    place_by_headings(blocks);
    find_first_text(blocks);
    return blocks;
  }

 private:
  std::uint32_t own_parent_signs(const OutlineEntry& entry) const {
    const OutlineEntry& parent = entries_[entry.parent];
    return parent.length * 2 < entries_[0].length ? parent.signs : parent.signs & kGoodNames;
  }

  void inherit() {
    names_.resize(entries_.size());
    places_.resize(entries_.size());
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
      const OutlineEntry& entry = entries_[i];
      const bool is_most = entry.length * 2 > entries_[0].length;
      names_[i] = is_most ? entry.signs & kGoodNames : entry.signs;
      places_[i] = is_most ? place_of(entry) & (kInArticle | kInMain) : place_of(entry);
      if (i == 0) continue;
      names_[i] |= names_[entry.parent];
      places_[i] |= places_[entry.parent];
    }
  }

  void compare_texts(Block& block) {
    const OutlineEntry& entry = *block.entry;
    const bool is_long = entry.letters >= kHashedLetters;
    const std::uint64_t head = is_long ? entry.head_hash : entry.whole_hash;
    block.is_title = title_hash_ != 0 && entry.whole_hash == title_hash_;
    block.is_description =
        is_long && std::find(description_heads_.begin(), description_heads_.end(), head) !=
                       description_heads_.end();
    block.in_description =
        is_long && (description_.holds(head) ||
                    (entry.second_hash != 0 && description_.holds(entry.second_hash)));
    if (is_long && body_.letters() >= 2UL * kHashedLetters) {
      block.in_body = body_.holds(head);
      block.not_in_body = !block.in_body && body_.letters() >= 400;
    }
    if (entry.letters > 8) {
      const auto [first, is_new] = seen_.try_emplace(entry.whole_hash, block.signature);
      block.is_repeated = !is_new;
      block.repeats_other_box = !is_new && first->second != block.signature;
    }
  }

  std::uint32_t signature_of(const OutlineEntry& entry) const {
    const std::hash<std::string_view> hash;
    std::size_t signature =
        hash(attribute(*entry.node, "class")) * 31 + static_cast<std::size_t>(entry.tag);
    const OutlineEntry& parent = entries_[entry.parent];
    signature = (signature * 31 + hash(attribute(*parent.node, "class"))) * 31 +
                static_cast<std::size_t>(parent.tag);
    return static_cast<std::uint32_t>(signature ^ (signature >> 32U));
  }

  /// A heading speaks for what follows it in the box that it stands in, up to the next heading.
  void place_by_headings(std::vector<Block>& blocks) const {
    Cue cue = Cue::kNone;
    std::uint32_t end = 0;
    for (Block& block : blocks) {
      if (block.is_heading()) {
        cue = block.cue;
        end = entries_[block.entry->parent].end;
      } else if (block.index < end) {
        block.heading_cue = cue;
      }
    }
  }

  /// The words of a box are one block, which comes before those of the elements inside it, also
  /// where the title is one of these and the words stand behind it, in no element of their own.
  static bool goes_on_behind(const Block& box, const Block& title) {
    return box.entry->end > title.index && box.entry->first_text != nullptr &&
           title.entry->first_text != nullptr &&
           box.entry->first_text->v.text.start_pos.offset >
               title.entry->first_text->v.text.start_pos.offset;
  }

  static void place_by_title(std::vector<Block>& blocks) {
    const auto is_title = [](const Block& b) { return b.is_heading() && b.is_title; };
    auto title = std::find_if(blocks.begin(), blocks.end(), is_title);
    if (title == blocks.end()) {
      title = std::find_if(blocks.begin(), blocks.end(),
                           [](const Block& b) { return b.is(GUMBO_TAG_H1); });
    }
    if (title == blocks.end()) return;
    for (auto block = blocks.begin(); block != title; ++block) {
      block->after_title = goes_on_behind(*block, *title);
      block->before_title = !block->after_title;
    }
    for (auto block = title; block != blocks.end(); ++block) block->after_title = true;
  }

  static bool any_of_places(const Block& block, std::uint32_t places) {
    return (block.places & places) != 0;
  }

  /// A standfirst, or the article's own beginning.
  static void find_first_text(std::vector<Block>& blocks) {
    constexpr std::uint32_t kSome = 60;
    const auto first = std::find_if(blocks.begin(), blocks.end(), [](const Block& b) {
      return b.after_title && !b.is_title && !b.is(GUMBO_TAG_H1) && !b.by_picture &&
             !any_of_places(b, kInFigure | kInList | kInNav | kInAside) &&
             b.entry->own_length >= kSome && b.entry->own_link_length * 2 < b.entry->own_length;
    });
    if (first != blocks.end()) first->is_first_text = true;
  }

  /// As captions and teasers do; a step of a recipe is longer, and the page's heading has a picture
  /// of its own.
  bool is_by_picture(const OutlineEntry& entry) const {
    constexpr std::uint32_t kFew = 2;
    constexpr std::uint32_t kShort = 400;
    std::uint32_t at = entry.parent;
    for (int level = 0; level < 5; ++level, at = entries_[at].parent) {
      const OutlineEntry& box = entries_[at];
      if (box.blocks > kFew || box.length > kShort) return false;
      if (heading_ >= at && heading_ < box.end) return false;
      if (box.pictures > 0) return true;
    }
    return false;
  }

  const std::vector<OutlineEntry>& entries_;
  const PageHints& hints_;
  Windows body_;
  std::uint64_t title_hash_;
  std::uint32_t heading_ = UINT32_MAX;  ///< the first <h1>
  Windows description_;
  std::vector<std::uint64_t> description_heads_;
  std::vector<std::uint32_t> names_;
  std::vector<std::uint32_t> places_;
  std::unordered_map<std::uint64_t, std::uint32_t>
      seen_;  ///< the signature of each text's first copy
};

}  // namespace

std::vector<Block> content_blocks(const std::vector<OutlineEntry>& entries,
                                  const PageHints& hints) {
  return BlockReader(entries, hints).read();
}

}  // namespace jianbao::extract
