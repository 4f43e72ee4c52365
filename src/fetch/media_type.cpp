#include "fetch/media_type.h"

#include <algorithm>
#include <array>

#include "fetch/headers.h"
#include "jianbao/text/ascii.h"

namespace jianbao::fetch {
namespace {

constexpr std::array<std::string_view, 4> kFamilies{"audio/", "video/", "image/", "font/"};

constexpr std::array<std::string_view, 13> kApplications{
    "application/epub+zip",
    "application/java-archive",
    "application/msword",
    "application/pdf",
    "application/vnd.rar",
    "application/x-7z-compressed",
    "application/x-bittorrent",
    "application/x-rar-compressed",
    "application/x-shockwave-flash",
    "application/x-tar",
    "application/x-zip-compressed",
    "application/zip",
    "application/vnd.android.package-archive",
};

/// Office documents have dozens of names.
constexpr std::array<std::string_view, 4> kOffice{
    "application/vnd.ms-", "application/vnd.openxmlformats-", "application/vnd.oasis.opendocument",
    "application/vnd.apple."};

bool begins_with_one_of(std::string_view type, const auto& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [type](std::string_view beginning) { return type.starts_with(beginning); });
}

}  // namespace

std::string media_type(std::string_view content_type) {
  constexpr std::size_t kLongest = 255;  // RFC 6838 §4.2: 127 and 127
  const std::string_view type = trimmed(content_type.substr(0, content_type.find(';')));
  const bool is_one = type.size() <= kLongest && type.find('/') != std::string_view::npos &&
                      std::all_of(type.begin(), type.end(),
                                  [](unsigned char c) { return c > ' ' && c < 0x7F && c != ','; });
  return is_one ? text::ascii_lowered(type) : std::string();
}

bool is_no_text(std::string_view media_type) {
  return begins_with_one_of(media_type, kFamilies) || begins_with_one_of(media_type, kOffice) ||
         std::find(kApplications.begin(), kApplications.end(), media_type) != kApplications.end();
}

}  // namespace jianbao::fetch
