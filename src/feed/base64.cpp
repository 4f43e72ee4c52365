#include "feed/base64.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "feed/markup.h"
#include "jianbao/text/unicode.h"

namespace jianbao::feed {
namespace {

constexpr std::array<std::string_view, 4> kNoText{"image/", "audio/", "video/", "font/"};

int digit_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

/// Nothing if another character stands in it.
std::optional<std::string> decode(std::string_view base64) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : base64) {
    if (is_space(c) || c == '=') continue;
    const int digit = digit_of(c);
    if (digit < 0) return std::nullopt;
    bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>((bits >> static_cast<unsigned>(held)) & 0xFFU);
  }
  return out;
}

bool is_binary(std::string_view bytes, std::string_view type) {
  if (bytes.find('\0') != std::string_view::npos) return true;
  // Says of itself that it may be anything.
  return type.starts_with("application/") && !text::is_valid_utf8(bytes);
}

}  // namespace

std::string read_base64(std::string_view base64, std::string_view type, Base64Faults& faults) {
  const bool no_text = std::any_of(kNoText.begin(), kNoText.end(),
                                   [&](std::string_view kind) { return type.starts_with(kind); });
  const std::optional<std::string> bytes = no_text ? std::nullopt : decode(base64);
  if (no_text || (bytes && is_binary(*bytes, type))) {
    ++faults.binary;
    return {};
  }
  if (!bytes) {
    ++faults.not_base64;
    return std::string(base64);
  }
  std::size_t replaced = 0;
  std::string text = text::make_valid_utf8(*bytes, &replaced);
  faults.replaced += replaced;
  return text;
}

std::vector<Warning> warnings_of(const Base64Faults& faults) {
  std::vector<Warning> out;
  if (faults.binary > 0) out.push_back({"base64 that is no text, left out", faults.binary});
  if (faults.not_base64 > 0) {
    out.push_back({"called base64 but is not, read as it stands", faults.not_base64});
  }
  if (faults.replaced > 0) {
    out.push_back({"malformed UTF-8 in base64, read as U+FFFD", faults.replaced});
  }
  return out;
}

}  // namespace jianbao::feed
