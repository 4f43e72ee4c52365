#pragma once

#include <string>
#include <string_view>

namespace jianbao::extract {

/// What a line about an article says of its dates, each with the words around it, as
/// text::find_date() reads it, the change perhaps without its year (yearless_time()); empty where
/// it says nothing.
struct LineDates {
  std::string published;
  std::string updated;

  bool empty() const { return published.empty() && updated.empty(); }
};

/// Parts "发布时间：2024-05-15 08:48　更新时间：2024-05-16 09:00", "Published 15 May 2024, updated
/// 16 May 2024", "2024/05/15 08:48 更新".  A date that nothing names is when it was published.
/// @param line  on one line.
LineDates line_dates(std::string_view line);

/// True if a text leads to the time of a change that stands in the next element: "Updated",
/// "更新时间：".
bool ends_in_update_word(std::string_view text);

/// True for a line made of several such statements: "时间：…　来源：…　作者：…".
bool is_info_line(std::string_view line);

}  // namespace jianbao::extract
