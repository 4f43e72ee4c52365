#include "extract/page_title.h"

#include <array>
#include <vector>

#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::extract {
namespace {

constexpr std::array<std::string_view, 12> kSeparators = {" | ",  " - ", " – ", " — ", " » ", " « ",
                                                          " :: ", " · ", "｜",  "_",   "|",   "－"};
constexpr std::size_t kMinTitleColumns = 8;

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

bool names_site(std::string_view part, const std::string& site) {
  const std::string name = skeleton(part);
  return !name.empty() && !site.empty() &&
         (name == site || site.find(name) != std::string::npos ||
          (name.starts_with(site) && name.size() < 2 * site.size()));
}

}  // namespace

std::string title_without_site(std::string_view title, std::string_view heading,
                               std::string_view site) {
  constexpr std::size_t kMaxCuts = 8;
  const std::vector<Cut> cuts = cuts_of(title);
  if (cuts.empty() || cuts.size() > kMaxCuts) return text::clean_line(title);
  const std::string wanted = skeleton(heading);
  if (!wanted.empty()) {
    const std::string_view part = part_like(title, cuts, wanted);
    if (!part.empty()) return text::clean_line(part);
  }
  const std::string site_name = skeleton(site);
  for (const Cut& cut : cuts) {
    if (cut.begin != 0 && names_site(title.substr(cut.end), site_name)) {
      return text::clean_line(title.substr(0, cut.begin));
    }
  }
  if (names_site(title.substr(0, cuts[0].begin), site_name)) {
    return text::clean_line(title.substr(cuts[0].end));
  }
  // Nothing known of the site: a short tail is its name.
  const std::string_view head = title.substr(0, cuts.back().begin);
  const std::string_view tail = title.substr(cuts.back().end);
  if (text::columns(head) >= kMinTitleColumns && text::columns(tail) * 2 <= text::columns(head)) {
    return text::clean_line(head);
  }
  return text::clean_line(title);
}

}  // namespace jianbao::extract
