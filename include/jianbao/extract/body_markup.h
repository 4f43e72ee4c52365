#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jianbao::extract {

enum class MarkupFormat : std::uint8_t {
  kHtml,      ///< p, h2 to h6, lists, tables, blockquote, figure, pre, a, strong, em, code, img …
  kMarkdown,  ///< CommonMark with GitHub's tables
};

/// The main content of a page with its structure: the same words, in the same order, as its text,
/// and the pictures that stand among them.  Only elements and attributes (href, src, alt) that the
/// writers know come out; addresses are absolute and http, https or mailto; what would be markup in
/// the words is escaped; there are no control characters but newline.  Headings begin at the second
/// level: the first is the title's, which is not in it.
struct BodyMarkup {
  MarkupFormat format = MarkupFormat::kHtml;
  std::string text;  ///< ends in a newline unless it is empty
};

/// A stranger's words on one line of Markdown, in which they are nothing but words.
std::string markdown_line(std::string_view words);

/// A link in Markdown that shows its address.
std::string markdown_link(std::string_view address);

}  // namespace jianbao::extract
