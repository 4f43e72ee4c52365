// Writes the fold table (fold_table.h) as C++ arrays: generate_fold_table TSCHARACTERS.TXT OUT.CPP
//
// Character data: the Unicode Character Database as ICU carries it (Unicode licence).  Traditional
// to simplified Han: TSCharacters of OpenCC (Apache-2.0), dumped to text from the installed package
// at build time; the first choice of each line is taken.
#include <unicode/errorcode.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "text/fold_table.h"

namespace {

using jianbao::text::CharClass;
using jianbao::text::FoldEntry;
using jianbao::text::KanaPair;
using jianbao::text::kFoldBlockBits;
using CodePoints = std::vector<UChar32>;
using Simplified = std::map<UChar32, UChar32>;

constexpr UChar32 kEnd = 0x110000;
constexpr UChar32 kVoiced = 0x3099;
constexpr UChar32 kSemiVoiced = 0x309A;
constexpr UChar32 kMiddleDot = 0x00B7;
constexpr UChar32 kTatweel = 0x0640;

class Normalizers {
 public:
  Normalizers() {
    icu::ErrorCode status;
    nfc = icu::Normalizer2::getNFCInstance(status);
    nfd = icu::Normalizer2::getNFDInstance(status);
    nfkc = icu::Normalizer2::getNFKCInstance(status);
    if (status.isFailure()) throw std::runtime_error(status.errorName());
  }
  const icu::Normalizer2* nfc = nullptr;
  const icu::Normalizer2* nfd = nullptr;
  const icu::Normalizer2* nfkc = nullptr;
};

CodePoints code_points(const icu::UnicodeString& text) {
  CodePoints out;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    out.push_back(text.char32At(i));
  }
  return out;
}

icu::UnicodeString string_of(const CodePoints& sequence) {
  return icu::UnicodeString::fromUTF32(sequence.data(), static_cast<std::int32_t>(sequence.size()));
}

// ---- classes

bool has_cjk_script(UChar32 c) {
  // Below the first Hangul letter only tone letters and dots list such a script.
  if (c < 0x1100) return false;
  return std::ranges::any_of(
      std::initializer_list<UScriptCode>{USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA,
                                         USCRIPT_BOPOMOFO, USCRIPT_HANGUL},
      [c](UScriptCode script) { return uscript_hasScript(c, script) != 0; });
}

bool is_han_plane(UChar32 c) {
  return c >= 0x20000 && c < 0x40000 && (c & 0xFFFE) != 0xFFFE;
}

// Symbols by category, but text copied out of PDF files has them in place of the characters.
bool is_han_radical(UChar32 c) {
  const UBlockCode block = ublock_getCode(c);
  return (block == UBLOCK_KANGXI_RADICALS || block == UBLOCK_CJK_RADICALS_SUPPLEMENT) &&
         u_charType(c) == U_OTHER_SYMBOL;
}

// Marks of scripts whose words are the same words without them.  Vowel signs of other scripts stay.
bool is_dropped_mark(UChar32 c) {
  icu::ErrorCode status;
  const UScriptCode script = uscript_getScript(c, status);
  return std::ranges::count(
             std::initializer_list<UScriptCode>{
                 USCRIPT_INHERITED, USCRIPT_COMMON, USCRIPT_LATIN, USCRIPT_GREEK, USCRIPT_CYRILLIC,
                 USCRIPT_COPTIC, USCRIPT_ARABIC, USCRIPT_HEBREW, USCRIPT_SYRIAC, USCRIPT_HAN,
                 USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_BOPOMOFO, USCRIPT_HANGUL},
             script) != 0;
}

bool is_conjoining_follower(UChar32 c) {
  const int type = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  return type == U_HST_VOWEL_JAMO || type == U_HST_TRAILING_JAMO;
}

bool is_voicing(UChar32 c) {
  return c == kVoiced || c == kSemiVoiced || c == 0xFF9E || c == 0xFF9F;
}

CharClass classify(UChar32 c) {
  // Ignorable too, but a highlight must not part them from their character.
  if (u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR) != 0) return CharClass::kMark;
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 || c == kTatweel) {
    return CharClass::kIgnorable;
  }
  if (is_voicing(c)) return CharClass::kVoicing;
  if (is_conjoining_follower(c)) return CharClass::kJamo;
  if (is_han_plane(c) || is_han_radical(c)) return CharClass::kCjk;
  const std::uint32_t category = U_GET_GC_MASK(c);
  if ((category & U_GC_M_MASK) != 0) {
    return is_dropped_mark(c) ? CharClass::kMark : CharClass::kWord;
  }
  if ((category & (U_GC_L_MASK | U_GC_N_MASK)) == 0) return CharClass::kSeparator;
  return has_cjk_script(c) ? CharClass::kCjk : CharClass::kWord;
}

// ---- folding

bool is_width_variant(UChar32 c) {
  const int type = u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE);
  return type == U_DT_WIDE || type == U_DT_NARROW;
}

// Precomposed Hangul and kana stay: the tokenizer composes what comes decomposed.
bool stays_composed(UChar32 c) {
  icu::ErrorCode status;
  const UScriptCode script = uscript_getScript(c, status);
  return script == USCRIPT_HANGUL || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

CodePoints decomposed(const Normalizers& icu, UChar32 c) {
  icu::UnicodeString text;
  if (stays_composed(c) || icu.nfd->getDecomposition(c, text) == 0) return {c};
  return code_points(text);
}

CodePoints without_marks(const Normalizers& icu, const CodePoints& sequence) {
  CodePoints out;
  for (const UChar32 c : sequence) {
    for (const UChar32 part : decomposed(icu, c)) {
      const CharClass kind = classify(part);
      if (kind != CharClass::kMark && kind != CharClass::kIgnorable) out.push_back(part);
    }
  }
  return out;
}

CodePoints fold_separator(const Normalizers& icu, UChar32 c) {
  const CodePoints parts = decomposed(icu, c);
  // A symbol keeps its stroke (U+2260 is not U+003D); only one-to-one equivalents are followed.
  UChar32 folded = parts.size() == 1 ? parts.front() : c;
  if (u_charType(folded) == U_SPACE_SEPARATOR) folded = ' ';
  if (folded == 0x2027 || folded == 0x30FB) folded = kMiddleDot;
  return {u_foldCase(folded, U_FOLD_CASE_DEFAULT)};
}

UChar32 simplify(const Simplified& simplified, UChar32 c) {
  // A first choice can itself be listed; the bound guards against a circle in the data.
  for (int i = 0; i < 4; ++i) {
    const auto found = simplified.find(c);
    if (found == simplified.end() || found->second == c) break;
    c = found->second;
  }
  return c;
}

CodePoints fold(const Normalizers& icu, const Simplified& simplified, UChar32 c) {
  icu::UnicodeString mapped;
  if ((is_width_variant(c) || is_han_radical(c)) && icu.nfkc->getRawDecomposition(c, mapped) != 0) {
    c = mapped.char32At(0);
  }
  if (classify(c) == CharClass::kSeparator) return fold_separator(icu, c);
  icu::UnicodeString text = string_of(without_marks(icu, {c}));
  text.foldCase();
  CodePoints out = without_marks(icu, code_points(text));
  for (UChar32& part : out) part = simplify(simplified, part);
  return out;
}

// ---- the table

struct Table {
  std::vector<std::uint16_t> index;
  std::vector<std::uint32_t> entries;
  CodePoints expansions;
  std::vector<KanaPair> kana;
};

std::uint32_t flags(UChar32 c) {
  const bool inert =
      u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES && u_getCombiningClass(c) == 0;
  return inert ? 0 : FoldEntry::kMaybeNotNfc;
}

std::uint32_t entry_bits(Table& table, UChar32 c, CharClass kind, const CodePoints& folded) {
  const std::uint32_t low = static_cast<std::uint32_t>(kind) | flags(c);
  if (folded.size() == 1) {
    const auto distance = static_cast<std::uint32_t>(folded.front() - c);
    return distance << FoldEntry::kPayloadShift | low;
  }
  if (folded.size() >= (1U << FoldEntry::kLengthBits)) throw std::runtime_error("fold too long");
  const auto at = static_cast<std::uint32_t>(table.expansions.size());
  table.expansions.insert(table.expansions.end(), folded.begin(), folded.end());
  const std::uint32_t place =
      at << FoldEntry::kLengthBits | static_cast<std::uint32_t>(folded.size());
  return place << FoldEntry::kPayloadShift | FoldEntry::kExpands | low;
}

std::uint32_t make_entry(Table& table, const Normalizers& icu, const Simplified& simplified,
                         UChar32 c) {
  const CharClass kind = classify(c);
  if (kind == CharClass::kIgnorable || kind == CharClass::kMark) {
    return static_cast<std::uint32_t>(kind) | flags(c);
  }
  const CodePoints folded = fold(icu, simplified, c);
  if (folded.empty()) return static_cast<std::uint32_t>(CharClass::kMark) | flags(c);
  return entry_bits(table, c, kind, folded);
}

void add_blocks(Table& table, const Normalizers& icu, const Simplified& simplified) {
  constexpr UChar32 size = 1 << kFoldBlockBits;
  std::map<std::vector<std::uint32_t>, std::uint16_t> seen;
  for (UChar32 first = 0; first < kEnd; first += size) {
    std::vector<std::uint32_t> block;
    for (UChar32 c = first; c < first + size; ++c) {
      block.push_back(make_entry(table, icu, simplified, c));
    }
    const auto [place, added] = seen.try_emplace(block, static_cast<std::uint16_t>(seen.size()));
    if (added) table.entries.insert(table.entries.end(), block.begin(), block.end());
    table.index.push_back(place->second);
  }
}

void add_kana(Table& table, const Normalizers& icu) {
  for (UChar32 base = 0x3041; base < 0x3100; ++base) {
    for (const UChar32 mark : {kVoiced, kSemiVoiced}) {
      const UChar32 composed = icu.nfc->composePair(base, mark);
      if (composed < 0) continue;
      table.kana.push_back({static_cast<char32_t>(base), static_cast<char32_t>(mark),
                            static_cast<char32_t>(composed)});
    }
  }
}

// ---- files

Simplified read_simplified(const char* path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(std::string("cannot read ") + path);
  Simplified out;
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const std::string first = line.substr(tab + 1, line.find(' ', tab) - tab - 1);
    const auto key = icu::UnicodeString::fromUTF8(line.substr(0, tab));
    const auto value = icu::UnicodeString::fromUTF8(first);
    if (key.countChar32() != 1 || value.countChar32() != 1) continue;
    out[key.char32At(0)] = value.char32At(0);
  }
  if (out.size() < 3000) throw std::runtime_error(std::string(path) + " is not TSCharacters");
  return out;
}

template <class Numbers>
void write_numbers(std::ostream& out, const Numbers& numbers) {
  int column = 0;
  for (const auto number : numbers) {
    out << static_cast<std::uint32_t>(number) << (++column % 16 == 0 ? ",\n" : ",");
  }
  out << "};\n";
}

void write(std::ostream& out, const Table& table) {
  out << "// Generated by generate_fold_table.cpp from Unicode " << U_UNICODE_VERSION
      << " and OpenCC's TSCharacters (Apache-2.0).\n"
         "#include \"text/fold_table.h\"\n\nnamespace jianbao::text {\n\n"
         "const std::array<std::uint16_t, kFoldIndexSize> kFoldIndex = {\n";
  write_numbers(out, table.index);
  out << "const std::uint32_t kFoldEntries[] = {\n";
  write_numbers(out, table.entries);
  out << "const char32_t kFoldExpansions[] = {\n";
  write_numbers(out, table.expansions);
  out << "namespace {\nconstexpr KanaPair kPairs[] = {\n";
  for (const KanaPair& pair : table.kana) {
    out << "{" << static_cast<std::uint32_t>(pair.base) << ","
        << static_cast<std::uint32_t>(pair.mark) << "," << static_cast<std::uint32_t>(pair.composed)
        << "},\n";
  }
  out << "};\n}  // namespace\nconst std::span<const KanaPair> kKanaPairs = kPairs;\n\n"
         "}  // namespace jianbao::text\n";
}

void generate(const char* simplified_path, const char* out_path) {
  const Normalizers icu;
  Table table;
  add_blocks(table, icu, read_simplified(simplified_path));
  add_kana(table, icu);
  std::ofstream out(out_path);
  write(out, table);
  if (!out.flush()) throw std::runtime_error(std::string("cannot write ") + out_path);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: generate_fold_table TSCHARACTERS.TXT OUT.CPP\n";
    return 2;
  }
  try {
    generate(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::cerr << "generate_fold_table: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
