#pragma once

#include <string_view>

namespace jianbao::app {

/// What the address tells that a request has ended at.
enum class Landing {
  kAsked,    ///< nothing: it may be the article
  kFront,    ///< the site's front page, or the front of the section that the article was in
  kLogin,    ///< a place to log in
  kPass,     ///< perhaps such a place: "passport" and "auth" name other things too
  kMissing,  ///< the page for what is not there
  kConsent,  ///< a host for consent to cookies
};

/// Judges by what the redirects changed: an address that was asked for as it is may be of any kind.
Landing landing_of(std::string_view asked_url, std::string_view final_url);

}  // namespace jianbao::app
