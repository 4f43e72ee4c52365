#include "feed/dates.h"

#include "feed/markup.h"
#include "jianbao/text/date.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::feed {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::size_t kShownColumns = 40;

std::string counted(std::size_t count, std::string_view what) {
  return std::to_string(count) + (count == 1 ? " date " : " dates ") + std::string(what);
}

}  // namespace

std::optional<Timestamp> Dates::read(std::string_view text) {
  const auto date = text::read_date(text);
  if (!date) {
    if (!trim(text).empty() && unreadable_++ == 0) {
      first_unreadable_ = text::fit(text::for_terminal(text.substr(0, 200)), kShownColumns);
    }
    return std::nullopt;
  }
  without_zone_ += date->offset_minutes ? 0U : 1U;
  const std::int64_t part = (date->at.ms % kSecond + kSecond) % kSecond;
  return Timestamp{date->at.ms - part};
}

std::string Dates::remark() const {
  std::string out;
  if (without_zone_ > 0) out = counted(without_zone_, "without a zone, read as UTC");
  if (unreadable_ > 0) {
    out += out.empty() ? "" : "; ";
    out += counted(unreadable_, "that cannot be read, such as \"" + first_unreadable_ + "\"");
  }
  return out;
}

}  // namespace jianbao::feed
