#pragma once

#include <string>
#include <string_view>

namespace jianbao::extract {

struct PageLanguage {
  std::string tag;     ///< BCP 47; empty if nothing tells
  std::string source;  ///< where from, if not declared: "script of the text", "words of the text"
};

/// The language that a page declares, unless the script of its text is that of another: templates
/// that declare English for everybody are common.  Where nothing is declared, the script and then
/// the words tell (Compact Language Detector 2), if there are enough of them.
/// @param declared  a BCP 47 tag, or empty.  @param text  the clean text.
PageLanguage page_language(std::string_view declared, std::string_view text);

}  // namespace jianbao::extract
