#include "fuzz/target.h"
#include "jianbao/text/charset.h"
#include "jianbao/text/unicode.h"

/// The input's first line is the label that HTTP names, the rest the document.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jianbao;
  const std::string_view input = fuzz::bytes_of(data, size);
  const std::size_t line = input.find('\n');
  const std::string_view label = input.substr(0, line);
  const std::string_view bytes =
      line == std::string_view::npos ? std::string_view() : input.substr(line + 1);
  const text::Decoded decoded = text::decode(bytes, label);
  fuzz::require(text::is_valid_utf8(decoded.utf8), "decoded text is valid UTF-8");
  // UTF-32 is read by its mark alone; the Encoding Standard has no label for it.
  fuzz::require(decoded.charset.starts_with("UTF-32") ||
                    text::charset_name(decoded.charset) == decoded.charset,
                "a charset's name is a label of its own");
  fuzz::require(text::is_valid_utf8(text::clean_line(bytes)), "a clean line is valid UTF-8");
  fuzz::require(text::is_valid_utf8(text::clean_text(decoded.utf8)), "clean text is valid UTF-8");
  return 0;
}
