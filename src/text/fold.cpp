#include <algorithm>

#include "jianbao/text/tokenizer.h"
#include "text/fold_table.h"
#include "text/utf8_decode.h"

namespace jianbao::text {

namespace {

// Conjoining Hangul (Unicode 15, §3.12).
constexpr char32_t kLeadBase = 0x1100;
constexpr char32_t kVowelBase = 0x1161;
constexpr char32_t kTrailBase = 0x11A7;
constexpr char32_t kSyllableBase = 0xAC00;
constexpr char32_t kLeads = 19;
constexpr char32_t kVowels = 21;
constexpr char32_t kTrails = 28;

char32_t compose_hangul(char32_t base, char32_t follower) {
  // Unsigned wrap-around makes each test a test of both ends.
  const char32_t lead = base - kLeadBase;
  const char32_t vowel = follower - kVowelBase;
  if (lead < kLeads && vowel < kVowels) return kSyllableBase + (lead * kVowels + vowel) * kTrails;
  const char32_t syllable = base - kSyllableBase;
  const char32_t trail = follower - kTrailBase;
  if (syllable < kLeads * kVowels * kTrails && syllable % kTrails == 0 && trail - 1 < kTrails - 1) {
    return base + trail;
  }
  return 0;
}

char32_t compose_kana(char32_t base, char32_t mark) {
  const auto pair = std::find_if(kKanaPairs.begin(), kKanaPairs.end(), [&](const KanaPair& p) {
    return p.base == base && p.mark == mark;
  });
  return pair == kKanaPairs.end() ? 0 : pair->composed;
}

// Folds a text into a string and, for each byte of it, the place it came from.
class Folder {
 public:
  explicit Folder(std::vector<std::uint32_t>* origin) : origin_(origin) {}

  std::string run(std::string_view utf8) {
    out_.reserve(utf8.size());
    if (origin_ != nullptr) origin_->reserve(utf8.size() + 1);
    for (std::size_t at = 0; at < utf8.size();) {
      const std::size_t begin = at;
      const char32_t c = decode(utf8, at);
      add(c == kMalformed ? U'\uFFFD' : c, begin);
    }
    if (origin_ != nullptr) origin_->push_back(static_cast<std::uint32_t>(utf8.size()));
    return std::move(out_);
  }

 private:
  void add(char32_t c, std::size_t begin) {
    const FoldEntry entry = fold_entry(c);
    switch (entry.char_class()) {
      case CharClass::kIgnorable:
      case CharClass::kMark:
        return;
      case CharClass::kVoicing:
        join_last(entry.folded(c));
        return;
      case CharClass::kJamo:
        if (!join_last(entry.folded(c))) append(entry.folded(c), begin);
        return;
      case CharClass::kSeparator:
      case CharClass::kWord:
      case CharClass::kCjk:
        break;
    }
    if (!entry.expands()) {
      append(entry.folded(c), begin);
      return;
    }
    for (const char32_t part : expansion(entry)) append(part, begin);
  }

  void append(char32_t c, std::size_t begin) {
    char buffer[4];
    last_ = c;
    last_at_ = out_.size();
    out_.append(buffer, encode(c, buffer));
    if (origin_ != nullptr) origin_->resize(out_.size(), static_cast<std::uint32_t>(begin));
  }

  bool join_last(char32_t follower) {
    const char32_t composed = compose(last_, follower);
    if (composed == 0) return false;
    // Kana, and Hangul with the parts of it, all take three bytes.
    last_ = composed;
    encode(composed, out_.data() + last_at_);
    return true;
  }

  std::string out_;
  std::vector<std::uint32_t>* origin_;
  char32_t last_ = 0;
  std::size_t last_at_ = 0;
};

constexpr char32_t kBlockSize = 1U << kFoldBlockBits;

/// For each block of the table: whether every character in it folds to itself.
std::vector<bool> unchanged_blocks() {
  const std::size_t blocks = *std::max_element(kFoldIndex.begin(), kFoldIndex.end()) + 1U;
  std::vector<bool> unchanged(blocks, true);
  for (std::size_t i = 0; i < blocks * kBlockSize; ++i) {
    if (FoldEntry(kFoldEntries[i]).changes()) unchanged[i / kBlockSize] = false;
  }
  return unchanged;
}

bool is_kept(CharClass char_class) {
  return char_class == CharClass::kSeparator || char_class == CharClass::kWord ||
         char_class == CharClass::kCjk || char_class == CharClass::kJamo;
}

bool begins_with(char32_t c, char32_t folded) {
  const FoldEntry entry = fold_entry(c);
  if (!is_kept(entry.char_class())) return false;
  return entry.expands() ? expansion(entry).front() == folded : entry.folded(c) == folded;
}

bool may_be_composed(char32_t folded) {
  return (folded >= kSyllableBase && folded < kSyllableBase + kLeads * kVowels * kTrails) ||
         std::any_of(kKanaPairs.begin(), kKanaPairs.end(),
                     [folded](const KanaPair& pair) { return pair.composed == folded; });
}

}  // namespace

char32_t compose(char32_t base, char32_t follower) {
  const char32_t hangul = compose_hangul(base, follower);
  return hangul != 0 ? hangul : compose_kana(base, follower);
}

Folded fold(std::string_view utf8) {
  Folded result;
  result.folded = Folder(&result.origin).run(utf8);
  return result;
}

std::string fold_text(std::string_view utf8) {
  return Folder(nullptr).run(utf8);
}

std::vector<char32_t> fold_sources(char32_t folded, std::size_t most) {
  std::vector<char32_t> sources;
  if (may_be_composed(folded)) return sources;
  static const std::vector<bool> unchanged = unchanged_blocks();
  for (std::size_t block = 0; block < kFoldIndex.size(); ++block) {
    const auto first = static_cast<char32_t>(block << kFoldBlockBits);
    const bool own = folded >= first && folded - first < kBlockSize;
    if (unchanged[kFoldIndex[block]] && !own) continue;
    for (char32_t c = first; c < first + kBlockSize; ++c) {
      if (begins_with(c, folded)) sources.push_back(c);
    }
    if (sources.size() > most) return {};
  }
  return sources;
}

}  // namespace jianbao::text
