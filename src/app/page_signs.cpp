#include "app/page_signs.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "app/page_sign_words.h"
#include "app/page_verdict.h"
#include "app/text_weight.h"
#include "jianbao/text/tokenizer.h"

namespace jianbao::app {
namespace {

using Words = std::span<const std::string_view>;

struct Sign {
  StandIn kind;
  Words titles{};  ///< all that a part of the title holds
  Words title_beginnings{};
  Words title_phrases{};  ///< anywhere in a short part of the title
  Words phrases{};        ///< in a line of the text
  Words more_phrases{};
  Words lines{};            ///< all that a line holds
  std::size_t line_weight;  ///< of the longest line that a phrase makes the wall's own
  std::size_t rest_weight;  ///< with as much text besides, it is an article
};

/// A flash of sixty Han characters is an article.
constexpr std::size_t kFlash = 60;
/// How much of title and text is looked at, in bytes: punctuation weighs nothing.
constexpr std::size_t kTitleBytes = 500;
constexpr std::size_t kTextBytes = std::size_t{64} << 10U;
/// A text of as much is not judged by words.
constexpr std::size_t kLong = 300;

constexpr std::array<Sign, 5> kSigns{{
    {.kind = StandIn::kLogin,
     .titles = kLoginTitles,
     .title_beginnings = kLoginTitleBeginnings,
     .phrases = kLoginPhrases,
     .line_weight = kFlash,
     .rest_weight = 40},
    {.kind = StandIn::kMissing,
     .titles = kMissingTitles,
     .title_phrases = kMissingPhrases,
     .phrases = kMissingPhrases,
     .more_phrases = kMissingSentences,
     .lines = kMissingTitles,
     .line_weight = kFlash,
     .rest_weight = kFlash},
    {.kind = StandIn::kScript,
     .phrases = kScriptPhrases,
     .lines = kScriptLines,
     .line_weight = kFlash,
     .rest_weight = 20},
    {.kind = StandIn::kConsent,
     .titles = kConsentTitles,
     .title_beginnings = kConsentTitleBeginnings,
     .phrases = kConsentPhrases,
     .line_weight = kLong,
     .rest_weight = 20},
    {.kind = StandIn::kPaywall,
     .phrases = kPaywallPhrases,
     .line_weight = kFlash,
     .rest_weight = 20},
}};

struct Line {
  std::string_view text;
  std::size_t weight;
};

/// A page's and its item's words, folded.
struct Folded {
  std::string title, text, item_title, item_text;
  std::vector<std::string_view> title_parts{};
  std::vector<Line> lines{};
};

/// Without white space and closing punctuation: "Loading…" is "loading".
std::string_view bare(std::string_view words) {
  constexpr std::string_view kAround = " .:!?";
  for (bool more = true; more;) {
    more = false;
    while (!words.empty() && kAround.find(words.front()) != std::string_view::npos)
      words.remove_prefix(1);
    while (!words.empty() && kAround.find(words.back()) != std::string_view::npos)
      words.remove_suffix(1);
    for (const std::string_view mark : {"…", "。", "！", "？"}) {
      if (!words.ends_with(mark)) continue;
      words.remove_suffix(mark.size());
      more = true;
    }
  }
  return words;
}

/// "登录 - 某某网" → "登录", "某某网".
std::vector<std::string_view> parts_of(std::string_view title) {
  std::vector<std::string_view> parts{bare(title)};
  for (const std::string_view mark : {" - ", "|", "_", "–", "—", "»", "-"}) {
    if (title.find(mark) == std::string_view::npos) continue;
    for (std::string_view left = title; !left.empty();) {
      const std::size_t end = std::min(left.find(mark), left.size());
      parts.push_back(bare(left.substr(0, end)));
      left.remove_prefix(std::min(end + mark.size(), left.size()));
    }
  }
  return parts;
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = bare(text.substr(0, end));
    if (!line.empty()) lines.push_back({line, text_weight(line)});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool holds(std::string_view words, std::string_view sign) {
  return words.find(sign) != std::string_view::npos;
}

bool has_title_sign(const Sign& sign, const Folded& page) {
  constexpr std::size_t kShort = 24;
  const auto says = [&](std::string_view word, auto found_in) {
    return !holds(page.item_title, word) &&
           std::any_of(page.title_parts.begin(), page.title_parts.end(), found_in);
  };
  const auto is_part = [&](std::string_view word) {
    return says(word, [&](std::string_view part) { return part == word; });
  };
  const auto begins_part = [&](std::string_view word) {
    return says(word, [&](std::string_view part) { return part.starts_with(word); });
  };
  const auto is_in_part = [&](std::string_view word) {
    return says(word, [&](std::string_view part) {
      return holds(part, word) && text_weight(part) <= kShort;
    });
  };
  return std::any_of(sign.titles.begin(), sign.titles.end(), is_part) ||
         std::any_of(sign.title_beginnings.begin(), sign.title_beginnings.end(), begins_part) ||
         std::any_of(sign.title_phrases.begin(), sign.title_phrases.end(), is_in_part);
}

/// Boxes below articles ask for a login too.
bool is_about_comments(std::string_view line) {
  constexpr std::array<std::string_view, 6> kWords{"评论", "回复",    "留言",
                                                   "跟帖", "comment", "reply"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return holds(line, word); });
}

bool has_line_sign(const Sign& sign, const Line& line, const Folded& page) {
  constexpr std::size_t kNearBeginning = 20;
  const auto is_subject = [&](std::string_view words) {
    return holds(page.item_title, words) || holds(page.item_text, words);
  };
  const auto is_there = [&](std::string_view phrase) {
    const std::size_t at = line.text.find(phrase);
    return at != std::string_view::npos && !is_subject(phrase) &&
           text_weight(line.text.substr(0, at)) <= kNearBeginning;
  };
  const auto is_line = [&](std::string_view words) {
    return words == line.text && !is_subject(words);
  };
  return std::any_of(sign.phrases.begin(), sign.phrases.end(), is_there) ||
         std::any_of(sign.more_phrases.begin(), sign.more_phrases.end(), is_there) ||
         std::any_of(sign.lines.begin(), sign.lines.end(), is_line);
}

/// True if the line says what the feed says.
bool repeats_feed(const Line& line, const Folded& page) {
  constexpr std::size_t kTelling = 15;
  return line.weight >= kTelling && !page.item_text.empty() &&
         (holds(page.item_text, line.text) ||
          (holds(line.text, page.item_text) && text_weight(page.item_text) >= kTelling));
}

bool is_stand_in(const Sign& sign, const Folded& page) {
  constexpr std::size_t kMenuItem = 10;
  const bool titled = has_title_sign(sign, page);
  // With such a title, a sentence may be longer.
  const std::size_t longest = titled ? std::max(sign.line_weight, 2 * kFlash) : sign.line_weight;
  bool worded = false;
  std::size_t rest = 0;
  for (const Line& line : page.lines) {
    if (repeats_feed(line, page)) return false;
    if (line.weight < longest && has_line_sign(sign, line, page) &&
        !(sign.kind == StandIn::kLogin && is_about_comments(line.text))) {
      worded = true;
    } else if (line.weight >= kMenuItem && line.text != page.title_parts.front()) {
      rest += line.weight;
    }
  }
  return (titled || worded) && rest < (titled ? kFlash : sign.rest_weight);
}

}  // namespace

std::optional<StandIn> stand_in_of(const PageFacts& facts) {
  if (text_weight(facts.text, kLong) >= kLong) return std::nullopt;
  Folded page{text::fold_text(facts.title.substr(0, kTitleBytes)),
              text::fold_text(facts.text.substr(0, kTextBytes)), text::fold_text(facts.item_title),
              text::fold_text(facts.item_text)};
  page.title_parts = parts_of(page.title);
  page.lines = lines_of(page.text);
  for (const Sign& sign : kSigns) {
    if (is_stand_in(sign, page)) return sign.kind;
  }
  return std::nullopt;
}

}  // namespace jianbao::app
