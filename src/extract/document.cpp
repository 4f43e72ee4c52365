#include "extract/document.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

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

/// Control characters, all that HTML forbids; gumbo would make U+FFFD of them.
bool is_control(unsigned char c) {
  return c < 0x20 ? c != '\t' && c != '\n' && c != '\f' && c != '\r' : c == 0x7F;
}

/// True for U+0080 to U+009F, of which `lead` and `next` are the two bytes.
bool is_c1(unsigned char lead, unsigned char next) {
  return lead == 0xC2 && next >= 0x80 && next < 0xA0;
}

/// True if one of the eight bytes might be, or begin, a control character; line breaks too.
bool may_hold_control(const char* eight) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kTops = 0x8080808080808080U;
  std::uint64_t word = 0;
  std::memcpy(&word, eight, sizeof word);
  const std::uint64_t del = word ^ (kOnes * 0x7F);
  const std::uint64_t c1_lead = word ^ (kOnes * 0xC2);
  const std::uint64_t low = (word - kOnes * 0x20) & ~word;
  return ((low | ((del - kOnes) & ~del) | ((c1_lead - kOnes) & ~c1_lead)) & kTops) != 0;
}

bool has_controls(std::string_view html) {
  std::size_t at = 0;
  while (at < html.size()) {
    if (html.size() - at >= 8 && !may_hold_control(html.data() + at)) {
      at += 8;
      continue;
    }
    const std::size_t end = std::min(at + 8, html.size());
    for (; at < end; ++at) {
      const auto c = static_cast<unsigned char>(html[at]);
      const auto next = static_cast<unsigned char>(at + 1 < html.size() ? html[at + 1] : ' ');
      if (is_control(c) || is_c1(c, next)) return true;
    }
  }
  return false;
}

void append_without_controls(std::string_view html, std::string& out) {
  for (const char byte : html) {
    const auto c = static_cast<unsigned char>(byte);
    if (is_control(c)) continue;
    if (!out.empty() && is_c1(static_cast<unsigned char>(out.back()), c)) {
      out.pop_back();
    } else {
      out.push_back(byte);
    }
  }
}

}  // namespace

std::string_view DocumentParser::without_controls(std::string_view html) {
  if (!has_controls(html)) return html;
  filtered_.clear();
  append_without_controls(html, filtered_);
  return filtered_;
}

std::string_view DocumentParser::without_ranges(std::string_view html,
                                                const std::vector<SourceRange>& left_out) {
  if (left_out.empty()) return html;
  mended_.clear();
  std::size_t at = 0;
  for (const SourceRange& range : left_out) {
    mended_.append(html, at, range.begin - at);
    at = range.end;
  }
  mended_.append(html, at);
  return mended_;
}

GumboNode& DocumentParser::parse(std::string_view html) {
  html = without_controls(html);
  html = without_ranges(html, check_limits(html, limits_));
  arena_.reset();
  // gumbo looks at the byte that a null view does not have.
  const GumboOutput* const output = parse_in(arena_, html.data() == nullptr ? "" : html);
  if (output == nullptr) {
    arena_.reset();
    throw Error(
        ErrorKind::kLimit, "HTML",
        "its elements take more than " + std::to_string(kMaxTreeBytes >> 20U) + " MiB of memory");
  }
  return *output->root;
}

}  // namespace jianbao::extract
