#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "cli/environment.h"
#include "cli/settings.h"

namespace jianbao::cli {

/// What stdout and stderr are connected to.
struct Terminal {
  bool out = false;  ///< stdout is a terminal
  bool err = false;  ///< stderr is one
  bool out_color = false;
  std::size_t columns = 0;  ///< of the terminal; 0 if neither is one and COLUMNS says nothing
};

/// Looks at the standard streams.  Under kAuto there is colour on terminals only, and none with a
/// non-empty NO_COLOR (no-color.org) or TERM=dumb.
Terminal inspect_terminal(const Environment& environment, ColorWhen color);

/// The width of the terminal on stderr as it is now; 0 if there is none or it does not say.
std::size_t stderr_columns();

enum class Style { kPlain, kBold, kDim, kMatch, kName };

/// The text in a style, or as it is without colour.
std::string styled(std::string_view text, Style style, bool color);

/// A stranger's text of several lines with nothing in it that a terminal would act on.  Line breaks
/// and tabs stay.
std::string for_terminal_lines(std::string_view text);

}  // namespace jianbao::cli
