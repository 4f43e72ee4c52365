#pragma once

#include <string>
#include <string_view>

namespace jianbao::extract {

/// The date that a script names as that of publishing, for pages that only it shows to readers:
/// `var ct = "1715731200"` (WeChat), `"publishTime":"2024-05-15 08:00"`, as seconds, milliseconds
/// or a written date; RFC 3339 where it was a number.  Empty if there is none.  Linear; looks at
/// the first 256 KiB.
std::string script_date(std::string_view script);

}  // namespace jianbao::extract
