#include "extract/other_articles.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "extract/block_model.h"
#include "extract/dom.h"
#include "jianbao/text/ascii.h"

namespace jianbao::extract {
namespace {

/// Entries from one on, to one before another.
struct Range {
  std::uint32_t begin;
  std::uint32_t end;

  bool holds(std::uint32_t entry) const { return entry >= begin && entry < end; }
};

/// The outermost <article> around an entry; nothing if there is none.
Range article_around(const std::vector<OutlineEntry>& entries, std::uint32_t inside) {
  std::uint32_t found = 0;
  for (std::uint32_t i = inside; i != 0; i = entries[i].parent) {
    if (entries[i].tag == GUMBO_TAG_ARTICLE) found = i;
  }
  return found == 0 ? Range{0, 0} : Range{found, entries[found].end};
}

/// "4711" of class="hentry post-4711"; empty if it has none.
std::string_view post_number(const GumboNode& article) {
  constexpr std::string_view kPost = "post-";
  const std::string_view names = attribute(article, "class");
  for (std::size_t at = names.find(kPost); at != std::string_view::npos;
       at = names.find(kPost, at + 1)) {
    if (at > 0 && !text::is_ascii_space(names[at - 1])) continue;
    std::size_t end = at + kPost.size();
    while (end < names.size() && text::is_ascii_digit(names[end])) ++end;
    const bool is_word = end == names.size() || text::is_ascii_space(names[end]);
    if (is_word && end > at + kPost.size()) return names.substr(at, end - at);
  }
  return {};
}

/// Articles behind `own` with an h1, and of other posts; each once.
std::vector<Range> other_articles(const std::vector<OutlineEntry>& entries,
                                  const std::vector<Block>& blocks, Range own) {
  std::vector<Range> others;
  for (const Block& block : blocks) {
    if (!block.is(GUMBO_TAG_H1) || block.is_title || block.index < own.end) continue;
    if (!others.empty() && others.back().holds(block.index)) continue;
    const Range other = article_around(entries, block.index);
    if (other.end != 0) others.push_back(other);
  }
  const std::string_view own_post = post_number(*entries[own.begin].node);
  for (std::uint32_t i = 1; i < entries.size() && !own_post.empty(); ++i) {
    if (entries[i].tag != GUMBO_TAG_ARTICLE) continue;
    const std::string_view post = post_number(*entries[i].node);
    if (post.empty() || post == own_post) continue;
    others.push_back({i, entries[i].end});
    i = entries[i].end - 1;
  }
  return others;
}

}  // namespace

void settle_other_articles(const std::vector<OutlineEntry>& entries,
                           const std::vector<Block>& blocks, std::vector<float>& likely) {
  constexpr float kArticle = 200;
  const auto title = std::find_if(blocks.begin(), blocks.end(), [](const Block& block) {
    return block.is_title && block.is(GUMBO_TAG_H1);
  });
  if (title == blocks.end()) return;
  const Range own = article_around(entries, title->index);
  if (own.end == 0) return;
  std::vector<bool> is_other(entries.size(), false);
  for (const Range other : other_articles(entries, blocks, own)) {
    std::fill(is_other.begin() + other.begin, is_other.begin() + other.end, true);
  }
  float own_text = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::uint32_t at = blocks[i].index;
    if (own.holds(at) && !is_other[at] && likely[i] >= kSurely) own_text += blocks[i].length();
  }
  if (own_text < kArticle) return;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (is_other[blocks[i].index]) likely[i] = std::min(likely[i], kUnlikely);
  }
}

}  // namespace jianbao::extract
