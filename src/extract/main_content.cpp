#include "extract/main_content.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "extract/author_notes.h"
#include "extract/block_model.h"
#include "extract/dom.h"
#include "extract/galleries.h"
#include "extract/groups.h"
#include "extract/kept_text.h"
#include "extract/other_articles.h"
#include "extract/page_notices.h"
#include "extract/page_outline.h"
#include "extract/repeated_boxes.h"
#include "extract/text_candidates.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kEnough = 100;  ///< bytes of text; with less the next attempt is made
constexpr float kLowBound = 0.2F;     ///< of the second attempt
constexpr float kNotice = -1;         ///< is text only where a page has nothing else

/// Also a whole sentence of Chinese, which says in thirty characters what takes a hundred letters.
bool is_enough(std::string_view text) {
  constexpr std::size_t kSentence = 45;
  if (text.size() >= kEnough) return true;
  return text.size() >= kSentence &&
         (text.ends_with("。") || text.ends_with("。”") || text.ends_with("！"));
}

/// Pages carry passages twice, for narrow and wide screens, in boxes of different names; a lead of
/// one sentence as well.  A text that repeats itself does so under the same names, and in short
/// lines.
bool is_second_copy(const Block& block) {
  constexpr std::uint32_t kSentence = 60;
  return block.repeats_other_box && block.entry->own_length >= kSentence;
}

/// A page that has many of them is a list of such lines, and no article.
void settle_notices(const std::vector<Block>& blocks, std::vector<float>& likely) {
  constexpr int kMost = 100;
  constexpr std::size_t kMaxBlocks = 20'000;  // more than pages have that people read
  int notices = 0;
  for (std::size_t i = 0; i < std::min(blocks.size(), kMaxBlocks) && notices < kMost; ++i) {
    if (likely[i] < kLowBound || !is_page_notice(blocks[i])) continue;
    likely[i] = kNotice;
    ++notices;
  }
}

/// True if the box that a heading stands in goes on in words of its own, in no element.
bool box_goes_on(const Block& heading) {
  const GumboNode& node = *heading.entry->node;
  if (heading.parent->own_length == 0 || node.parent != heading.parent->node) return false;
  const GumboVector& children = node.parent->v.element.children;
  for (std::size_t i = node.index_within_parent + 1; i < children.length; ++i) {
    const auto& next = *static_cast<const GumboNode*>(children.data[i]);
    if (is_text(next) && !is_blank(next)) return true;
    if (is_element(next) && next.v.element.tag == node.v.element.tag) return false;
  }
  return false;
}

/// True if at least three of the headings at the end of a text, of one tag in one box, have little
/// but pictures and their captions between them: the points of a list.
bool are_points(const std::vector<Block>& blocks, const std::vector<std::size_t>& last) {
  constexpr std::size_t kFewest = 3;
  const auto is_like_last = [&](std::size_t i) {
    return blocks[i].entry->tag == blocks[last[0]].entry->tag &&
           blocks[i].entry->parent == blocks[last[0]].entry->parent;
  };
  const auto other = std::find_if_not(last.begin(), last.end(), is_like_last);
  if (other - last.begin() < static_cast<std::ptrdiff_t>(kFewest)) return false;
  float headings = 0;
  float all = 0;
  for (auto i = last.begin(); i != other; ++i) headings += blocks[*i].length();
  for (std::size_t i = *(other - 1); i <= last[0]; ++i) all += blocks[i].length();
  return all <= 2 * headings;
}

/// The last heading of a text has something to head, or is a point of a list.
void drop_last_headings(const std::vector<Block>& blocks, std::vector<bool>& kept) {
  std::vector<std::size_t> last;
  for (std::size_t i = blocks.size(); i-- > 0;) {
    const Block& block = blocks[i];
    if (!kept[block.index]) continue;
    if (!block.is_heading() || (kept[block.entry->parent] && box_goes_on(block))) break;
    last.push_back(i);
  }
  if (last.empty() || are_points(blocks, last)) return;
  for (const std::size_t i : last) kept[blocks[i].index] = false;
}

/// Which entries' own words make the text.
std::vector<bool> choose(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                         const std::vector<float>& likely, float bound) {
  std::vector<bool> kept(entries.size(), false);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    kept[blocks[i].index] = likely[i] >= bound && !blocks[i].is_title && !is_second_copy(blocks[i]);
  }
  if (bound > 0) drop_last_headings(blocks, kept);
  return kept;
}

const char* pass_of(float bound) {
  if (bound <= 0) return "any block";
  return bound < 0.5F ? "blocks from 0.20" : "blocks from 0.55";
}

}  // namespace

std::string likely_text(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                        std::vector<float> likely, TextBuilder& builder,
                        std::vector<WalkPlace>& stack, MarkupRecorder* markup, Explanation* why) {
  settle_galleries(entries, blocks, likely);
  settle_quoted_posts(entries, blocks, likely);
  settle_groups(entries, blocks, likely);
  settle_repeated_boxes(entries, blocks, likely);
  settle_headings(entries, blocks, likely);
  settle_notices(blocks, likely);
  std::string best;
  std::vector<bool> best_kept(entries.size(), false);
  float best_bound = 0;
  // Where little is surely content, what is more likely than the rest will do.
  for (const float bound : {kSurely, kLowBound, 0.0F, kNotice}) {
    std::vector<bool> kept = choose(entries, blocks, likely, bound);
    std::string found = text_of_kept(entries, kept, builder, stack);
    if (found.size() > 2 * best.size()) {
      best = std::move(found);
      best_kept = std::move(kept);
      best_bound = bound;
    }
    if (is_enough(best) || (bound == 0 && !best.empty())) break;
  }
  if (why != nullptr) {
    why->candidates =
        text_candidates(entries, blocks, likely, best_kept, pass_of(best_bound), builder, stack);
  }
  if (markup != nullptr && !best.empty()) record_kept(entries, best_kept, builder, stack, *markup);
  return best;
}

std::string main_text(const GumboNode& body, const PageHints& hints, TextBuilder& builder,
                      std::vector<WalkPlace>& stack, MarkupRecorder* markup, Explanation* why) {
  NameReader names;
  const std::vector<OutlineEntry> entries = outline(body, names, stack);
  const std::vector<Block> blocks = content_blocks(entries, hints);
  std::vector<float> likely = judge(entries, blocks);
  settle_other_articles(entries, blocks, likely);
  settle_announcements(entries, blocks, hints.url, likely);
  settle_author_notes(blocks, hints.authors, likely);
  return likely_text(entries, blocks, std::move(likely), builder, stack, markup, why);
}

std::string page_description(const GumboNode& root) {
  const GumboNode* const head = child_element(root, GUMBO_TAG_HEAD);
  if (head == nullptr) return {};
  std::string lines;
  const GumboVector& children = head->v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(children.data[i]);
    if (!is_tag(child, GUMBO_TAG_META)) continue;
    const std::string_view property = attribute(child, "property");
    const std::string_view name = attribute(child, "name");
    if (property == "og:description" || text::equal_ignoring_case(name, "description") ||
        name == "twitter:description" || property == "twitter:description") {
      const std::string line = text::clean_line(attribute(child, "content"));
      if (!line.empty() && lines.find(line) == std::string::npos) lines += line + '\n';
    }
  }
  return lines;
}

}  // namespace jianbao::extract
