#include "text/charset_convert.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>

#include "jianbao/core/error.h"
#include "text/charset_utf8.h"

namespace jianbao::text {

namespace {

struct ConverterClose {
  void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterClose>;

/// What replaces the malformed in one conversion.
struct Replacing {
  std::size_t count = 0;
  bool gb18030 = false;
};

/// ICU's own substitution writes U+001A for some bytes and counts nothing.
extern "C" void replace_and_count(const void* context, UConverterToUnicodeArgs* args,
                                  const char* bytes, int32_t size, UConverterCallbackReason reason,
                                  UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;  // reset, close, clone
  auto& replacing = *static_cast<Replacing*>(const_cast<void*>(context));
  // The Encoding Standard (§10.2.1) reads what ICU's table lacks: windows-936 has the euro there.
  const bool euro = replacing.gb18030 && size == 1 && *bytes == '\x80';
  const UChar character = euro ? 0x20AC : 0xFFFD;
  replacing.count += euro ? 0U : 1U;
  *status = U_ZERO_ERROR;
  ucnv_cbToUWriteUChars(args, &character, 1, 0, status);
}

/// `replacing` must outlive the converter.
Converter open_converter(const Encoding& encoding, Replacing& replacing) {
  replacing.gb18030 = encoding.name == "gb18030";
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.converter, &status));
  if (U_SUCCESS(status)) {
    ucnv_setToUCallBack(converter.get(), replace_and_count, &replacing, nullptr, nullptr, &status);
  }
  if (U_FAILURE(status)) {
    throw Error(ErrorKind::kConfig, "ICU converter " + std::string(encoding.converter),
                u_errorName(status), "is ICU's data complete?");
  }
  return converter;
}

struct Assigned {
  UChar private_use;
  UChar character;
};

// GB 18030-2022 and the Encoding Standard's index give these characters their own code points;
// ICU's table of 2005 still has them in the private use area, where no search finds them.  U+E5E5
// is A3A0, which Chinese pages use as an ideographic space.  Ordered.
constexpr Assigned kGb18030[] = {
    {0xE5E5, 0x3000}, {0xE78D, 0xFE10}, {0xE78E, 0xFE12}, {0xE78F, 0xFE11}, {0xE790, 0xFE13},
    {0xE791, 0xFE14}, {0xE792, 0xFE15}, {0xE793, 0xFE16}, {0xE794, 0xFE17}, {0xE795, 0xFE18},
    {0xE796, 0xFE19}, {0xE81E, 0x9FB4}, {0xE826, 0x9FB5}, {0xE82B, 0x9FB6}, {0xE82C, 0x9FB7},
    {0xE832, 0x9FB8}, {0xE843, 0x9FB9}, {0xE854, 0x9FBA}, {0xE864, 0x9FBB}};

UChar assigned_character(UChar unit) {
  const auto* found =
      std::lower_bound(std::begin(kGb18030), std::end(kGb18030), unit,
                       [](const Assigned& a, UChar b) { return a.private_use < b; });
  return found != std::end(kGb18030) && found->private_use == unit ? found->character : unit;
}

bool is_private_use(UChar unit) {
  return unit >= 0xE000 && unit <= 0xF8FF;
}
bool is_c1(UChar unit) {
  return unit >= 0x80 && unit <= 0x9F;
}

/// Collects UTF-16 in a buffer and writes it out as UTF-8.
class Utf16Sink {
 public:
  Utf16Sink(Conversion& out, bool gb18030) : out_(out), gb18030_(gb18030) {}

  UChar* free_begin() { return buffer_.data() + kept_; }
  UChar* end() { return buffer_.data() + buffer_.size(); }

  /// Takes what was written up to `written_end`; half of a surrogate pair waits for the next part.
  void take(const UChar* written_end) {
    auto size = static_cast<std::size_t>(written_end - buffer_.data());
    kept_ = size > 0 && U16_IS_LEAD(buffer_[size - 1]) ? 1 : 0;
    size -= kept_;
    judge(size);
    append(size);
    if (kept_ == 1) buffer_[0] = buffer_[size];
  }

 private:
  void judge(std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      UChar& unit = buffer_[i];
      if (unit < 0x80) continue;
      if (gb18030_ && is_private_use(unit)) unit = assigned_character(unit);
      if (is_private_use(unit) || is_c1(unit)) ++out_.unlikely;
      if (!U16_IS_TRAIL(unit)) ++out_.non_ascii;
    }
  }

  void append(std::size_t size) {
    int32_t written = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8WithSub(bytes_.data(), static_cast<int32_t>(bytes_.size()), &written, buffer_.data(),
                       static_cast<int32_t>(size), 0xFFFD, nullptr, &status);
    out_.utf8.append(bytes_.data(), static_cast<std::size_t>(written));
  }

  static constexpr std::size_t kUnits = 4096;

  Conversion& out_;
  bool gb18030_;
  std::size_t kept_ = 0;
  std::array<UChar, kUnits> buffer_;
  std::array<char, kUnits * 3> bytes_;
};

Conversion convert_by_icu(std::string_view bytes, const Encoding& encoding) {
  Conversion out;
  out.utf8.reserve(bytes.size() + bytes.size() / 2);
  Replacing replacing;
  const Converter converter = open_converter(encoding, replacing);
  Utf16Sink sink(out, replacing.gb18030);
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  while (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    UChar* target = sink.free_begin();
    ucnv_toUnicode(converter.get(), &target, sink.end(), &source, source_end, nullptr, 1, &status);
    sink.take(target);
  }
  out.replaced = replacing.count;
  return out;
}

/// Bytes of UTF-8 for a unit of UTF-16: the second half of a pair adds nothing.
std::size_t utf8_size(UChar unit) {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  if (U16_IS_TRAIL(unit)) return 0;
  return U16_IS_LEAD(unit) ? 4 : 3;
}

}  // namespace

std::size_t converted_offset(std::string_view bytes, const Encoding& encoding, std::size_t offset) {
  if (&encoding == &utf8_encoding()) return utf8_offset(bytes, offset);
  Replacing replacing;
  const Converter converter = open_converter(encoding, replacing);
  std::array<UChar, 1024> units;
  std::array<int32_t, 1024> origins;
  std::size_t written = 0;
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  while (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    const char* const part = source;
    UChar* target = units.data();
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, end,
                   origins.data(), 1, &status);
    for (std::size_t i = 0; i < static_cast<std::size_t>(target - units.data()); ++i) {
      written += utf8_size(units[i]);
      if (written <= offset) continue;
      const auto before = static_cast<std::size_t>(part - bytes.data());
      return before + static_cast<std::size_t>(std::max<int32_t>(origins[i], 0));
    }
  }
  return bytes.size();
}

Conversion convert(std::string_view bytes, const Encoding& encoding) {
  return &encoding == &utf8_encoding() ? convert_utf8(bytes) : convert_by_icu(bytes, encoding);
}

}  // namespace jianbao::text
