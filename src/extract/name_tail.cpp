#include "extract/name_tail.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "extract/author_names.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/tokenizer.h"

namespace jianbao::extract {
namespace {

// Behind a full name: what follows tells where and for whom, not who.
constexpr std::string_view kPlaceWords[] = {" in ",  " aus ", " à ",  " en ", " from ",
                                            " for ", " of ",  " at ", " on "};
// Lower-case words that no name holds.
constexpr std::string_view kJobWords[] = {"reporter",
                                          "reporters",
                                          "correspondent",
                                          "correspondents",
                                          "editor",
                                          "editors",
                                          "journalist",
                                          "journalists",
                                          "writer",
                                          "writers",
                                          "staff",
                                          "columnist",
                                          "contributor",
                                          "producer",
                                          "photographer",
                                          "redakteur",
                                          "redakteurin",
                                          "redacteur",
                                          "redactrice",
                                          "korrespondent",
                                          "korrespondentin",
                                          "journaliste",
                                          "periodista",
                                          "redactor",
                                          "redactora",
                                          "giornalista",
                                          "chef",
                                          "bureau",
                                          "freelance",
                                          "minutes",
                                          "updated",
                                          "published",
                                          "posted",
                                          "uhr",
                                          "read",
                                          "http",
                                          "https",
                                          "www",
                                          "copyright",
                                          "reserved",
                                          "gmbh",
                                          "editorial",
                                          "senior",
                                          "chief"};
constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};

bool is_job(std::string_view folded) {
  return std::find(std::begin(kJobWords), std::end(kJobWords), folded) != std::end(kJobWords);
}

/// "Ann Lee in Paris": the place behind a full name off.
std::string_view without_place(std::string_view part) {
  constexpr std::size_t kMostWords = 3;
  for (const std::string_view word : kPlaceWords) {
    const std::size_t at = part.find(word);
    if (at == std::string_view::npos || at > part.rfind(' ')) continue;
    const std::string_view place = part.substr(at + word.size());
    const bool is_short = std::count(place.begin(), place.end(), ' ') < std::ptrdiff_t{kMostWords};
    const bool begins_small = place.empty() || (place.front() >= 'a' && place.front() <= 'z' &&
                                                !place.starts_with("the "));
    if (is_full_name(part.substr(0, at)) && is_short && !begins_small) return part.substr(0, at);
  }
  return part;
}

/// "Ann Lee/AP": the agency behind a full name off.
std::string_view without_agency(std::string_view part) {
  const std::size_t slash = part.find('/');
  if (slash == std::string_view::npos || !is_full_name(part.substr(0, slash))) return part;
  const std::string_view behind = part.substr(slash + 1);
  const bool is_capitals = std::none_of(behind.begin(), behind.end(),
                                        [](char c) { return c == ' ' || (c >= 'a' && c <= 'z'); });
  return is_capitals ? part.substr(0, slash) : part;
}

bool is_month(std::string_view word) {
  const std::string folded = text::fold_text(word);
  return std::any_of(std::begin(kMonths), std::end(kMonths),
                     [&folded](std::string_view month) { return folded.starts_with(month); });
}

/// Where the words end that may be the name: before the first with a digit, an account or an
/// address, and before the month of a day.
std::size_t end_of_words(std::string_view part) {
  std::size_t before = 0;  // where the word before begins
  for (std::size_t at = 0; at < part.size();) {
    const std::size_t end = std::min(part.find(' ', at), part.size());
    const std::string_view word = part.substr(at, end - at);
    if (at > 0 && text::is_ascii_digit(word.front())) {
      return is_month(part.substr(before, at - before)) ? before : at;
    }
    if (at > 0 && word.find('@') != std::string_view::npos) return at;
    before = at;
    at = part.find_first_not_of(' ', end);
  }
  return part.size();
}

/// "Ann Lee Staff Writer": where the job begins, in two of its words.  One alone may end the name
/// of a newsroom: "Harbour Echo Staff".
std::size_t begin_of_job(std::string_view part) {
  std::size_t begin = part.size();
  int words = 0;
  for (std::size_t at = part.find(' '); at != std::string_view::npos; at = part.find(' ', at + 1)) {
    const std::string_view rest = part.substr(at + 1);
    if (!is_job(text::fold_text(rest.substr(0, rest.find(' '))))) continue;
    if (++words == 1) begin = at;
  }
  return words > 1 ? begin : part.size();
}

}  // namespace

std::string_view without_tail(std::string_view part) {
  for (const std::size_t end : {end_of_words(part), begin_of_job(part)}) {
    std::string_view name = part.substr(0, end);
    for (const std::string_view joint : {" ", " on", " at", " -", " am"}) {
      if (name.ends_with(joint)) name.remove_suffix(joint.size());
    }
    if (name.size() < part.size() && is_full_name(name)) part = name;
  }
  return without_agency(without_place(part));
}

bool names_job(std::string_view words) {
  const std::string folded = text::fold_text(words);
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find_first_of(" .-/'", at), folded.size());
    if (is_job(std::string_view(folded).substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace jianbao::extract
