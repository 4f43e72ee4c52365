#include "extract/info_line.h"

#include <algorithm>
#include <optional>
#include <span>

#include "extract/yearless_time.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/date.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

/// A date that belongs to the word before it begins and ends within so many bytes.
constexpr std::size_t kDateReach = 60;
/// Before the first word: "＊", "[", "最近".
constexpr std::size_t kLongestOpening = 8;

// In lower case; longer ones before what they hold.
constexpr std::string_view kUpdateWords[] = {
    "last updated", "last modified", "updated",     "update",       "modified",     "aktualisiert",
    "geändert",     "mis à jour",    "mise à jour", "actualizado",  "atualizado",   "aggiornato",
    "bijgewerkt",   "更改时间",      "更改時間",    "最后更新时间", "最後更新時間", "更新时间",
    "更新時間",     "更新日時",      "更新日期",    "最后更新",     "最後更新",     "最終更新",
    "修改时间",     "修改時間",      "更新",        "수정"};
constexpr std::string_view kPublishWords[] = {"first published",
                                              "published",
                                              "posted",
                                              "veröffentlicht",
                                              "publié",
                                              "publicado",
                                              "pubblicato",
                                              "发布",
                                              "發布",
                                              "發佈",
                                              "发表",
                                              "發表",
                                              "刊登",
                                              "公開",
                                              "掲載",
                                              "入力",
                                              "입력"};
constexpr std::string_view kStatements[] = {"时间：", "時間：", "日期：",   "来源：",   "來源：",
                                            "作者：", "记者：", "記者：",   "编辑：",   "編輯：",
                                            "责编：", "責編：", "责任编辑", "責任編輯", "by"};

struct Span {
  std::size_t begin = std::string_view::npos;
  std::size_t end = std::string_view::npos;
};

bool is_letter_at(std::string_view line, std::size_t at) {
  return at < line.size() && text::is_ascii_letter(line[at]);
}

/// "updated" is a word of its own, 更新 needs no space around it.
std::size_t find_word(std::string_view lowered, std::string_view word) {
  const bool is_latin = text::is_ascii_letter(word.back());
  for (std::size_t at = lowered.find(word); at != std::string_view::npos;
       at = lowered.find(word, at + 1)) {
    if (!is_latin) return at;
    const bool begins = at == 0 || !is_letter_at(lowered, at - 1);
    if (begins && !is_letter_at(lowered, at + word.size())) return at;
  }
  return std::string_view::npos;
}

/// The first of the words; of those at one place the one that stands first in the list.
Span first_word(std::string_view lowered, std::span<const std::string_view> words) {
  Span first;
  for (const std::string_view word : words) {
    const std::size_t at = find_word(lowered, word);
    if (at == std::string_view::npos || at >= first.begin) continue;
    first = {at, at + word.size()};
  }
  return first;
}

std::string dated(std::string_view words) {
  return text::find_date(words) ? std::string(words) : std::string{};
}

/// Beside the date of an article its change may go without a year: "5/15 11:05".
std::string dated_change(std::string_view words) {
  std::string date = dated(words);
  return date.empty() ? std::string(yearless_time(words)) : date;
}

/// Where the statement begins that ends at `end`: behind the bracket or the sign before it.
std::size_t statement_begin(std::string_view line, std::size_t end) {
  std::size_t begin = 0;
  for (const std::string_view sign : {"（", "(", "|", "｜", "，", "；", ";", " - ", " – ", " • "}) {
    const std::size_t at = line.substr(0, end).rfind(sign);
    if (at != std::string_view::npos) begin = std::max(begin, at + sign.size());
  }
  return begin;
}

}  // namespace

LineDates line_dates(std::string_view line) {
  const std::string lowered = text::ascii_lowered(line);
  const Span update = first_word(lowered, kUpdateWords);
  if (update.begin == std::string_view::npos) return {dated(line), {}};
  const std::string_view behind = line.substr(update.end);
  const Span publish = first_word(std::string_view(lowered).substr(update.end), kPublishWords);
  const std::string_view changed =
      behind.substr(0, std::min(publish.begin, text::first_bytes(behind, kDateReach).size()));
  if (std::string change = dated_change(changed); !change.empty()) {
    LineDates dates{dated(line.substr(0, update.begin)), std::move(change)};
    if (dates.published.empty() && publish.begin != std::string_view::npos) {
      dates.published = dated(behind.substr(publish.begin));
    }
    return dates;
  }
  // "2024/05/15 08:48 更新": the word stands behind its date, unless that is already spoken for.
  const std::size_t begin = statement_begin(line, update.begin);
  const std::string_view own = std::string_view(lowered).substr(begin, update.begin - begin);
  if (first_word(own, kPublishWords).begin != std::string_view::npos) {
    return {dated(line.substr(0, update.begin)), {}};
  }
  return {dated(line.substr(0, begin)), dated_change(line.substr(begin, update.begin - begin))};
}

bool ends_in_update_word(std::string_view text) {
  constexpr std::string_view kBehind = " :|";
  while (!text.empty()) {
    if (text.ends_with("：")) {
      text.remove_suffix(std::string_view("：").size());
    } else if (kBehind.find(text.back()) != std::string_view::npos) {
      text.remove_suffix(1);
    } else {
      break;
    }
  }
  const std::string lowered = text::ascii_lowered(text);
  for (const std::string_view word : kUpdateWords) {
    if (lowered.ends_with(word) && find_word(lowered, word) != std::string_view::npos) return true;
  }
  return false;
}

bool is_info_line(std::string_view line) {
  const std::string lowered = text::ascii_lowered(line);
  std::size_t statements = 0;
  bool begins = !line.empty() && text::is_ascii_digit(line.front());
  for (const auto words : {std::span<const std::string_view>(kUpdateWords),
                           std::span<const std::string_view>(kPublishWords),
                           std::span<const std::string_view>(kStatements)}) {
    for (const std::string_view word : words) {
      const std::size_t at = find_word(lowered, word);
      if (at == std::string_view::npos) continue;
      ++statements;
      begins = begins || at <= kLongestOpening;
    }
  }
  return begins && statements > 1;
}

}  // namespace jianbao::extract
