#include "jianbao/feed/parse.h"

#include <utility>

#include "feed/json_feed.h"
#include "feed/markup.h"
#include "feed/xml_feed.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/charset.h"

namespace jianbao::feed {
namespace {

/// The charset parameter of a Content-Type, as text::decode takes it.
std::string_view charset_of(const std::string& content_type, const std::string& folded) {
  constexpr std::string_view kName = "charset=";
  const std::size_t at = folded.find(kName);
  if (at == std::string::npos) return {};
  std::string_view value = std::string_view(content_type).substr(at + kName.size());
  value = trim(value.substr(0, value.find(';')));
  while (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == '"' || value.back() == '\'')) value.remove_suffix(1);
  return value;
}

void read_text(std::string_view utf8, const ParseOptions& options, const Limits& limits,
               ParseResult& result) {
  if (trim(utf8).starts_with('{')) {
    read_json_feed(utf8, options, limits, result);
  } else {
    read_xml_feed(utf8, options, limits, result);
  }
}

}  // namespace

ParseResult parse(std::string_view bytes, const ParseOptions& options, const Limits& limits) {
  ParseResult result;
  if (bytes.size() > limits.item_bytes) {
    result.problem = "larger than " + std::to_string(limits.item_bytes >> 20U) + " MiB";
    return result;
  }
  const std::string label(
      charset_of(options.content_type, text::ascii_lowered(options.content_type)));
  if (const auto utf8 = text::as_utf8(bytes, label)) {
    result.charset = "UTF-8";
    read_text(*utf8, options, limits, result);
    return result;
  }
  text::Decoded decoded = text::decode(bytes, label);
  result.charset = std::move(decoded.charset);
  result.replaced = decoded.replaced;
  read_text(decoded.utf8, options, limits, result);
  return result;
}

}  // namespace jianbao::feed
