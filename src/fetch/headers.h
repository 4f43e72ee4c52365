#pragma once

#include <string>
#include <string_view>

namespace jianbao::fetch {

/// The value of the last header line with this name (any case) in a header block, white space
/// trimmed; empty if there is none.
std::string header_value(std::string_view block, std::string_view name);

/// The values of all lines with this name, joined by commas (RFC 9110 §5.3).
std::string header_values(std::string_view block, std::string_view name);

/// Without white space at both ends.
std::string_view trimmed(std::string_view text);

/// The charset parameter of a Content-Type, quotes of either kind removed (RFC 9110 §8.3.1); empty
/// if there is none.
std::string charset_parameter(std::string_view content_type);

/// "404 Not Found" from a header block's status line, with the registered phrase where the server
/// gave none (HTTP/2 never does).
std::string status_reason(std::string_view block, int status);

}  // namespace jianbao::fetch
