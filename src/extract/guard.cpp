#include "extract/guard.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "extract/open_elements.h"
#include "extract/tag_scanner.h"
#include "jianbao/core/error.h"

namespace jianbao::extract {
namespace {

/// A second of searching through open elements; the worst real page costs a five-hundredth.
constexpr std::uint64_t kMaxWork = 2'000'000'000;

[[noreturn]] void refuse(const std::string& problem) {
  throw Error(ErrorKind::kLimit, "HTML", problem);
}

[[noreturn]] void refuse_depth(const Limits& limits) {
  refuse("nested deeper than " + std::to_string(limits.html_depth) + " elements");
}

/// Framesets nest by rules of their own, under which most other tags count for nothing.
void check_framesets(std::string_view html, const Limits& limits) {
  std::size_t count = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    constexpr std::string_view kName = "frameset";
    const std::string_view name = html.substr(at + 1, kName.size());
    const bool same = std::equal(name.begin(), name.end(), kName.begin(), kName.end(),
                                 [](char a, char b) { return (a | 0x20) == b; });
    if (same && ++count > limits.html_depth) refuse_depth(limits);
  }
}

void check_growth(const OpenElements& open, const Limits& limits) {
  if (open.depth() > limits.html_depth) refuse_depth(limits);
  if (open.work() > kMaxWork) {
    refuse("too entangled: very many attributes on one element, or deep nesting all through");
  }
}

}  // namespace

std::vector<SourceRange> check_limits(std::string_view html, const Limits& limits) {
  if (html.size() > limits.item_bytes) {
    refuse("larger than " + std::to_string(limits.item_bytes) + " bytes");
  }
  TagScanner scanner(html);
  OpenElements open;
  std::vector<SourceRange> left_out;
  bool has_framesets = false;
  while (scanner.next(open.in_foreign())) {
    if (scanner.tag().tag == GUMBO_TAG_FRAMESET && !has_framesets) {
      has_framesets = true;
      check_framesets(html, limits);
    }
    open.text(scanner.text_bytes(), scanner.text_is_blank());
    if (scanner.tag().is_end) {
      open.end(scanner.tag());
    } else if (open.confuses_gumbo(scanner.tag())) {
      left_out.push_back({scanner.tag().begin, scanner.tag().end});
    } else {
      scanner.skip(open.start(scanner.tag()));
    }
    check_growth(open, limits);
  }
  open.text(scanner.text_bytes(), scanner.text_is_blank());
  check_growth(open, limits);
  return left_out;
}

}  // namespace jianbao::extract
