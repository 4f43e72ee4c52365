#pragma once

#include <string>
#include <string_view>

#include "feed/repair_log.h"

namespace jianbao::feed {

/// Makes JSON of what begins with '{' and nearly is it, as templates and programs write it: quotes
/// and control characters inside strings, escapes that JSON lacks, halves of characters, commas too
/// many and too few, comments, names without quotes, words of other languages (None, NaN,
/// undefined), text behind the value.  JSON stays as it is, also where it is cut off.  What cannot
/// be mended stays too.  Notes what it did in `log`.  O(bytes).
std::string repair_json(std::string_view utf8, RepairLog& log);

}  // namespace jianbao::feed
