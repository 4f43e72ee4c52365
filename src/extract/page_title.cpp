#include "extract/page_title.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::extract {
namespace {

constexpr std::array<std::string_view, 14> kSeparators = {
    " | ", " - ", " – ", " — ", " » ", " « ", " :: ", " · ", " • ", " / ", "｜", "_", "|", "－"};
/// These part titles too often to tell a tail by, but not from what equals the heading; hyphens
/// where a letter beyond ASCII stands before: "大桥开放-江城网".
constexpr std::array<std::string_view, 9> kWeakSeparators = {" : ", ": ", "：", " >> ", " > ",
                                                             " › ", "＞", "--", "-"};
/// What the names of Chinese media end in.
constexpr std::string_view kMedia[] = {"网",   "日报", "晚报",   "时报", "早报",  "晨报",
                                       "商报", "新闻", "电子报", "频道", "在线",  "论坛",
                                       "周刊", "杂志", "电视台", "广播", "通讯社"};
/// What ends so too: 互联网, 电网.
constexpr std::string_view kNoMedia[] = {"联网", "电网", "路网", "管网", "上网", "触网", "落网"};
constexpr std::size_t kMinTitleColumns = 8;
constexpr std::size_t kMaxCuts = 8;

/// Letters alone, folded: how two names are compared.
std::string skeleton(std::string_view text) {
  std::string out;
  const std::string folded = text::fold_text(text);
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(folded, at);
    const bool sign = c < 0x80 && !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
    if (!sign && !text::is_space(c)) out.append(folded, begin, at - begin);
  }
  return out;
}

struct Cut {
  std::size_t begin;  ///< of the separator
  std::size_t end;
};

std::vector<Cut> weak_cuts_of(std::string_view title, bool at_colons = false) {
  std::vector<Cut> cuts;
  for (std::size_t at = 1; at < title.size(); ++at) {
    for (const std::string_view separator : kWeakSeparators) {
      if (!title.substr(at).starts_with(separator)) continue;
      const bool behind_ascii = static_cast<unsigned char>(title[at - 1]) < 0x80;
      if (separator.front() == '-' && behind_ascii) continue;
      if (separator == ": " && !at_colons) continue;
      cuts.push_back({at, at + separator.size()});
      at += separator.size() - 1;
      break;
    }
  }
  return cuts;
}

std::vector<Cut> cuts_of(std::string_view title) {
  std::vector<Cut> cuts;
  for (std::size_t at = 0; at < title.size(); ++at) {
    for (const std::string_view separator : kSeparators) {
      if (title.substr(at).starts_with(separator)) {
        cuts.push_back({at, at + separator.size()});
        at += separator.size() - 1;
        break;
      }
    }
  }
  return cuts;
}

/// The part of the title, between two of its separators, that says the same as the heading.
std::string_view part_like(std::string_view title, const std::vector<Cut>& cuts,
                           const std::string& heading) {
  std::vector<std::size_t> begins = {0};
  std::vector<std::size_t> ends;
  for (const Cut& cut : cuts) {
    ends.push_back(cut.begin);
    begins.push_back(cut.end);
  }
  ends.push_back(title.size());
  for (const std::size_t begin : begins) {
    for (const std::size_t end : ends) {
      if (end <= begin) continue;
      const std::string_view part = title.substr(begin, end - begin);
      if (skeleton(part) == heading) return part;
    }
  }
  return {};
}

bool is_site_name(std::string_view part, const std::string& site) {
  const std::string name = skeleton(part);
  return !name.empty() && !site.empty() &&
         (name == site || site.find(name) != std::string::npos ||
          (name.starts_with(site) && name.size() < 2 * site.size()));
}

/// True for "WELT", "welt.de" and "Die Welt" on www.welt.de.
bool names_host(std::string_view part, std::string_view host) {
  constexpr std::size_t kShortest = 3;
  const std::string name = skeleton(part);
  if (name.size() < kShortest || host.empty()) return false;
  const std::size_t last_dot = host.rfind('.');
  const std::string whole = skeleton(host);
  const std::string_view stem = host.substr(0, last_dot);
  const std::string label = skeleton(stem.substr(stem.rfind('.') + 1));
  return name == whole || name == label ||
         (label.size() > kShortest && name.ends_with(label) && name.size() < label.size() + 6);
}

struct Site {
  std::string name;  ///< as skeleton() makes it
  std::string host;

  bool is_named_by(std::string_view part) const {
    return is_site_name(part, name) || names_host(part, host);
  }
};

/// The title without what names the site at its end or beginning; as it is if nothing does.
std::string_view without_known_site(std::string_view title, const std::vector<Cut>& cuts,
                                    const Site& site) {
  for (const Cut& cut : cuts) {
    if (cut.begin != 0 && site.is_named_by(title.substr(cut.end))) {
      return title.substr(0, cut.begin);
    }
  }
  if (!cuts.empty() && site.is_named_by(title.substr(0, cuts[0].begin))) {
    return title.substr(cuts[0].end);
  }
  return title;
}

/// "江城晚报", "社会新闻": in Han characters alone, as a newsroom or a part of one is called.
bool names_medium(std::string_view part) {
  constexpr std::size_t kLongest = 10;
  const std::string name = skeleton(part);
  std::size_t letters = 0;
  for (std::size_t at = 0; at < name.size(); ++letters) {
    if (!text::is_cjk(text::next_code_point(name, at))) return false;
  }
  const auto ends = [&name](std::string_view word) { return name.ends_with(word); };
  return letters >= 2 && letters <= kLongest &&
         std::any_of(std::begin(kMedia), std::end(kMedia), ends) &&
         std::none_of(std::begin(kNoMedia), std::end(kNoMedia), ends);
}

std::string_view without_short_tail(std::string_view title, const std::vector<Cut>& cuts) {
  if (cuts.empty()) return title;
  const std::string_view head = title.substr(0, cuts.back().begin);
  const std::string_view tail = title.substr(cuts.back().end);
  const bool is_short =
      text::columns(head) >= kMinTitleColumns && text::columns(tail) * 2 <= text::columns(head);
  return is_short ? head : title;
}

/// Where the sign stands behind which a medium or a part of one is named; npos if nowhere.
std::size_t medium_behind(std::string_view title) {
  for (const std::vector<Cut>& cuts : {cuts_of(title), weak_cuts_of(title)}) {
    if (cuts.empty() || cuts.size() > kMaxCuts || cuts.back().begin == 0) continue;
    // Behind a colon it is what the title is about.
    if (title.substr(cuts.back().begin).starts_with("：")) continue;
    if (names_medium(title.substr(cuts.back().end))) return cuts.back().begin;
  }
  return std::string_view::npos;
}

/// "大桥开放-国内-江城网" without the media, and without the section before them, of two
/// characters.
std::string_view without_media(std::string_view title) {
  constexpr int kSection = 4;
  const std::size_t whole = title.size();
  for (std::size_t at = medium_behind(title); at != std::string_view::npos;
       at = medium_behind(title)) {
    title = title.substr(0, at);
  }
  if (title.size() == whole) return title;
  for (const std::vector<Cut>& cuts : {cuts_of(title), weak_cuts_of(title)}) {
    const std::string_view head = without_short_tail(title, cuts);
    if (head.size() == title.size()) continue;
    return text::columns(title.substr(cuts.back().end)) <= kSection ? head : title;
  }
  return title;
}

/// "(3) Bridge opens": how many messages wait for whom saved the page.
std::string_view without_counter(std::string_view title) {
  const std::size_t close = title.find(") ");
  const bool counts = title.starts_with('(') && close != std::string_view::npos && close > 1 &&
                      title.find_first_not_of("0123456789", 1) == close;
  return counts ? title.substr(close + 2) : title;
}

enum class UnknownTail { kStays, kGoes };
/// kGoesBehindColon: also "Harbour: Bridge opens" where the heading is "Bridge opens".
enum class Kicker { kStays, kGoes, kGoesBehindColon };

std::string strip(std::string_view title, std::string_view heading, const Site& site,
                  UnknownTail unknown, Kicker kicker = Kicker::kGoes) {
  const std::vector<Cut> cuts = cuts_of(title);
  if (cuts.size() > kMaxCuts) return text::clean_line(title);
  const std::string wanted = skeleton(heading);
  if (!wanted.empty() && !site.is_named_by(heading)) {
    const std::vector<Cut> weak = weak_cuts_of(title, kicker == Kicker::kGoesBehindColon);
    std::string_view part = part_like(title, cuts, wanted);
    if (part.empty() && weak.size() <= kMaxCuts) part = part_like(title, weak, wanted);
    const bool cuts_kicker = part.data() > title.data() && !cuts.empty() &&
                             !site.is_named_by(title.substr(0, cuts[0].begin));
    if (cuts_kicker && kicker == Kicker::kStays) part = {};
    if (!part.empty()) return text::clean_line(part);
  }
  const std::string_view known = without_known_site(title, cuts, site);
  if (known.size() < title.size() || unknown == UnknownTail::kStays) return text::clean_line(known);
  const std::string_view medial = without_media(title);
  if (medial.size() < title.size()) return text::clean_line(medial);
  return text::clean_line(without_short_tail(title, cuts));
}

/// Of the headings the longest that a part of the title repeats: a page without a heading of its
/// own order has it in the second.
std::string repeated_heading(std::string_view title, const std::vector<std::string>& headings,
                             const Site& site) {
  const std::vector<Cut> cuts = cuts_of(title);
  std::string longest;
  if (cuts.empty() || cuts.size() > kMaxCuts) return longest;
  for (const std::string& heading : headings) {
    const std::string wanted = skeleton(heading);
    if (wanted.empty() || site.is_named_by(heading) || heading.size() <= longest.size()) continue;
    if (!part_like(title, cuts, wanted).empty()) longest = heading;
  }
  return longest;
}

bool same(std::string_view a, std::string_view b) {
  return skeleton(a) == skeleton(b);
}

/// True if the heading is the title, or the title with a kicker or a mark beside it.
bool holds(std::string_view heading, std::string_view title) {
  const std::string whole = skeleton(heading);
  const std::string part = skeleton(title);
  return !part.empty() && whole.find(part) != std::string::npos && whole.size() <= 2 * part.size();
}

/// Words, or characters of scripts without spaces, as a sorted set.
std::vector<std::string> words_of(std::string_view title) {
  std::vector<std::string> words;
  const std::string folded = text::fold_text(title);
  bool open = false;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(folded, at);
    const bool letter =
        c >= 0x80 ? c < 0x2000 || c > 0x206F : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    if (!letter || text::is_space(c)) {
      open = false;
      continue;
    }
    if (!open || text::is_cjk(c)) words.emplace_back();
    words.back().append(folded, begin, at - begin);
    open = !text::is_cjk(c);
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

/// True if two titles share so many words that one is the other in other words.
bool says_alike(std::string_view a, std::string_view b) {
  const std::vector<std::string> left = words_of(a);
  const std::vector<std::string> right = words_of(b);
  std::vector<std::string> both;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(both));
  return !both.empty() && 2 * both.size() >= std::min(left.size(), right.size());
}

}  // namespace

Clue choose_title(const TitleClues& clues) {
  const Site site{skeleton(clues.site), clues.host};
  Clue heading = clues.heading;
  if (site.is_named_by(heading.value)) heading = {};
  Clue headline = clues.headline;
  Clue shared = clues.shared;
  // Two that say it against the heading, which often has the kicker in a line of its own.
  const Kicker kicker = same(headline.value, shared.value) ? Kicker::kStays : Kicker::kGoes;
  headline.value = strip(headline.value, heading.value, site, UnknownTail::kStays, kicker);
  const bool confirmed = same(shared.value, headline.value) || same(shared.value, heading.value);
  shared.value = strip(shared.value, heading.empty() ? headline.value : heading.value, site,
                       confirmed ? UnknownTail::kStays : UnknownTail::kGoes, kicker);
  std::string said = heading.empty() ? shared.value : heading.value;
  if (said.empty()) said = repeated_heading(clues.title, clues.headings, site);
  Clue title{
      strip(without_counter(clues.title), said, site, UnknownTail::kGoes, Kicker::kGoesBehindColon),
      "title element"};
  if (!headline.empty()) {
    // A headline worded for search engines is the title element's, or means what readers see.
    if (shared.empty() || same(headline.value, shared.value)) return headline;
    const bool reworded =
        (same(heading.value, shared.value) && same(headline.value, title.value)) ||
        (holds(heading.value, shared.value) && says_alike(headline.value, shared.value));
    return reworded ? shared : headline;
  }
  if (!shared.empty()) return shared;
  const bool is_medium = !heading.empty() && names_medium(title.value);
  if (!title.empty() && !is_medium && !site.is_named_by(title.value)) return title;
  if (!heading.empty()) return heading;
  return title.empty() ? clues.heading : title;
}

bool names_site(std::string_view words, std::string_view site, std::string_view host) {
  return Site{skeleton(site), std::string(host)}.is_named_by(words);
}

std::string title_without_site(std::string_view title, std::string_view heading,
                               std::string_view site) {
  return strip(title, heading, Site{skeleton(site), {}}, UnknownTail::kGoes);
}

}  // namespace jianbao::extract
