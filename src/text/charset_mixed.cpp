#include "text/charset_mixed.h"

#include <optional>

#include "jianbao/text/byte_search.h"
#include "text/utf8_decode.h"

namespace jianbao::text {

namespace {

/// Finds the bytes that end a text: no second, third or fourth byte of a character in any encoding
/// that has ASCII in it.
using TextEnd = ByteSearch<Controls::kNone, '<', '>', '"', '\n'>;

/// What one text holds beyond ASCII.
struct Census {
  std::size_t wide = 0;    ///< characters of UTF-8 of three bytes and more
  std::size_t narrow = 0;  ///< those of two
  std::size_t broken = 0;  ///< malformed sequences
};

/// Counts all of a text; the rest of one that is plainly no UTF-8 as if two bytes were a character.
Census count_in(std::string_view text) {
  constexpr std::size_t kPlain = 32;
  constexpr std::size_t kByChance = 4;
  Census census;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (decode(text, at) == kMalformed) {
      if (halved_character(text, begin) != kMalformed) {
        at = begin + 6;
        ++census.wide;
        continue;
      }
      at = begin + malformed_length(text, begin);
      if (++census.broken < kPlain || census.wide * kByChance > census.broken) continue;
      census.broken += (text.size() - at) / 2;
      break;
    }
    if (at - begin > 1) ++(at - begin > 2 ? census.wide : census.narrow);
  }
  return census;
}

/// True for UTF-8, false for what is none; nothing where a few bytes leave it open.
std::optional<bool> tells_utf8(const Census& census, Units others) {
  // Characters of two bytes: 15 were met in GBK; two letters of no other script look like them.
  const std::size_t no_chance = others == Units::kMulti ? 16 : 2;
  if (census.wide > census.broken) return true;
  if (census.broken > census.wide) return false;
  return census.narrow >= no_chance ? std::optional(true) : std::nullopt;
}

const Encoding& encoding_of(const Mixture::Piece& piece, const Encoding& other) {
  return piece.utf8 ? utf8_encoding() : other;
}

}  // namespace

Mixture parted(std::string_view bytes, Units others) {
  Mixture mixture;
  for (std::size_t begin = 0, end = 0; begin < bytes.size(); begin = end + 1) {
    end = TextEnd::find(bytes, begin);
    const Census census = count_in(bytes.substr(begin, end - begin));
    mixture.wide += census.wide;
    mixture.others += census.narrow + census.broken;
    const std::optional<bool> utf8 = tells_utf8(census, others);
    if (!utf8) continue;
    ++(*utf8 ? mixture.utf8_texts : mixture.other_texts);
    if (*utf8) mixture.telling += census.wide + census.narrow;
    if (!mixture.pieces.empty() && mixture.pieces.back().utf8 == *utf8) continue;
    if (!mixture.pieces.empty()) mixture.pieces.back().end = begin;
    mixture.pieces.push_back({bytes.size(), *utf8});
  }
  return mixture;
}

bool is_mixed(const Mixture& mixture) {
  constexpr std::size_t kMostPieces = 10'000;  // each costs a converter
  return mixture.pieces.size() > 1 && mixture.pieces.size() <= kMostPieces;
}

std::string not_utf8(std::string_view bytes, const Mixture& mixture) {
  std::string texts;
  std::size_t begin = 0;
  for (const Mixture::Piece& piece : mixture.pieces) {
    if (!piece.utf8) texts.append(bytes, begin, piece.end - begin).append("\n");
    begin = piece.end;
  }
  return texts;
}

MixedConversion convert_mixed(std::string_view bytes, const Mixture& mixture,
                              const Encoding& other) {
  MixedConversion out;
  out.utf8.reserve(bytes.size() + bytes.size() / 2);
  std::size_t begin = 0;
  for (const Mixture::Piece& piece : mixture.pieces) {
    const Conversion part =
        convert(bytes.substr(begin, piece.end - begin), encoding_of(piece, other));
    if (out.strays == 0) out.first_stray = out.utf8.size() + part.first_stray;
    if (out.halved == 0) out.first_halved = out.utf8.size() + part.first_halved;
    out.utf8 += part.utf8;
    out.replaced += part.replaced;
    out.unlikely += part.unlikely;
    out.strays += part.strays;
    out.halved += part.halved;
    out.non_ascii += part.non_ascii;
    if (piece.utf8) out.from_utf8 += part.non_ascii;
    if (begin == 0) out.second = out.utf8.size();
    begin = piece.end;
  }
  return out;
}

std::size_t mixed_offset(std::string_view bytes, const Mixture& mixture, const Encoding& other,
                         std::size_t offset) {
  std::size_t begin = 0;
  for (const Mixture::Piece& piece : mixture.pieces) {
    const std::string_view part = bytes.substr(begin, piece.end - begin);
    const Encoding& encoding = encoding_of(piece, other);
    const std::size_t size = convert(part, encoding).utf8.size();
    if (offset < size) return begin + converted_offset(part, encoding, offset);
    offset -= size;
    begin = piece.end;
  }
  return bytes.size();
}

}  // namespace jianbao::text
