#include "formats/json_text.h"

#include "jianbao/text/byte_search.h"
#include "jianbao/text/unicode.h"

namespace jianbao::formats {
namespace {

void write_escape(OutputBuffer& out, char c) {
  switch (c) {
    case '"':
      return out.put("\\\"");
    case '\\':
      return out.put("\\\\");
    case '\n':
      return out.put("\\n");
    case '\r':
      return out.put("\\r");
    case '\t':
      return out.put("\\t");
    case '\b':
      return out.put("\\b");
    case '\f':
      return out.put("\\f");
    default:
      break;
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out.put("\\u00");
  out.put(kHex[byte >> 4U]);
  out.put(kHex[byte & 0xFU]);
}

/// RFC 8259 §7.  What is not ASCII stays as UTF-8.
void write_valid_string(OutputBuffer& out, std::string_view utf8) {
  using Search = text::ByteSearch<text::Controls::kAll, '"', '\\'>;
  out.put('"');
  for (auto at = Search::find(utf8); at < utf8.size(); at = Search::find(utf8)) {
    out.put(utf8.substr(0, at));
    write_escape(out, utf8[at]);
    utf8.remove_prefix(at + 1);
  }
  out.put(utf8);
  out.put('"');
}

}  // namespace

void write_json_string(OutputBuffer& out, std::string_view text) {
  if (text::is_valid_utf8(text)) return write_valid_string(out, text);
  write_valid_string(out, text::make_valid_utf8(text));
}

}  // namespace jianbao::formats
