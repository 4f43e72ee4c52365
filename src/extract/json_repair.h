#pragma once

#include <string>
#include <string_view>

namespace jianbao::extract {

/// Mends what page templates do to JSON: HTML comments, CDATA marks and a semicolon around it, all
/// of it encoded for HTML, line breaks and tabs inside strings, quotation marks inside strings that
/// are not escaped, escapes that JSON does not know, halves of surrogate pairs (which go), strings
/// in single quotation marks, comments (which go), words such as NaN and undefined (null), commas
/// before a closing bracket, members and objects one behind the other without a comma, and a
/// missing end.  What is well-formed stays as it is.  O(bytes).
std::string repaired_json(std::string_view json);

}  // namespace jianbao::extract
