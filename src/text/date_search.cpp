#include <algorithm>
#include <vector>

#include "jianbao/text/ascii.h"
#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
#include "text/date_scanner.h"
#include "text/month_names.h"

namespace jianbao::text {

namespace {

constexpr std::size_t kSearchedBytes = 300;
constexpr std::size_t kMostPieces = 120;
/// Between a date and its time: " um ", ", at ", " - ", " | klo ".
constexpr std::size_t kTimeGap = 3;

/// A number, a word or a sign of a text.
struct Piece {
  enum class Kind { kNumber, kMonth, kWord, kSign };
  Kind kind = Kind::kSign;
  int value = 0;           ///< of a number or month
  std::size_t digits = 0;  ///< of a number
  std::string_view text;
  std::size_t begin = 0;
  bool after_space = false;

  bool is(std::string_view sign) const { return text == sign; }
};

bool is_letter(char32_t c) {
  return c >= 0x80 ? !is_space(c) && !is_cjk(c) && (c < 0x2000 || c > 0x303F)
                   : is_ascii_letter(static_cast<char>(c));
}

Piece number_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && is_ascii_digit(text[end])) ++end;
  Piece piece;
  piece.kind = Piece::Kind::kNumber;
  piece.text = text.substr(begin, end - begin);
  piece.digits = end - begin;
  for (const char c : piece.text.substr(0, 8)) piece.value = piece.value * 10 + (c - '0');
  return piece;
}

Piece word_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size()) {
    std::size_t next = end;
    if (!is_letter(next_code_point(text, next))) break;
    end = next;
  }
  Piece piece;
  piece.kind = Piece::Kind::kWord;
  piece.text = text.substr(begin, end - begin);
  if (const auto month = month_of(fold_text(piece.text))) {
    piece.kind = Piece::Kind::kMonth;
    piece.value = *month;
  }
  return piece;
}

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  bool space = true;
  for (std::size_t at = 0; at < text.size() && pieces.size() < kMostPieces;) {
    std::size_t next = at;
    const char32_t c = next_code_point(text, next);
    if (is_space(c)) {
      space = true;
      at = next;
      continue;
    }
    Piece piece;
    if (c < 0x80 && is_ascii_digit(static_cast<char>(c))) {
      piece = number_at(text, at);
    } else if (is_letter(c)) {
      piece = word_at(text, at);
    } else {
      piece.text = text.substr(at, next - at);
    }
    piece.begin = at;
    piece.after_space = space;
    space = false;
    at += piece.text.size();
    pieces.push_back(piece);
  }
  return pieces;
}

/// Looks for a date from one piece on.
class DateFinder {
 public:
  explicit DateFinder(std::string_view text)
      : text_(first_bytes(text, kSearchedBytes)), pieces_(pieces_of(text_)) {}

  std::optional<WrittenDate> find() {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      date_ = {};
      at_ = i;
      if (continues_number(i) && !pieces_[i].after_space) continue;
      if (!(read_year_first() || read_day_first() || read_month_first())) continue;
      if (!is_real(date_.civil)) continue;
      WrittenDate day = date_;
      if (read_time() && is_real(date_.civil)) return date_;
      return day;
    }
    return std::nullopt;
  }

 private:
  /// "1.15", "8:48"; but "Date:2024-05-15" begins with its number.
  bool continues_number(std::size_t i) const {
    if (i == 0) return false;
    const bool behind_number = i > 1 && pieces_[i - 2].kind == Piece::Kind::kNumber;
    return pieces_[i - 1].is(".") || (pieces_[i - 1].is(":") && behind_number);
  }

  const Piece* peek(std::size_t ahead = 0) const {
    return at_ + ahead < pieces_.size() ? &pieces_[at_ + ahead] : nullptr;
  }
  bool next_is(std::string_view sign) const { return peek() != nullptr && peek()->is(sign); }
  bool accept(std::string_view sign) {
    if (!next_is(sign)) return false;
    ++at_;
    return true;
  }
  bool accept_number(int& value, std::size_t min, std::size_t max) {
    const Piece* const piece = peek();
    if (piece == nullptr || piece->kind != Piece::Kind::kNumber) return false;
    if (piece->digits < min || piece->digits > max) return false;
    value = piece->value;
    ++at_;
    return true;
  }
  bool accept_month() {
    const Piece* const piece = peek();
    if (piece == nullptr || piece->kind != Piece::Kind::kMonth) return false;
    date_.civil.month = piece->value;
    ++at_;
    return true;
  }
  bool accept_year() {
    int year = 0;
    if (!accept_number(year, 4, 4)) return false;
    date_.civil.year = year;
    return year >= 1900 && year < 2200;
  }
  /// "15.05.24", where a text begins with it, or "Mi 15.05.24 | 14:07 Uhr": elsewhere it may be a
  /// version or a score.
  bool accept_short_year(std::string_view sign) {
    constexpr std::size_t kBehindDayAndMonth = 4;
    constexpr std::size_t kLongestOpening = 3;
    int year = 0;
    if (sign != "." || at_ < kBehindDayAndMonth) return false;
    const std::size_t day = at_ - kBehindDayAndMonth;
    if (pieces_[day].digits != 2 || pieces_[day + 2].digits != 2 || !accept_number(year, 2, 2))
      return false;
    date_.civil.year = 2000 + year;
    if (next_is(".")) return false;
    return day == 0 || (day <= kLongestOpening && clock_follows());
  }
  /// " | 14:07", ", 14.07 Uhr".
  bool clock_follows() const {
    const std::size_t hour = peek() != nullptr && peek()->kind == Piece::Kind::kNumber ? 0 : 1;
    const Piece* const minute = peek(hour + 2);
    return minute != nullptr && peek(hour)->kind == Piece::Kind::kNumber &&
           (peek(hour + 1)->is(":") || peek(hour + 1)->is(".")) && minute->digits == 2;
  }
  bool accept_day() { return accept_number(date_.civil.day, 1, 2); }

  template <class Read>
  bool attempt(Read read) {
    const std::size_t before = at_;
    if (read()) return true;
    at_ = before;
    return false;
  }

  /// "2024年5月15日", "2024-05-15T…", "2024/5/15", "2024.5.15", "2024년 5월 15일".
  bool read_year_first() {
    return attempt([this] {
      if (!accept_year()) return false;
      const bool in_words = accept("年") || accept("년");
      const std::string_view sign = in_words || peek() == nullptr ? "" : peek()->text;
      if (!in_words && sign != "-" && sign != "/" && sign != ".") return false;
      if (!in_words) ++at_;
      if (!accept_number(date_.civil.month, 1, 2)) return false;
      if (in_words ? !(accept("月") || accept("월")) : !accept(sign)) return false;
      if (!accept_day()) return false;
      if (in_words && !accept("日") && !accept("号")) static_cast<void>(accept("일"));
      return true;
    });
  }

  /// "15. Mai 2024", "15 de mayo de 2024", "15th of May, 2024", "15.05.2024", "15-May-2024".
  bool read_day_first() {
    return attempt([this] {
      if (!accept_day()) return false;
      if (read_numeric_rest()) return true;
      accept_ordinal();
      if (!accept("-")) accept_small_word();
      if (!accept_month()) return false;
      static_cast<void>(accept(".") || accept("-"));
      static_cast<void>(accept(","));
      accept_small_word();
      return accept_year();
    });
  }

  bool read_numeric_rest() {
    return attempt([this] {
      const std::string_view sign = peek() == nullptr ? "" : peek()->text;
      if (sign != "." && sign != "/" && sign != "-") return false;
      ++at_;
      int month = 0;
      if (!accept_number(month, 1, 2) || !accept(sign)) return false;
      if (!accept_year() && !accept_short_year(sign)) return false;
      date_.civil.month = month;
      if (month > 12 && date_.civil.day <= 12) std::swap(date_.civil.month, date_.civil.day);
      return true;
    });
  }

  /// "May 15th, 2024".
  bool read_month_first() {
    return attempt([this] {
      if (!accept_month()) return false;
      static_cast<void>(accept("."));
      if (!accept_day()) return false;
      accept_ordinal();
      static_cast<void>(accept(","));
      return accept_year();
    });
  }

  void accept_ordinal() {
    if (accept(".") || peek() == nullptr || peek()->after_space) return;
    for (const char* const ending : {"st", "nd", "rd", "th", "er", "e", "º", "ª"}) {
      if (accept(ending)) return;
    }
  }
  void accept_small_word() {
    for (const char* const word : {"de", "of", "d", "del"}) {
      if (accept(word)) return;
    }
  }

  /// "8:48", "08.48 Uhr", "15h30", "8:48:57 PM +0800", "下午3点05分".
  bool read_time() {
    for (std::size_t skipped = 0; skipped <= kTimeGap && peek() != nullptr; ++skipped) {
      if (read_named_time()) return true;
      if (peek()->kind == Piece::Kind::kNumber) return read_clock();
      if (peek()->kind == Piece::Kind::kMonth) return false;
      ++at_;
    }
    return false;
  }

  /// A clock whose half of the day comes first, or whose hour is named.
  bool read_named_time() {
    constexpr std::size_t kLongestPart = 8;  ///< "下午 "
    const Piece* const unit = peek(1);
    const bool number = peek()->kind == Piece::Kind::kNumber;
    const std::string_view rest = text_.substr(peek()->begin);
    if (number ? unit == nullptr || !is_hour_name(unit->text)
               : rest.find_first_of("0123456789") > kLongestPart)
      return false;
    DateScanner scan(rest);
    CivilTime clock = date_.civil;
    if (!read_east_asian_clock(scan, clock)) return false;
    date_.civil = clock;
    return true;
  }

  static bool is_hour_name(std::string_view sign) {
    return sign == "时" || sign == "時" || sign == "点" || sign == "點" || sign.starts_with("시");
  }

  bool read_clock() {
    int hour = 0;
    int minute = 0;
    if (!accept_number(hour, 1, 2)) return false;
    const bool dotted = next_is(".");
    if (!accept(":") && !accept(".") && !accept("h") && !accept("：")) return false;
    if (!accept_number(minute, 2, 2)) return false;
    // "15.05.2024" is a second date, "8.48" alone may be a price.
    if (dotted && !names_clock()) return false;
    date_.civil.hour = hour;
    date_.civil.minute = minute;
    if (accept(":")) static_cast<void>(accept_number(date_.civil.second, 2, 2));
    read_half_day();
    read_zone();
    return true;
  }

  /// "Uhr", "pm", "a.m.", "BST": what stands behind a clock alone.
  bool names_clock() const {
    for (const char* const word : {"Uhr", "h", "am", "AM", "pm", "PM", "GMT", "BST", "UTC", "CET",
                                   "CEST", "IST", "EST", "EDT"}) {
      if (next_is(word)) return true;
    }
    const Piece* const sign = peek(1);
    return (next_is("a") || next_is("p")) && sign != nullptr && sign->is(".");
  }

  void read_half_day() {
    for (const char* const word : {"am", "AM", "pm", "PM", "a", "p"}) {
      if (!accept(word)) continue;
      set_half_day(date_.civil, word[0] == 'p' || word[0] == 'P');
      for (const char* const rest : {".", "m", "."}) static_cast<void>(accept(rest));
      return;
    }
  }

  void read_zone() {
    if (peek() == nullptr) return;
    std::string_view rest = text_.substr(peek()->begin);
    if (rest.starts_with('(')) rest.remove_prefix(1);
    const std::size_t end = rest.find_first_of(" ,;|)\n");
    DateScanner scan(rest.substr(0, end));
    WrittenDate zoned = date_;
    if (!scan.zone(zoned)) return;
    if (zoned.offset_minutes) scan.skip_zone_remark();
    if (scan.done()) date_ = zoned;
  }

  std::string_view text_;
  std::vector<Piece> pieces_;
  std::size_t at_ = 0;
  WrittenDate date_;
};

}  // namespace

std::optional<WrittenDate> search_date(std::string_view text) {
  return DateFinder(text).find();
}

}  // namespace jianbao::text
