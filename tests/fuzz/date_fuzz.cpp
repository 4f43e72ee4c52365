#include <string>

#include "fuzz/target.h"
#include "jianbao/text/date.h"
#include "jianbao/text/duration.h"

/// What was read can be written and read again.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jianbao;
  const std::string_view text = fuzz::bytes_of(data, size);
  text::parse_rfc822(text);
  text::parse_iso8601(text);
  if (const auto at = text::parse_date(text)) {
    fuzz::require(text::parse_iso8601(text::to_rfc3339(*at)) == at, "a date survives RFC 3339");
    text::to_http_date(*at);
  }
  return 0;
}
