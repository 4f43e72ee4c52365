#include "jianbao/feed/parse.h"

#include <algorithm>
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

/// What was wrong with the document's charset.
void add_charset_warnings(std::string_view bytes, std::string_view utf8, std::string_view label,
                          ParseResult& result) {
  std::string declared = text::charset_name(text::declared_charset(bytes));
  if (declared.empty()) declared = text::charset_name(label);
  const bool wide = result.charset.starts_with("UTF-16") || result.charset.starts_with("UTF-32");
  if (!declared.empty() && declared != result.charset && !wide &&
      text::charset_name(label) != result.charset) {
    result.warnings.push_back({"declared as " + declared + ", read as " + result.charset, 1, 0});
  }
  if (result.replaced == 0) return;
  result.warnings.push_back({"malformed bytes of " + result.charset + ", read as U+FFFD",
                             result.replaced, std::min(utf8.find("\uFFFD"), utf8.size())});
}

/// Offsets into the UTF-8 text become offsets into the bytes.
void move_to_bytes(std::vector<Warning>& warnings, std::string_view bytes,
                   std::string_view charset) {
  for (Warning& warning : warnings) {
    if (warning.offset) *warning.offset = text::source_offset(bytes, charset, *warning.offset);
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
    add_charset_warnings(bytes, *utf8, label, result);
    const auto bom = static_cast<std::size_t>(utf8->data() - bytes.data());
    for (Warning& warning : result.warnings) {
      if (warning.offset) *warning.offset += bom;
    }
    return result;
  }
  text::Decoded decoded = text::decode(bytes, label);
  result.charset = std::move(decoded.charset);
  result.replaced = decoded.replaced;
  read_text(decoded.utf8, options, limits, result);
  add_charset_warnings(bytes, decoded.utf8, label, result);
  move_to_bytes(result.warnings, bytes, result.charset);
  return result;
}

}  // namespace jianbao::feed
