#pragma once

#include <string>
#include <string_view>

namespace jianbao::extract {

/// Appends words so that CommonMark, with GitHub's tables and strikethrough, reads them as words.
/// `line` holds what its line has so far: some characters are markup at its beginning alone.
void append_escaped(std::string& line, std::string_view words, bool in_table);

/// Words between as many backticks as they need.
std::string code_span(std::string_view words);

/// The longest run of backticks.
std::size_t longest_ticks(std::string_view words);

/// An address as the destination of a link or picture.
std::string link_destination(std::string_view address);

/// Whether `**` and its kin, with these characters around and inside, mean emphasis: CommonMark's
/// flanking rule, which much Chinese text fails, as punctuation stands there without spaces.
/// 0 stands for the beginning or the end.
bool can_delimit(char32_t before, char32_t first, char32_t last, char32_t after);

}  // namespace jianbao::extract
