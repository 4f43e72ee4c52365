#pragma once

#include <gumbo.h>

#include <string>
#include <vector>

namespace jianbao::extract {

/// One line of an element that names authors, and in what it stands.
struct BylineText {
  std::string text;  ///< on one line
  /// The innermost element that begins with it, or with what follows "By"; null for bare text.
  const GumboNode* element = nullptr;
};

/// The lines of an element, of long text those of its first `limit` bytes.  Lines end where
/// short_text() or the source has them end, and between two elements that touch, or two links with
/// nothing but space between them: <a>Ann Lee</a><a>Bo Chen</a>.
std::vector<BylineText> byline_texts(const GumboNode& element, std::size_t limit);

/// True of two elements of the same tag and class that stand for one author each: links, items of
/// a list, anything with a class.
bool are_alike(const GumboNode* one, const GumboNode* other);

}  // namespace jianbao::extract
