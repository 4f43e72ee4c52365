#include <string>

#include "fuzz/feed_check.h"

/// The input stands inside a feed, so that mutations reach the items.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jianbao;
  const std::string inside(fuzz::bytes_of(data, size));
  const std::string head = R"({"version":"https://jsonfeed.org/version/1.1","title":"t",)";
  fuzz::check_feed(head + inside, {.base_url = "http://a.example/b/c"});
  fuzz::check_feed(head + R"("items":[{)" + inside + "}]}", {.base_url = "http://a.example/"});
  return 0;
}
