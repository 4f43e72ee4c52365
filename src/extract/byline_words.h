#pragma once

#include <string_view>

namespace jianbao::extract {

/// The signs around a name off: brackets, colons, bars, quotation marks, white space.
std::string_view trimmed_name(std::string_view text);

/// True if a text begins with these words, which are in lower case (ASCII).
bool starts_with_folded(std::string_view text, std::string_view lower);

/// The part of a line that tells who wrote: from "作者：" or "新华社记者" on, where the line has
/// it, up to what tells of somebody or something else ("责任编辑：", "来源：", "Updated").
std::string_view author_statement(std::string_view line);

/// Takes "By", "文/", "记者：", " 기자" and the like off both ends of a name.
std::string_view without_byline_words(std::string_view text);

/// True if a text holds a byline in words that hardly begin anything else: "作者：", "文/",
/// "记者 ".
bool begins_as_byline(std::string_view text);

/// True if a short text leads to a name that stands in the next element: "Von", "Ein Artikel von",
/// "Autor:".
bool ends_in_byline_word(std::string_view text);

/// True for a word that stands alone before a name: "By", "Von", "Par".
bool is_byline_word(std::string_view text);

/// True for a text that names an editor, who is no author: "责任编辑：".
bool begins_as_editor(std::string_view text);

/// True for the word that stands alone behind the name of who reports: "报道".
bool is_report_word(std::string_view text);

/// True for what stands between the links of two authors: "and", "und", ",", "、".
bool joins_names(std::string_view text);

}  // namespace jianbao::extract
