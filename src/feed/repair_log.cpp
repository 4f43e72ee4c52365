#include "feed/repair_log.h"

#include <algorithm>
#include <string>

namespace jianbao::feed {
namespace {

const char* message(Fault fault) {
  switch (fault) {
    case Fault::kBefore:
      return "text before the document, left out";
    case Fault::kBehind:
      return "text behind the document, left out";
    case Fault::kBareAmpersand:
      return "bare '&' or unknown entity";
    case Fault::kBareLess:
      return "bare '<'";
    case Fault::kSection:
      return "CDATA section or comment that was not closed";
    case Fault::kCdataMark:
      return "CDATA section whose mark is misspelt";
    case Fault::kEntity:
      return "entity of HTML that was not declared";
    case Fault::kDeclared:
      return "declared entity that is external or holds markup, left as text";
    case Fault::kReference:
      return "reference to no character, or to half of one";
    case Fault::kControl:
      return "control character, left out or read as windows-1252";
    case Fault::kAttribute:
      return "attribute that is not written as XML has it";
    case Fault::kNotClosed:
      return "element without an end tag";
    case Fault::kNotOpened:
      return "end tag without an element";
    case Fault::kOtherCase:
      return "end tag in other letters than its start tag";
    case Fault::kEarlyEnd:
      return "end tag of the document before the last of its entries, left out";
    case Fault::kNoRoot:
      return "entries without the feed around them";
    case Fault::kPrefix:
      return "namespace prefix that is not declared";
    case Fault::kJson:
      return "JSON that is not written as the standard has it";
    case Fault::kCut:
      return "the document is cut off at its end";
  }
  return "";
}

}  // namespace

void RepairLog::add(Fault fault, std::size_t offset, std::size_t count) {
  if (count == 0) return;
  Seen& seen = seen_.at(static_cast<std::size_t>(fault));
  if (seen.count == 0) seen.first = offset;
  seen.count += count;
}

std::vector<Warning> RepairLog::warnings() const {
  std::vector<Warning> out;
  for (std::size_t i = 0; i < seen_.size(); ++i) {
    if (seen_.at(i).count == 0) continue;
    out.push_back({message(static_cast<Fault>(i)), seen_.at(i).count, seen_.at(i).first});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Warning& a, const Warning& b) { return a.offset < b.offset; });
  return out;
}

std::string to_line(const Warning& warning) {
  std::string line = warning.message;
  const std::string times =
      warning.count > 1 ? std::to_string(warning.count) + " times" : std::string();
  const std::string place = warning.offset ? (times.empty() ? "at byte " : ", first at byte ") +
                                                 std::to_string(*warning.offset)
                                           : std::string();
  if (!times.empty() || !place.empty()) line += " (" + times + place + ")";
  return line;
}

}  // namespace jianbao::feed
