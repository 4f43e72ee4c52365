#include "jianbao/text/charset.h"

#include <algorithm>
#include <utility>

#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"
#include "text/charset_convert.h"
#include "text/charset_detect.h"
#include "text/charset_labels.h"
#include "text/charset_mixed.h"
#include "text/utf8_decode.h"

namespace jianbao::text {

namespace {

constexpr auto kNone = std::string_view::npos;

/// The encoding that a byte order mark names, which is cut off.
const Encoding* cut_bom(std::string_view& bytes) {
  struct Mark {
    std::string_view bytes;
    const Encoding& encoding;
  };
  using namespace std::string_view_literals;
  // UTF-32 first: its little-endian mark begins like that of UTF-16.
  const Mark marks[] = {{"\xEF\xBB\xBF"sv, utf8_encoding()},
                        {"\xFF\xFE\0\0"sv, utf32le_encoding()},
                        {"\0\0\xFE\xFF"sv, utf32be_encoding()},
                        {"\xFF\xFE"sv, utf16le_encoding()},
                        {"\xFE\xFF"sv, utf16be_encoding()}};
  for (const auto& mark : marks) {
    if (bytes.substr(0, mark.bytes.size()) != mark.bytes) continue;
    bytes.remove_prefix(mark.bytes.size());
    return &mark.encoding;
  }
  return nullptr;
}

/// What the document's own declaration means.  One that could be read as ASCII cannot stand in
/// UTF-16 (HTML Standard §13.2.3.2): whoever re-encoded the document left the label behind.
const Encoding* declared_encoding(std::string_view bytes) {
  const auto* encoding = find_encoding(declared_charset(bytes));
  const bool is_utf16 = encoding == &utf16le_encoding() || encoding == &utf16be_encoding();
  return is_utf16 ? &utf8_encoding() : encoding;
}

/// ISO-2022-JP is made of ASCII bytes, so it is valid UTF-8 too; its escapes and a label tell.
const Encoding* escaped_japanese(std::string_view bytes, std::string_view http_label) {
  // Most others show early that they are not made of ASCII, without a search through all of them.
  constexpr std::size_t kHead = 4096;
  const std::string_view head = bytes.substr(0, kHead);
  if (!std::all_of(head.begin(), head.end(),
                   [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return nullptr;
  if (bytes.find('\x1B') == kNone) return nullptr;
  const auto* japanese = find_encoding("iso-2022-jp");
  const bool named = find_encoding(http_label) == japanese || declared_encoding(bytes) == japanese;
  return named ? japanese : nullptr;
}

std::size_t first_beyond_ascii(std::string_view text) {
  const auto* first = std::find_if(text.begin(), text.end(),
                                   [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return static_cast<std::size_t>(first - text.begin());
}

Decoded decoded_from(Conversion conversion, const Encoding& encoding) {
  return {std::move(conversion.utf8), std::string(encoding.name), conversion.replaced,
          conversion.strays,          conversion.first_stray,     conversion.halved,
          conversion.first_halved};
}

Decoded decoded_as(std::string_view bytes, const Encoding& encoding) {
  auto converted = convert(bytes, encoding);
  return decoded_from(std::move(converted), encoding);
}

/// Tries encodings in order of trust and keeps the one that fits best.
class Candidates {
 public:
  explicit Candidates(std::string_view bytes) : bytes_(bytes) {}

  /// True once an encoding fits without a fault; the caller need not look for others.
  bool consider(const Encoding* encoding) {
    if (encoding == nullptr || encoding == best_encoding_) return false;
    auto conversion = convert(bytes_, *encoding);
    if (best_encoding_ == nullptr || fits_better(conversion, *encoding)) {
      best_ = std::move(conversion);
      best_encoding_ = encoding;
    }
    return faults(best_) == 0;
  }

  bool is_best_mostly_broken() const {
    constexpr std::size_t kMostlyBroken = 2;
    // Strays speak neither for UTF-8 nor against it.
    const std::size_t strays = best_.strays;
    return (faults(best_) - strays) * kMostlyBroken >= best_.non_ascii - strays;
  }

  /// True if a label named the wrong one of GB 18030 and Big5, which read much of each other.
  bool may_be_other_chinese() const {
    constexpr std::size_t kOftenBroken = 4;
    const bool chinese =
        best_encoding_ == find_encoding("gb18030") || best_encoding_ == find_encoding("big5");
    return is_best_mostly_broken() || (chinese && faults(best_) * kOftenBroken >= best_.non_ascii);
  }

  Decoded take_best() && { return decoded_from(std::move(best_), *best_encoding_); }

 private:
  static std::size_t faults(const Conversion& c) { return c.replaced + c.unlikely + c.strays; }

  /// A single-byte encoding can read anything, so it needs more than fewer faults to win over one
  /// whose structure the bytes mostly keep: a cut character must not turn a page into accents.
  bool fits_better(const Conversion& conversion, const Encoding& encoding) const {
    if (faults(conversion) >= faults(best_)) return false;
    return encoding.units == Units::kMulti || best_encoding_->units == Units::kSingle ||
           is_best_mostly_broken();
  }

  std::string_view bytes_;
  Conversion best_;
  const Encoding* best_encoding_ = nullptr;
};

/// True if bytes are well-formed under a single-byte encoding and then words of a script that is
/// not Latin.
bool reads_as_other_script(std::string_view bytes, const Encoding& encoding) {
  constexpr char32_t kGreek = 0x370;  // the first script behind the Latin letters and their marks
  const Conversion conversion = convert(bytes, encoding);
  if (conversion.replaced + conversion.unlikely > 0) return false;
  std::size_t others = 0;
  for (std::size_t at = 0; at < conversion.utf8.size();) {
    others += next_code_point(conversion.utf8, at) >= kGreek ? 1U : 0U;
  }
  return others * 4 >= conversion.non_ascii * 3;
}

/// What a label means for these bytes.  Servers name Latin-1 by default, and it can read anything:
/// where the bytes are no Western text, it says nothing.  Big5 reads much of GB 2312 without a
/// fault.
const Encoding* believed(const Encoding* labelled, std::string_view bytes) {
  if (labelled == find_encoding("big5") && is_gb2312_not_big5(bytes)) {
    return find_encoding("gb18030");
  }
  if (labelled != &windows1252_encoding()) return labelled;
  // Halves of characters in Big5 are ASCII often enough to part the others.
  if (!stands_in_runs(bytes) && chinese_by_structure(bytes) == nullptr) return labelled;
  const Encoding* detected = detect_encoding(bytes);
  if (detected == nullptr) return labelled;
  if (detected->units == Units::kMulti) return detected;
  return reads_as_other_script(bytes, *detected) ? detected : labelled;
}

/// True if so much of damaged bytes is UTF-8 that the rest was mixed in: pieces that a program took
/// from elsewhere, or text that it cut.  Other encodings read nearly all of it, and wrongly, so
/// that a count of faults does not tell.
bool is_mainly_utf8(const Mixture& mixture) {
  constexpr std::size_t kFewestAlone = 2;
  if (mixture.telling >= kFewestAlone && mixture.utf8_texts > mixture.other_texts) return true;
  constexpr std::size_t kFewest = 8;
  constexpr std::size_t kShare = 4;
  return mixture.wide >= kFewest && mixture.wide * kShare >= mixture.wide + mixture.others;
}

/// True if an encoding that is not UTF-8's reads bytes nearly without a fault and it is no chance.
bool reads_well(std::string_view bytes, const Encoding& encoding, bool detected) {
  constexpr std::size_t kFewest = 16;
  constexpr std::size_t kRarelyBroken = 8;
  const Conversion read = convert(bytes, encoding);
  if ((read.replaced + read.unlikely) * kRarelyBroken > read.non_ascii) return false;
  if (encoding.units == Units::kMulti) {
    return detected || (read.non_ascii >= kFewest && stands_in_runs(bytes));
  }
  return read.non_ascii >= kFewest && reads_as_other_script(bytes, encoding);
}

/// True if the bytes beyond ASCII stand alone, as accents and signs do, and one of them for certain
/// inside a text: at its end it may be what is left of a character.
bool reads_as_western(std::string_view bytes) {
  const auto is_high = [&](std::size_t at) {
    return at < bytes.size() && static_cast<unsigned char>(bytes[at]) >= 0x80;
  };
  bool inside = false;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (!is_high(at)) continue;
    if (is_high(at + 1)) return false;
    const char next = at + 1 < bytes.size() ? bytes[at + 1] : '<';
    inside = inside || is_ascii_letter(next) || next == ' ';
  }
  return inside;
}

/// What the texts of a mixed document that are not UTF-8 are written in; null if it cannot be told.
const Encoding* other_encoding(std::string_view others, std::string_view bytes,
                               std::string_view http_label) {
  const Encoding* detected = detect_encoding(others);
  const Encoding* const labels[] = {believed(find_encoding(http_label), others),
                                    believed(declared_encoding(bytes), others), detected};
  for (const Encoding* encoding : labels) {
    const bool possible = encoding != nullptr && encoding != &utf8_encoding() &&
                          encoding != &utf16le_encoding() && encoding != &utf16be_encoding();
    if (possible && reads_well(others, *encoding, encoding == detected)) return encoding;
  }
  if (!reads_as_western(others)) return nullptr;
  for (const Encoding* encoding : labels) {
    if (encoding != nullptr && encoding->units == Units::kSingle) return encoding;
  }
  return &windows1252_encoding();
}

/// True if so little UTF-8 is no chance: no text in GBK or Big5 looks like it, nor do letters of an
/// alphabet.
bool is_telling(const Mixture& mixture, const Encoding& other) {
  constexpr std::size_t kFewest = 4;
  return mixture.telling >= kFewest || other.units == Units::kSingle ||
         &other == find_encoding("gb18030") || &other == find_encoding("big5");
}

/// A document that was put together from texts in UTF-8 and in another encoding; nothing if it is
/// none, or the other one cannot be told.
std::optional<Decoded> decode_mixed(std::string_view bytes, Mixture& mixture,
                                    std::string_view http_label) {
  if (!is_mixed(mixture)) return std::nullopt;
  const Encoding* other = other_encoding(not_utf8(bytes, mixture), bytes, http_label);
  if (other == nullptr || !is_telling(mixture, *other)) return std::nullopt;
  if (other->units == Units::kSingle) mixture = parted(bytes, other->units);
  if (!is_mixed(mixture)) return std::nullopt;
  MixedConversion read = convert_mixed(bytes, mixture, *other);
  const bool mainly_utf8 = read.from_utf8 * 2 >= read.non_ascii;
  const std::size_t second = read.second;
  Decoded decoded = decoded_from(std::move(read), mainly_utf8 ? utf8_encoding() : *other);
  decoded.mixed_in = mainly_utf8 ? other->name : utf8_encoding().name;
  const bool begins = mixture.pieces.front().utf8 != mainly_utf8;
  decoded.mixed_pieces = (mixture.pieces.size() + (begins ? 1 : 0)) / 2;
  decoded.first_mixed = begins ? first_beyond_ascii(decoded.utf8) : second;
  return decoded;
}

/// True if the mark of UTF-8 stands before East Asian text in another encoding, as where a script
/// includes a file that begins with one.
bool has_wrong_mark(std::string_view bytes, const Mixture& mixture) {
  if (is_mainly_utf8(mixture)) return false;
  if (chinese_by_structure(bytes) != nullptr) return true;
  const Encoding* detected = stands_in_runs(bytes) ? detect_encoding(bytes) : nullptr;
  return detected != nullptr && detected != &utf8_encoding() && detected->units == Units::kMulti;
}

Decoded decode_legacy(std::string_view bytes, const Mixture& mixture, std::string_view http_label) {
  if (is_mainly_utf8(mixture)) return decoded_as(bytes, utf8_encoding());
  Candidates candidates(bytes);
  const bool found = candidates.consider(believed(find_encoding(http_label), bytes)) ||
                     candidates.consider(believed(declared_encoding(bytes), bytes)) ||
                     candidates.consider(&utf8_encoding()) ||
                     candidates.consider(detect_encoding(bytes));
  if (!found && candidates.may_be_other_chinese() && stands_in_runs(bytes)) {
    for (const char* label : {"gb18030", "big5"}) candidates.consider(find_encoding(label));
  }
  if (!found) candidates.consider(&windows1252_encoding());
  return std::move(candidates).take_best();
}

const Encoding* encoding_of_name(std::string_view name) {
  for (const auto* wide :
       {&utf32le_encoding(), &utf32be_encoding(), &utf16le_encoding(), &utf16be_encoding()}) {
    if (wide->name == name) return wide;
  }
  return find_encoding(name);
}

}  // namespace

std::string charset_name(std::string_view label) {
  const auto* encoding = find_encoding(label);
  return encoding == nullptr ? std::string() : std::string(encoding->name);
}

std::optional<std::string_view> as_utf8(std::string_view bytes, std::string_view http_label) {
  const auto* marked = cut_bom(bytes);
  if (marked != nullptr && marked != &utf8_encoding()) return std::nullopt;
  if (marked == nullptr && wide_by_nuls(bytes) != nullptr) return std::nullopt;
  if (!is_valid_utf8(bytes)) return std::nullopt;
  if (marked == nullptr && escaped_japanese(bytes, http_label) != nullptr) return std::nullopt;
  return bytes;
}

Decoded decode(std::string_view bytes, std::string_view http_label) {
  if (const auto text = as_utf8(bytes, http_label)) {
    return {std::string(*text), std::string(utf8_encoding().name)};
  }
  const auto* marked = cut_bom(bytes);
  if (marked != nullptr && marked != &utf8_encoding()) return decoded_as(bytes, *marked);
  if (marked == nullptr) {
    if (const auto* wide = wide_by_nuls(bytes)) return decoded_as(bytes, *wide);
    if (is_valid_utf8(bytes)) return decoded_as(bytes, *escaped_japanese(bytes, http_label));
  }
  Mixture mixture = parted(bytes);
  if (auto mixed = decode_mixed(bytes, mixture, http_label)) return std::move(*mixed);
  if (marked != nullptr && !has_wrong_mark(bytes, mixture)) return decoded_as(bytes, *marked);
  return decode_legacy(bytes, mixture, http_label);
}

std::size_t source_offset(std::string_view bytes, const Decoded& decoded, std::size_t offset) {
  const std::size_t size = bytes.size();
  const auto* encoding = cut_bom(bytes);
  const std::size_t bom = size - bytes.size();
  if (!decoded.mixed_in.empty()) {
    const bool mainly_utf8 = decoded.charset == utf8_encoding().name;
    const auto* other = find_encoding(mainly_utf8 ? decoded.mixed_in : decoded.charset);
    if (other != nullptr)
      return bom + mixed_offset(bytes, parted(bytes, other->units), *other, offset);
  }
  if (encoding == nullptr || encoding->name != decoded.charset) {
    encoding = encoding_of_name(decoded.charset);
  }
  return bom + (encoding == nullptr ? std::min(offset, bytes.size())
                                    : converted_offset(bytes, *encoding, offset));
}

}  // namespace jianbao::text
