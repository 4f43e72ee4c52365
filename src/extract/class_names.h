#pragma once

#include <gumbo.h>

namespace jianbao::extract {

/// What the names an author gave an element (class, id, role) say of its content.
struct NameSigns {
  bool boilerplate = false;  ///< names a sidebar, a share bar, comments …
  bool content = false;      ///< names an article's body, or might
  bool share = false;        ///< names buttons for sharing
  bool hidden = false;       ///< is not shown
  /// -25 to 25 for each of class and id (readability's "class weight").
  int weight = 0;
};

NameSigns name_signs(const GumboNode& element);

}  // namespace jianbao::extract
