#pragma once

#include <string>
#include <string_view>

namespace jianbao::text {

/// The text with the passwords of all URLs in it hidden: "https://user:***@host/".  A user without
/// a password may be a token, and is hidden whole: "https://***@host/".  Other text is unchanged;
/// a token in a path or query is not recognised.  O(bytes).
std::string hide_secrets(std::string_view text);

/// True if hide_secrets() would change it.
bool holds_secret(std::string_view text);

/// An HTTP header, "Name: value", with its value hidden ("Name: ***") unless it is one of those
/// that hold no secret, such as Accept-Language; the URL of a Referer loses its password.
std::string hide_header_secret(std::string_view header);

/// The URL without the password in it; of a user without a password, without the user.
std::string without_secret(std::string_view url);

/// The URL without user and password.
std::string without_user(std::string_view url);

}  // namespace jianbao::text
