#include "fuzz/target.h"
#include "jianbao/core/error.h"
#include "jianbao/extract/extractor.h"
#include "jianbao/feed/discover.h"
#include "jianbao/text/unicode.h"

/// A page and a feed item's HTML; and the feeds that a page names.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jianbao;
  const std::string html = text::make_valid_utf8(fuzz::bytes_of(data, size));
  constexpr std::string_view kUrl = "http://a.example/b/c";
  static extract::Extractor extractor;
  try {
    fuzz::require(text::is_valid_utf8(extractor.body(html, kUrl).text), "a body is valid UTF-8");
    const extract::Page page = extractor.page(html, kUrl);
    fuzz::require(text::is_valid_utf8(page.text), "a page's text is valid UTF-8");
    fuzz::require(text::is_valid_utf8(page.title), "a page's title is valid UTF-8");
  } catch (const Error& error) {
    fuzz::require(error.kind() == ErrorKind::kLimit, "nothing but a limit is an error");
  }
  for (const feed::FeedLink& link : feed::find_feed_links(html, kUrl)) {
    fuzz::require(link.url.starts_with("http"), "a feed's address is absolute");
  }
  return 0;
}
