#include "extract/text_builder.h"

#include <algorithm>
#include <array>

#include "jianbao/text/unicode.h"

namespace jianbao::extract {
namespace {

constexpr std::size_t kMaxIndent = 40;
constexpr std::size_t kTab = 4;

enum class ByteKind : std::uint8_t { kWord, kSpace, kLineBreak, kControl, kPerhapsSpace };

/// kPerhapsSpace: the first bytes of all white space beyond ASCII (U+0085 U+00A0 U+1680 U+2000…
/// U+3000).
constexpr std::array<ByteKind, 256> make_byte_kinds() {
  std::array<ByteKind, 256> kinds{};
  for (std::size_t i = 0; i < 0x20; ++i) kinds[i] = ByteKind::kControl;
  kinds[0x7F] = ByteKind::kControl;
  kinds[' '] = kinds['\t'] = kinds['\f'] = ByteKind::kSpace;
  kinds['\n'] = kinds['\r'] = ByteKind::kLineBreak;
  kinds[0xC2] = kinds[0xE1] = kinds[0xE2] = kinds[0xE3] = ByteKind::kPerhapsSpace;
  return kinds;
}

constexpr std::array<ByteKind, 256> kByteKinds = make_byte_kinds();

ByteKind kind_of(char c) {
  return kByteKinds[static_cast<unsigned char>(c)];
}

bool is_line_break(char32_t c) {
  return c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_hangul(char32_t c) {
  return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3130 && c <= 0x318F) ||
         (c >= 0xA960 && c <= 0xA97F) || (c >= 0xAC00 && c <= 0xD7FF) ||
         (c >= 0xFFA0 && c <= 0xFFDC);
}

/// Characters of a script that writes no spaces between words, with its punctuation.
bool is_unspaced(char32_t c) {
  return (text::is_cjk(c) && !is_hangul(c)) || (c >= 0x3001 && c <= 0x303F) ||
         (c >= 0xFF01 && c <= 0xFF60);
}

/// Punctuation that Chinese shares with scripts that do write spaces: · — ‘ ’ “ ” …
bool is_shared_punctuation(char32_t c) {
  return c == 0xB7 || c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D ||
         c == 0x2026;
}

/// True if a line break of the source between these two stands for nothing (CSS Text §4.1.3).
bool line_break_vanishes(char32_t before, char32_t after) {
  if (is_unspaced(before)) return is_unspaced(after) || is_shared_punctuation(after);
  return is_shared_punctuation(before) && is_unspaced(after);
}

/// Appends a line without spaces at its ends and with no two together.
void append_collapsed_line(std::string& out, std::string_view line) {
  const std::size_t begin = out.size();
  for (const char c : line) {
    if (c != ' ' || (out.size() > begin && out.back() != ' ')) out.push_back(c);
  }
  if (out.size() > begin && out.back() == ' ') out.pop_back();
}

/// Characters such as U+200B, once dropped, leave lines that hold nothing and spaces side by side.
std::string without_leftovers(std::string_view cleaned, bool keep_indents) {
  std::string out;
  out.reserve(cleaned.size());
  std::size_t newlines = 0;
  while (!cleaned.empty()) {
    const std::size_t end = std::min(cleaned.find('\n'), cleaned.size());
    const std::string_view line = cleaned.substr(0, end);
    if (line.find_first_not_of(' ') != std::string_view::npos) {
      if (!out.empty()) out.append(std::min<std::size_t>(newlines, 2), '\n');
      if (keep_indents) {
        out.append(line.substr(0, line.find_last_not_of(' ') + 1));
      } else {
        append_collapsed_line(out, line);
      }
      newlines = 0;
    }
    ++newlines;
    cleaned.remove_prefix(std::min(end + 1, cleaned.size()));
  }
  return out;
}

}  // namespace

void TextBuilder::clear() {
  out_.clear();
  items_.clear();
  gap_ = Gap::kNone;
  gap_is_break_ = false;
  indent_ = 0;
  verbatim_ = 0;
  had_verbatim_ = false;
}

void TextBuilder::raise(Gap gap) {
  if (at_item_start()) return;
  if (gap <= gap_) return;
  gap_ = gap;
  gap_is_break_ = false;
  if (gap >= Gap::kLine) indent_ = 0;
}

void TextBuilder::break_line() {
  if (gap_ == Gap::kLine && gap_is_break_) {
    raise(Gap::kParagraph);
  } else if (gap_ < Gap::kLine) {
    raise(Gap::kLine);
    gap_is_break_ = gap_ == Gap::kLine;
  }
  indent_ = 0;
}

TextBuilder::Gap TextBuilder::gap_of(Display display) const {
  switch (display) {
    case Display::kInline:
    case Display::kDropped:
      return Gap::kNone;
    case Display::kCell:
      return Gap::kCell;
    case Display::kLine:
    case Display::kItem:
    case Display::kBreak:
      return Gap::kLine;
    case Display::kGroup:
    case Display::kList:
      return items_.empty() || items_.back().is_cell ? Gap::kParagraph : Gap::kLine;
    case Display::kBlock:
    case Display::kVerbatim:
      return Gap::kParagraph;
  }
  return Gap::kNone;
}

void TextBuilder::begin(Display display) {
  if (display == Display::kBreak) {
    break_line();
    return;
  }
  raise(gap_of(display));
  if (display == Display::kVerbatim) {
    ++verbatim_;
    had_verbatim_ = true;
  }
  if (display == Display::kItem || display == Display::kCell) {
    items_.push_back({out_.size(), gap_, Gap::kNone, display == Display::kCell});
  }
}

void TextBuilder::end(Display display) {
  if (display == Display::kBreak) return;
  if (display == Display::kVerbatim) --verbatim_;
  if (display == Display::kItem || display == Display::kCell) {
    end_item(gap_of(display));
  } else {
    raise(gap_of(display));
  }
}

void TextBuilder::end_item(Gap gap) {
  const Item item = items_.back();
  items_.pop_back();
  if (item.begin == out_.size()) {
    gap_ = item.outer;
  } else {
    // A cell of several lines is part of a page's layout, not of a row.
    gap_ = item.is_cell ? std::max(gap, item.inner) : gap;
    if (!items_.empty()) items_.back().inner = std::max(items_.back().inner, item.inner);
  }
  gap_is_break_ = false;
  indent_ = 0;
}

void TextBuilder::fill_gap(const char* next, const char* end) {
  if (gap_ == Gap::kNone && indent_ == 0) return;
  if (!out_.empty()) {
    if (!items_.empty() && items_.back().begin != out_.size() && gap_ >= Gap::kLine) {
      items_.back().inner = std::max(items_.back().inner, gap_);
    }
    switch (gap_) {
      case Gap::kNone:
        break;
      case Gap::kSoftBreak: {
        std::size_t at = 0;
        const std::string_view rest(next, static_cast<std::size_t>(end - next));
        if (!line_break_vanishes(text::code_point_before(out_, out_.size()),
                                 text::next_code_point(rest, at))) {
          out_.push_back(' ');
        }
        break;
      }
      case Gap::kSpace:
      case Gap::kCell:
        out_.push_back(' ');
        break;
      case Gap::kLine:
        out_.push_back('\n');
        break;
      case Gap::kParagraph:
        out_.append("\n\n");
        break;
    }
    out_.append(std::min(indent_, kMaxIndent), ' ');
  }
  indent_ = 0;
  gap_ = Gap::kNone;
  gap_is_break_ = false;
}

void TextBuilder::append(std::string_view utf8) {
  if (verbatim_ == 0) {
    append_collapsed(utf8);
  } else {
    append_verbatim(utf8);
  }
}

void TextBuilder::append_collapsed(std::string_view utf8) {
  const char* at = utf8.data();
  const char* const end = at + utf8.size();
  while (at != end) {
    const char* const begin = at;
    while (at != end && kind_of(*at) == ByteKind::kWord) ++at;
    if (at != begin) {
      fill_gap(begin, end);
      out_.append(begin, at);
      continue;
    }
    switch (kind_of(*at)) {
      case ByteKind::kWord:
        break;
      case ByteKind::kSpace:
        gap_ = std::max(gap_, Gap::kSpace);
        ++at;
        break;
      case ByteKind::kLineBreak:
        gap_ = std::max(gap_, Gap::kSoftBreak);
        ++at;
        break;
      case ByteKind::kControl:
        ++at;
        break;
      case ByteKind::kPerhapsSpace: {
        std::size_t length = 0;
        const std::string_view rest(at, static_cast<std::size_t>(end - at));
        const char32_t c = text::next_code_point(rest, length);
        if (text::is_space(c)) {
          gap_ = std::max(gap_, is_line_break(c) ? Gap::kSoftBreak : Gap::kSpace);
        } else {
          fill_gap(at, end);
          out_.append(at, length);
        }
        at += length;
        break;
      }
    }
  }
}

void TextBuilder::append_verbatim(std::string_view utf8) {
  std::size_t at = 0;
  while (at < utf8.size()) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(utf8, at);
    if (c == '\n' || is_line_break(c)) {
      break_line();
    } else if (c == '\t') {
      indent_ += kTab;
    } else if (text::is_space(c)) {
      ++indent_;
    } else if (kind_of(utf8[begin]) != ByteKind::kControl) {
      fill_gap(utf8.data() + begin, utf8.data() + utf8.size());
      out_.append(utf8, begin, at - begin);
    }
  }
}

std::string TextBuilder::finish() {
  std::string cleaned = text::clean_text(out_);
  if (cleaned.size() == out_.size()) return cleaned;
  return without_leftovers(cleaned, had_verbatim_);
}

}  // namespace jianbao::extract
