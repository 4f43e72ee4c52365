#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jianbao::text {

/// What each part of a URL may hold as it stands; all else is percent-encoded (WHATWG URL §1.3).
enum class UrlPart { kUserinfo, kPath, kQuery, kFragment };

bool stands_in_url(unsigned char c, UrlPart part);

/// Appends `text` with the bytes that may not stand there percent-encoded.  '%' stays: what is
/// encoded already is left as it is.
void append_encoded(std::string& out, std::string_view text, UrlPart part);

/// A text without the white space and controls at its ends and without the tabs and line breaks
/// inside that a source's line wrapping leaves.
std::string without_wrapping(std::string_view text);

/// The host part of an http URL in the form that DNS takes: lower case, punycode, IPv6 literals in
/// brackets.  Nothing if it can name no host.
std::optional<std::string> normal_host(std::string_view host);

/// RFC 3986 §5.2.4, in one pass.
std::string remove_dot_segments(std::string_view path);
bool has_dot_segments(std::string_view path);

/// True if a query parameter of that name only says how the reader came to the page.
bool is_tracking_parameter(std::string_view name);

/// The scheme in front of the first ':' as written; empty if the text does not begin with one.
std::string_view scheme_of(std::string_view text);
/// True for http and https in any case.
bool is_http_scheme(std::string_view scheme);

}  // namespace jianbao::text
