#include "extract/document.h"

#include <string>

#include "extract/guard.h"
#include "jianbao/core/error.h"

namespace jianbao::extract {
namespace {

extern "C" void* allocate_piece(void* arena, std::size_t bytes) {
  return static_cast<Arena*>(arena)->allocate(bytes);
}

extern "C" void keep_piece(void* /*arena*/, void* /*piece*/) {}

/// Null if the arena gave out.  Nothing here has a destructor, so that the arena may jump out.
const GumboOutput* parse_in(Arena& arena, std::string_view html) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate_piece;
  options.deallocator = keep_piece;
  options.userdata = &arena;
  options.max_errors = 0;
  if (setjmp(arena.exhausted()) != 0) return nullptr;
  return gumbo_parse_with_options(&options, html.data(), html.size());
}

}  // namespace

const GumboNode& DocumentParser::parse(std::string_view html) {
  check_limits(html, limits_);
  arena_.reset();
  // gumbo looks at the byte that a null view does not have.
  const GumboOutput* output = parse_in(arena_, html.data() == nullptr ? "" : html);
  if (output == nullptr) {
    arena_.reset();
    throw Error(
        ErrorKind::kLimit, "HTML",
        "its elements take more than " + std::to_string(kMaxTreeBytes >> 20U) + " MiB of memory");
  }
  return *output->root;
}

}  // namespace jianbao::extract
