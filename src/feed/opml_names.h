#pragma once

namespace jianbao::feed::opml {

/// The namespace of the attributes that only jianbao knows, and the prefix it writes for it.
inline constexpr const char* kNamespace = "urn:jianbao:opml:1";
inline constexpr const char* kPrefix = "jianbao";

// Local names within it.  Lists hold one item a line.
inline constexpr const char* kName = "name";
inline constexpr const char* kSource = "source";
inline constexpr const char* kInterval = "interval";
inline constexpr const char* kUserAgent = "userAgent";
inline constexpr const char* kHeaders = "headers";
inline constexpr const char* kProxy = "proxy";
inline constexpr const char* kFullPage = "fullPage";
/// All tags, where `category` cannot carry them; it then holds for the outlines around as well.
inline constexpr const char* kTags = "tags";

}  // namespace jianbao::feed::opml
