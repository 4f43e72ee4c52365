#pragma once

#include <string>
#include <string_view>

namespace jianbao::fetch {

/// The type of a Content-Type without its parameters, in lower case (RFC 9110 §8.3.1): "text/html".
/// Empty if there is none that could be one.
std::string media_type(std::string_view content_type);

/// True for what holds no text to read: sound, films, pictures, fonts, PDF, office documents and
/// packed files.  False for what may be anything, or is not known, such as octet-stream.
bool is_no_text(std::string_view media_type);

}  // namespace jianbao::fetch
