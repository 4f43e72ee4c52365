#include "text/charset_labels.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "jianbao/text/ascii.h"

namespace jianbao::text {

namespace {

// The encodings of the Encoding Standard (https://encoding.spec.whatwg.org/, section 4) that ICU
// has: all but ISO-8859-16, x-user-defined and those that the standard replaces for safety.
enum Id : std::uint8_t {
  kUtf8,
  kIbm866,
  kIso88592,
  kIso88593,
  kIso88594,
  kIso88595,
  kIso88596,
  kIso88597,
  kIso88598,
  kIso88598I,
  kIso885910,
  kIso885913,
  kIso885914,
  kIso885915,
  kKoi8R,
  kKoi8U,
  kMacintosh,
  kWindows874,
  kWindows1250,
  kWindows1251,
  kWindows1252,
  kWindows1253,
  kWindows1254,
  kWindows1255,
  kWindows1256,
  kWindows1257,
  kWindows1258,
  kXMacCyrillic,
  kGb18030,
  kBig5,
  kEucJp,
  kIso2022Jp,
  kShiftJis,
  kEucKr,
  kUtf16be,
  kUtf16le,
};

// In the order of Id.
constexpr Encoding kEncodings[] = {
    {"UTF-8", "UTF-8", Units::kMulti},
    {"IBM866", "IBM866", Units::kSingle},
    {"ISO-8859-2", "ISO-8859-2", Units::kSingle},
    {"ISO-8859-3", "ISO-8859-3", Units::kSingle},
    {"ISO-8859-4", "ISO-8859-4", Units::kSingle},
    {"ISO-8859-5", "ISO-8859-5", Units::kSingle},
    {"ISO-8859-6", "ISO-8859-6", Units::kSingle},
    {"ISO-8859-7", "ISO-8859-7", Units::kSingle},
    {"ISO-8859-8", "ISO-8859-8", Units::kSingle},
    {"ISO-8859-8-I", "ISO-8859-8", Units::kSingle},
    {"ISO-8859-10", "ISO-8859-10", Units::kSingle},
    {"ISO-8859-13", "ISO-8859-13", Units::kSingle},
    {"ISO-8859-14", "ISO-8859-14", Units::kSingle},
    {"ISO-8859-15", "ISO-8859-15", Units::kSingle},
    {"KOI8-R", "KOI8-R", Units::kSingle},
    {"KOI8-U", "KOI8-U", Units::kSingle},
    {"macintosh", "macintosh", Units::kSingle},
    {"windows-874", "windows-874-2000", Units::kSingle},
    {"windows-1250", "windows-1250", Units::kSingle},
    {"windows-1251", "windows-1251", Units::kSingle},
    {"windows-1252", "windows-1252", Units::kSingle},
    {"windows-1253", "windows-1253", Units::kSingle},
    {"windows-1254", "windows-1254", Units::kSingle},
    {"windows-1255", "windows-1255", Units::kSingle},
    {"windows-1256", "windows-1256", Units::kSingle},
    {"windows-1257", "windows-1257", Units::kSingle},
    {"windows-1258", "windows-1258", Units::kSingle},
    {"x-mac-cyrillic", "x-mac-cyrillic", Units::kSingle},
    {"gb18030", "gb18030", Units::kMulti},
    {"Big5", "Big5-HKSCS", Units::kMulti},
    {"EUC-JP", "euc-jp-2007", Units::kMulti},
    {"ISO-2022-JP", "ISO-2022-JP", Units::kMulti},
    {"Shift_JIS", "windows-31j", Units::kMulti},
    {"EUC-KR", "windows-949-2000", Units::kMulti},
    {"UTF-16BE", "UTF-16BE", Units::kMulti},
    {"UTF-16LE", "UTF-16LE", Units::kMulti},
};

struct Label {
  std::string_view text;
  Id encoding;
};

// In byte order, for binary search.  GB2312 and GBK are read as the superset GB18030.  The standard
// leaves out what browsers do not know: the code pages of Windows by number ("cp936"), which
// programs in Python, PHP and Java write, EUC-CN, and MySQL's name for all of UTF-8.
constexpr Label kLabels[] = {
    {"866", kIbm866},
    {"ansi_x3.4-1968", kWindows1252},
    {"arabic", kIso88596},
    {"ascii", kWindows1252},
    {"asmo-708", kIso88596},
    {"big5", kBig5},
    {"big5-eten", kBig5},
    {"big5-hkscs", kBig5},
    {"big5hkscs", kBig5},
    {"chinese", kGb18030},
    {"cn-big5", kBig5},
    {"cp1250", kWindows1250},
    {"cp1251", kWindows1251},
    {"cp1252", kWindows1252},
    {"cp1253", kWindows1253},
    {"cp1254", kWindows1254},
    {"cp1255", kWindows1255},
    {"cp1256", kWindows1256},
    {"cp1257", kWindows1257},
    {"cp1258", kWindows1258},
    {"cp819", kWindows1252},
    {"cp866", kIbm866},
    {"cp932", kShiftJis},
    {"cp936", kGb18030},
    {"cp949", kEucKr},
    {"cp950", kBig5},
    {"csbig5", kBig5},
    {"cseuckr", kEucKr},
    {"cseucpkdfmtjapanese", kEucJp},
    {"csgb2312", kGb18030},
    {"csibm866", kIbm866},
    {"csiso2022jp", kIso2022Jp},
    {"csiso58gb231280", kGb18030},
    {"csiso88596e", kIso88596},
    {"csiso88596i", kIso88596},
    {"csiso88598e", kIso88598},
    {"csiso88598i", kIso88598I},
    {"csisolatin1", kWindows1252},
    {"csisolatin2", kIso88592},
    {"csisolatin3", kIso88593},
    {"csisolatin4", kIso88594},
    {"csisolatin5", kWindows1254},
    {"csisolatin6", kIso885910},
    {"csisolatin9", kIso885915},
    {"csisolatinarabic", kIso88596},
    {"csisolatincyrillic", kIso88595},
    {"csisolatingreek", kIso88597},
    {"csisolatinhebrew", kIso88598},
    {"cskoi8r", kKoi8R},
    {"csksc56011987", kEucKr},
    {"csmacintosh", kMacintosh},
    {"csshiftjis", kShiftJis},
    {"csunicode", kUtf16le},
    {"cyrillic", kIso88595},
    {"dos-874", kWindows874},
    {"ecma-114", kIso88596},
    {"ecma-118", kIso88597},
    {"elot_928", kIso88597},
    {"euc-cn", kGb18030},
    {"euc-jp", kEucJp},
    {"euc-kr", kEucKr},
    {"euccn", kGb18030},
    {"gb18030", kGb18030},
    {"gb2312", kGb18030},
    {"gb_2312", kGb18030},
    {"gb_2312-80", kGb18030},
    {"gbk", kGb18030},
    {"greek", kIso88597},
    {"greek8", kIso88597},
    {"hebrew", kIso88598},
    {"hkscs", kBig5},
    {"ibm819", kWindows1252},
    {"ibm866", kIbm866},
    {"iso-10646-ucs-2", kUtf16le},
    {"iso-2022-jp", kIso2022Jp},
    {"iso-8859-1", kWindows1252},
    {"iso-8859-10", kIso885910},
    {"iso-8859-11", kWindows874},
    {"iso-8859-13", kIso885913},
    {"iso-8859-14", kIso885914},
    {"iso-8859-15", kIso885915},
    {"iso-8859-2", kIso88592},
    {"iso-8859-3", kIso88593},
    {"iso-8859-4", kIso88594},
    {"iso-8859-5", kIso88595},
    {"iso-8859-6", kIso88596},
    {"iso-8859-6-e", kIso88596},
    {"iso-8859-6-i", kIso88596},
    {"iso-8859-7", kIso88597},
    {"iso-8859-8", kIso88598},
    {"iso-8859-8-e", kIso88598},
    {"iso-8859-8-i", kIso88598I},
    {"iso-8859-9", kWindows1254},
    {"iso-ir-100", kWindows1252},
    {"iso-ir-101", kIso88592},
    {"iso-ir-109", kIso88593},
    {"iso-ir-110", kIso88594},
    {"iso-ir-126", kIso88597},
    {"iso-ir-127", kIso88596},
    {"iso-ir-138", kIso88598},
    {"iso-ir-144", kIso88595},
    {"iso-ir-148", kWindows1254},
    {"iso-ir-149", kEucKr},
    {"iso-ir-157", kIso885910},
    {"iso-ir-58", kGb18030},
    {"iso8859-1", kWindows1252},
    {"iso8859-10", kIso885910},
    {"iso8859-11", kWindows874},
    {"iso8859-13", kIso885913},
    {"iso8859-14", kIso885914},
    {"iso8859-15", kIso885915},
    {"iso8859-2", kIso88592},
    {"iso8859-3", kIso88593},
    {"iso8859-4", kIso88594},
    {"iso8859-5", kIso88595},
    {"iso8859-6", kIso88596},
    {"iso8859-7", kIso88597},
    {"iso8859-8", kIso88598},
    {"iso8859-9", kWindows1254},
    {"iso88591", kWindows1252},
    {"iso885910", kIso885910},
    {"iso885911", kWindows874},
    {"iso885913", kIso885913},
    {"iso885914", kIso885914},
    {"iso885915", kIso885915},
    {"iso88592", kIso88592},
    {"iso88593", kIso88593},
    {"iso88594", kIso88594},
    {"iso88595", kIso88595},
    {"iso88596", kIso88596},
    {"iso88597", kIso88597},
    {"iso88598", kIso88598},
    {"iso88599", kWindows1254},
    {"iso_8859-1", kWindows1252},
    {"iso_8859-15", kIso885915},
    {"iso_8859-1:1987", kWindows1252},
    {"iso_8859-2", kIso88592},
    {"iso_8859-2:1987", kIso88592},
    {"iso_8859-3", kIso88593},
    {"iso_8859-3:1988", kIso88593},
    {"iso_8859-4", kIso88594},
    {"iso_8859-4:1988", kIso88594},
    {"iso_8859-5", kIso88595},
    {"iso_8859-5:1988", kIso88595},
    {"iso_8859-6", kIso88596},
    {"iso_8859-6:1987", kIso88596},
    {"iso_8859-7", kIso88597},
    {"iso_8859-7:1987", kIso88597},
    {"iso_8859-8", kIso88598},
    {"iso_8859-8:1988", kIso88598},
    {"iso_8859-9", kWindows1254},
    {"iso_8859-9:1989", kWindows1254},
    {"koi", kKoi8R},
    {"koi8", kKoi8R},
    {"koi8-r", kKoi8R},
    {"koi8-ru", kKoi8U},
    {"koi8-u", kKoi8U},
    {"koi8_r", kKoi8R},
    {"korean", kEucKr},
    {"ks_c_5601-1987", kEucKr},
    {"ks_c_5601-1989", kEucKr},
    {"ksc5601", kEucKr},
    {"ksc_5601", kEucKr},
    {"l1", kWindows1252},
    {"l2", kIso88592},
    {"l3", kIso88593},
    {"l4", kIso88594},
    {"l5", kWindows1254},
    {"l6", kIso885910},
    {"l9", kIso885915},
    {"latin1", kWindows1252},
    {"latin2", kIso88592},
    {"latin3", kIso88593},
    {"latin4", kIso88594},
    {"latin5", kWindows1254},
    {"latin6", kIso885910},
    {"logical", kIso88598I},
    {"mac", kMacintosh},
    {"macintosh", kMacintosh},
    {"ms932", kShiftJis},
    {"ms936", kGb18030},
    {"ms949", kEucKr},
    {"ms950", kBig5},
    {"ms_kanji", kShiftJis},
    {"shift-jis", kShiftJis},
    {"shift_jis", kShiftJis},
    {"sjis", kShiftJis},
    {"sun_eu_greek", kIso88597},
    {"tis-620", kWindows874},
    {"ucs-2", kUtf16le},
    {"unicode", kUtf16le},
    {"unicode-1-1-utf-8", kUtf8},
    {"unicode11utf8", kUtf8},
    {"unicode20utf8", kUtf8},
    {"unicodefeff", kUtf16le},
    {"unicodefffe", kUtf16be},
    {"us-ascii", kWindows1252},
    {"utf-16", kUtf16le},
    {"utf-16be", kUtf16be},
    {"utf-16le", kUtf16le},
    {"utf-8", kUtf8},
    {"utf8", kUtf8},
    {"utf8mb4", kUtf8},
    {"visual", kIso88598},
    {"windows-1250", kWindows1250},
    {"windows-1251", kWindows1251},
    {"windows-1252", kWindows1252},
    {"windows-1253", kWindows1253},
    {"windows-1254", kWindows1254},
    {"windows-1255", kWindows1255},
    {"windows-1256", kWindows1256},
    {"windows-1257", kWindows1257},
    {"windows-1258", kWindows1258},
    {"windows-31j", kShiftJis},
    {"windows-874", kWindows874},
    {"windows-936", kGb18030},
    {"windows-949", kEucKr},
    {"windows-950", kBig5},
    {"x-cp1250", kWindows1250},
    {"x-cp1251", kWindows1251},
    {"x-cp1252", kWindows1252},
    {"x-cp1253", kWindows1253},
    {"x-cp1254", kWindows1254},
    {"x-cp1255", kWindows1255},
    {"x-cp1256", kWindows1256},
    {"x-cp1257", kWindows1257},
    {"x-cp1258", kWindows1258},
    {"x-euc-jp", kEucJp},
    {"x-gbk", kGb18030},
    {"x-mac-cyrillic", kXMacCyrillic},
    {"x-mac-roman", kMacintosh},
    {"x-mac-ukrainian", kXMacCyrillic},
    {"x-sjis", kShiftJis},
    {"x-unicode20utf8", kUtf8},
    {"x-x-big5", kBig5},
};

constexpr bool in_byte_order() {
  for (std::size_t i = 1; i < std::size(kLabels); ++i) {
    if (!(kLabels[i - 1].text < kLabels[i].text)) return false;
  }
  return true;
}
static_assert(in_byte_order());

constexpr std::size_t kLongestLabel = 24;

bool may_surround(char c) {
  return is_ascii_space(c) || c == '"' || c == '\'';
}

}  // namespace

const Encoding* find_encoding(std::string_view label) {
  while (!label.empty() && may_surround(label.front())) label.remove_prefix(1);
  while (!label.empty() && may_surround(label.back())) label.remove_suffix(1);
  std::array<char, kLongestLabel> buffer{};
  if (label.size() > buffer.size()) return nullptr;
  std::transform(label.begin(), label.end(), buffer.begin(), ascii_lower);
  const std::string_view lower(buffer.data(), label.size());
  const auto* found =
      std::lower_bound(std::begin(kLabels), std::end(kLabels), lower,
                       [](const Label& a, std::string_view b) { return a.text < b; });
  if (found == std::end(kLabels) || found->text != lower) return nullptr;
  return &kEncodings[found->encoding];
}

const Encoding& utf8_encoding() {
  return kEncodings[kUtf8];
}
const Encoding& utf16le_encoding() {
  return kEncodings[kUtf16le];
}
const Encoding& utf16be_encoding() {
  return kEncodings[kUtf16be];
}
// The Encoding Standard has no UTF-32, but XML does, with a byte order mark.
const Encoding& utf32le_encoding() {
  static constexpr Encoding kUtf32le = {"UTF-32LE", "UTF-32LE", Units::kMulti};
  return kUtf32le;
}
const Encoding& utf32be_encoding() {
  static constexpr Encoding kUtf32be = {"UTF-32BE", "UTF-32BE", Units::kMulti};
  return kUtf32be;
}
const Encoding& windows1252_encoding() {
  return kEncodings[kWindows1252];
}

}  // namespace jianbao::text
