#include "jianbao/formats/binary.h"

#include <algorithm>
#include <array>

#include "jianbao/formats/gzip.h"
#include "jianbao/formats/kind.h"
#include "jianbao/text/ascii.h"

namespace jianbao::formats {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::size_t offset;
  std::string_view bytes;
  std::string_view name;
};

constexpr std::array kMagics = {
    Magic{0, "%PDF-"sv, "a PDF document"},
    Magic{0, "\xff\xd8\xff"sv, "a JPEG picture"},
    Magic{0, "\x89PNG\r\n"sv, "a PNG picture"},
    Magic{0, "GIF87a"sv, "a GIF picture"},
    Magic{0, "GIF89a"sv, "a GIF picture"},
    Magic{8, "WEBP"sv, "a WebP picture"},
    Magic{4, "ftyp"sv, "a picture, sound or video"},
    Magic{0, "OggS\0"sv, "a sound"},
    Magic{0, "\177ELF"sv, "a program"},
    Magic{0, "SQLite format 3\0"sv, "a database"},
    Magic{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "a document of an office program"},
    Magic{0, "PK\x03\x04"sv, "a zip archive, or a document that is one"},
    Magic{0, "\x28\xb5\x2f\xfd"sv, "packed by zstd"},
    Magic{0, "\3757zXZ\0"sv, "packed by xz"},
    Magic{4, "1AY&SY"sv, "packed by bzip2"},
    Magic{0, "7z\xbc\xaf\x27\x1c"sv, "packed by 7-Zip"},
};

bool is_odd_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  constexpr char kEscape = '\x1b';  // stays of ISO-2022 that was read as ASCII
  return (byte < 0x20 && !text::is_ascii_space(c) && c != kEscape) || byte == 0x7f;
}

}  // namespace

std::string_view binary_format(std::string_view bytes) {
  if (is_gzip(bytes)) return "packed by gzip";
  for (const Magic& magic : kMagics) {
    if (bytes.size() >= magic.offset && bytes.substr(magic.offset).starts_with(magic.bytes)) {
      return magic.name;
    }
  }
  return {};
}

bool looks_binary(std::string_view utf8) {
  constexpr std::size_t kLookedAt = 4096;
  constexpr std::size_t kOneIn = 32;  // chance would make one in nine
  const std::string_view head = utf8.substr(0, kLookedAt);
  const auto odd =
      static_cast<std::size_t>(std::count_if(head.begin(), head.end(), is_odd_control));
  return odd * kOneIn > head.size() && kind_of(head) != Kind::kHtml;
}

}  // namespace jianbao::formats
