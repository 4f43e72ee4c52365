#include "extract/main_content.h"

#include <algorithm>
#include <cstdint>

#include "extract/dom.h"
#include "extract/page_outline.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

constexpr std::uint32_t kMinParagraph = 25;  ///< columns; shorter ones say nothing
constexpr std::uint32_t kShareBar = 500;     ///< columns; a longer one holds text as well
constexpr std::size_t kEnough = 500;         ///< bytes of text; with less the next attempt is made
/// How many times longer a less strict attempt must be: short news is short.
constexpr std::size_t kClearlyMore = 2;
constexpr int kAncestors = 5;  ///< that a paragraph speaks for
constexpr double kSiblingShare = 0.2;

enum class Strictness { kStrict, kKeepNamed, kKeepAll };

bool is_heading(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

/// What is never an article's text.
bool is_furniture(GumboTag tag) {
  switch (static_cast<int>(tag)) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_TITLE:
      return true;
    default:
      return false;
  }
}

class Finder {
 public:
  Finder(const std::vector<OutlineEntry>& entries, Strictness strictness)
      : entries_(entries),
        strictness_(strictness),
        dropped_(entries.size(), false),
        scores_(entries.size(), 0.0),
        scored_(entries.size(), false) {}

  /// Roots of the main content in document order; what is_dropped() inside them is none of it.
  std::vector<std::uint32_t> find(std::string_view title);
  bool is_dropped(std::uint32_t index) const { return dropped_[index]; }

 private:
  void drop_furniture();
  bool is_unlikely(const OutlineEntry& entry) const;
  void score_paragraphs();
  void speak_for(std::uint32_t index, double score);
  double initial_score(const OutlineEntry& entry) const;
  double final_score(std::uint32_t index) const {
    return scores_[index] * (1.0 - entries_[index].link_density());
  }
  std::uint32_t best_candidate() const;
  std::uint32_t widen(std::uint32_t best) const;
  std::vector<std::uint32_t> with_siblings(std::uint32_t best) const;
  bool joins(std::uint32_t index, std::uint32_t best, double threshold) const;
  void clean(std::uint32_t root, std::string_view title);
  bool is_clutter(const OutlineEntry& entry) const;
  bool repeats_title(const OutlineEntry& entry, std::string_view title) const;

  const std::vector<OutlineEntry>& entries_;
  Strictness strictness_;
  std::vector<bool> dropped_;
  std::vector<double> scores_;
  std::vector<bool> scored_;
};

bool Finder::is_unlikely(const OutlineEntry& entry) const {
  if (entry.tag == GUMBO_TAG_BODY || entry.tag == GUMBO_TAG_A || is_heading(entry.tag))
    return false;
  return entry.signs.boilerplate && !entry.signs.content;
}

void Finder::drop_furniture() {
  for (std::uint32_t i = 1; i < entries_.size(); ++i) {
    const OutlineEntry& entry = entries_[i];
    if (dropped_[entry.parent]) {
      dropped_[i] = true;
    } else if (strictness_ != Strictness::kKeepAll) {
      dropped_[i] = entry.signs.hidden || is_furniture(entry.tag) ||
                    (strictness_ == Strictness::kStrict && is_unlikely(entry));
    }
  }
}

double Finder::initial_score(const OutlineEntry& entry) const {
  double score = 0;
  switch (static_cast<int>(entry.tag)) {
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN:
      score = 5;
      break;
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_BLOCKQUOTE:
      score = 3;
      break;
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_FORM:
      score = -3;
      break;
    case GUMBO_TAG_TH:
      score = -5;
      break;
    default:
      break;
  }
  if (strictness_ != Strictness::kKeepAll) score += entry.signs.weight;
  if (attribute(*entry.node, "itemprop") == "articleBody") score += 50;
  return score;
}

void Finder::speak_for(std::uint32_t index, double score) {
  if (!scored_[index]) {
    scored_[index] = true;
    scores_[index] += initial_score(entries_[index]);
  }
  scores_[index] += score;
}

void Finder::score_paragraphs() {
  for (std::uint32_t i = 1; i < entries_.size(); ++i) {
    const OutlineEntry& entry = entries_[i];
    if (dropped_[i] || entry.own_length < kMinParagraph || is_heading(entry.tag)) continue;
    if (entry.display == Display::kItem || entry.display == Display::kLine ||
        entry.tag == GUMBO_TAG_FIGCAPTION || entry.tag == GUMBO_TAG_TH) {
      continue;
    }
    const double pieces = 1.0 + entry.line_breaks / 2.0;
    const double score = 1.0 + entry.own_commas + std::min(entry.own_length / 100.0, 3.0 * pieces);
    // Text parted by <br> makes its element what paragraphs make their parent.
    std::uint32_t at = entry.line_breaks >= 2 ? i : entry.parent;
    double divider = 1;
    for (int level = 0; level < kAncestors; ++level) {
      speak_for(at, score / divider);
      if (at == 0) break;
      at = entries_[at].parent;
      divider = level == 0 ? 2 : 3.0 * (level + 1);
    }
  }
}

std::uint32_t Finder::best_candidate() const {
  std::uint32_t best = 0;
  for (std::uint32_t i = 1; i < entries_.size(); ++i) {
    if (scored_[i] && !dropped_[i] && (best == 0 || final_score(i) > final_score(best))) best = i;
  }
  return best;
}

/// Goes up where a parent gathers more, as where the paragraphs of one text lie in several boxes.
std::uint32_t Finder::widen(std::uint32_t best) const {
  double last = final_score(best);
  const double floor = last / 3;
  for (std::uint32_t at = entries_[best].parent; at != 0; at = entries_[at].parent) {
    const double score = scored_[at] ? final_score(at) : 0;
    if (scored_[at] && score < floor) break;
    if (score > last) {
      best = at;
      break;
    }
    if (scored_[at]) last = score;
  }
  return best;
}

bool Finder::joins(std::uint32_t index, std::uint32_t best, double threshold) const {
  const OutlineEntry& entry = entries_[index];
  double bonus = 0;
  const std::string_view name = attribute(*entry.node, "class");
  if (!name.empty() && name == attribute(*entries_[best].node, "class")) {
    bonus = final_score(best) * kSiblingShare;
  }
  if (scored_[index] && final_score(index) + bonus >= threshold) return true;
  if (entry.tag != GUMBO_TAG_P) return false;
  return (entry.length > 80 && entry.link_density() < 0.25) ||
         (entry.length > 0 && entry.length <= 80 && entry.link_length == 0 && entry.commas > 0);
}

std::vector<std::uint32_t> Finder::with_siblings(std::uint32_t best) const {
  const double threshold = std::max(10.0, final_score(best) * kSiblingShare);
  std::vector<std::uint32_t> roots;
  const std::uint32_t parent = entries_[best].parent;
  for (std::uint32_t i = parent + 1; i < entries_[parent].end; i = entries_[i].end) {
    if (i == best || (!dropped_[i] && joins(i, best, threshold))) roots.push_back(i);
  }
  return roots;
}

bool Finder::repeats_title(const OutlineEntry& entry, std::string_view title) const {
  if (entry.tag == GUMBO_TAG_H1) return true;
  if (!is_heading(entry.tag) || title.empty()) return false;
  const std::string heading = text::clean_line(short_text(*entry.node, 2 * title.size() + 50));
  return heading == title;
}

/// readability's "clean conditionally": boxes of links, forms and pictures among the text.
bool Finder::is_clutter(const OutlineEntry& entry) const {
  switch (static_cast<int>(entry.tag)) {
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_HEADER:
      break;
    default:
      return false;
  }
  const int weight = strictness_ == Strictness::kStrict ? entry.signs.weight : 0;
  if (weight < 0) return true;
  if (entry.commas >= 10) return false;
  // Lists and tables may be short.
  const bool is_list = entry.tag == GUMBO_TAG_UL || entry.tag == GUMBO_TAG_OL ||
                       entry.tag == GUMBO_TAG_TABLE || entry.items * 10 > entry.length;
  const double density = entry.link_density();
  return (!is_list && entry.items > entry.paragraphs + 100) ||
         entry.inputs > entry.paragraphs / 3 ||
         (!is_list && entry.length < kMinParagraph && (entry.images == 0 || entry.images > 2)) ||
         (weight < 25 && density > 0.2) || (weight >= 25 && density > 0.5) ||
         (entry.embeds == 1 && entry.length < 75) || entry.embeds > 1;
}

void Finder::clean(std::uint32_t root, std::string_view title) {
  for (std::uint32_t i = root + 1; i < entries_[root].end; ++i) {
    const OutlineEntry& entry = entries_[i];
    if (dropped_[i] || dropped_[entry.parent]) {
      dropped_[i] = true;
      continue;
    }
    dropped_[i] = repeats_title(entry, title) || (entry.signs.share && entry.length < kShareBar) ||
                  is_clutter(entry);
  }
}

std::vector<std::uint32_t> Finder::find(std::string_view title) {
  drop_furniture();
  score_paragraphs();
  const std::uint32_t best = best_candidate();
  if (best == 0) return {0};
  std::vector<std::uint32_t> roots = with_siblings(widen(best));
  if (strictness_ != Strictness::kKeepAll) {
    for (const std::uint32_t root : roots) clean(root, title);
  }
  return roots;
}

/// Builds the text of a part of the outline.
class PartVisitor {
 public:
  PartVisitor(const std::vector<OutlineEntry>& entries, const Finder& finder, TextBuilder& builder,
              std::uint32_t root)
      : entries_(entries), finder_(finder), builder_(builder), next_(root + 1) {}

  bool enter(const GumboNode& element) {
    const Display display = display_of(element.v.element);
    if (display == Display::kDropped) return false;
    const std::uint32_t index = next_;
    builder_.begin(display);
    if (finder_.is_dropped(index)) {
      builder_.end(display);
      next_ = entries_[index].end;
      return false;
    }
    ++next_;
    return true;
  }

  void leave(const GumboNode& element) { builder_.end(display_of(element.v.element)); }
  void text(const GumboNode& node) { builder_.append(text_of(node)); }

 private:
  const std::vector<OutlineEntry>& entries_;
  const Finder& finder_;
  TextBuilder& builder_;
  std::uint32_t next_;
};

}  // namespace

std::string main_text(const GumboNode& body, std::string_view title, TextBuilder& builder,
                      std::vector<WalkPlace>& stack) {
  const std::vector<OutlineEntry> entries = outline(body, stack);
  std::string best;
  for (const Strictness strictness :
       {Strictness::kStrict, Strictness::kKeepNamed, Strictness::kKeepAll}) {
    Finder finder(entries, strictness);
    builder.clear();
    for (const std::uint32_t root : finder.find(title)) {
      PartVisitor visitor(entries, finder, builder, root);
      builder.begin(Display::kBlock);
      walk(*entries[root].node, stack, visitor);
      builder.end(Display::kBlock);
    }
    std::string found = builder.finish();
    if (found.size() > kClearlyMore * best.size()) best = std::move(found);
    if (best.size() >= kEnough) break;
  }
  return best;
}

}  // namespace jianbao::extract
