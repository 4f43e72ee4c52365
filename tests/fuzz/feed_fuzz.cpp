#include "fuzz/feed_check.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jianbao;
  fuzz::check_feed(fuzz::bytes_of(data, size), {.base_url = "http://a.example/b/c"});
  return 0;
}
