#include <algorithm>
#include <array>

#include "text/url_parts.h"

namespace jianbao::text {

namespace {

constexpr std::array<char, 16> kHex = {'0', '1', '2', '3', '4', '5', '6', '7',
                                       '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

constexpr std::string_view encoded_in(UrlPart part) {
  switch (part) {
    case UrlPart::kUserinfo:
      return " \"#<>?`{}/;=@[\\]^|";
    case UrlPart::kPath:
      return " \"#<>?`{}\\";
    case UrlPart::kQuery:
      return " \"#<>";
    case UrlPart::kFragment:
      return " \"<>`";
  }
  return {};
}

constexpr std::array<bool, 256> standing_bytes(UrlPart part) {
  std::array<bool, 256> stands{};
  for (std::size_t c = 0x21; c < 0x7F; ++c) stands[c] = true;
  for (const char c : encoded_in(part)) stands[static_cast<unsigned char>(c)] = false;
  return stands;
}

constexpr std::array<std::array<bool, 256>, 4> kStanding = {
    standing_bytes(UrlPart::kUserinfo), standing_bytes(UrlPart::kPath),
    standing_bytes(UrlPart::kQuery), standing_bytes(UrlPart::kFragment)};

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_blank(char c) {
  return static_cast<unsigned char>(c) <= 0x20;
}
bool is_wrapping(char c) {
  return c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

bool stands_in_url(unsigned char c, UrlPart part) {
  return kStanding[static_cast<std::size_t>(part)][c];
}

void append_encoded(std::string& out, std::string_view text, UrlPart part) {
  const auto& stands = kStanding[static_cast<std::size_t>(part)];
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (stands[byte]) continue;
    out.append(text, done, at - done);
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 0xFU];
    done = at + 1;
  }
  out.append(text, done);
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size()) {
      const int high = hex_value(text[at + 1]);
      const int low = hex_value(text[at + 2]);
      if (high >= 0 && low >= 0) {
        out += static_cast<char>(high * 16 + low);
        at += 2;
        continue;
      }
    }
    out += text[at];
  }
  return out;
}

std::string without_wrapping(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  std::string out(text);
  out.erase(std::remove_if(out.begin(), out.end(), is_wrapping), out.end());
  return out;
}

}  // namespace jianbao::text
