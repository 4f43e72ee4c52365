#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "search/query_spelling.h"

namespace jianbao::search {

enum class Sign { kOpen, kClose, kMinus, kColon, kStar, kComma };

/// Reads the signs, words and quotations of a query from left to right, each sign in both of its
/// widths.
class QueryLexer {
 public:
  /// @throws QueryError for a query that is too long, is not UTF-8 or holds a NUL byte.
  explicit QueryLexer(std::string_view query);

  [[noreturn]] void fail(std::size_t offset, const std::string& problem,
                         const std::string& hint = {}) const;

  std::size_t at() const { return at_; }
  bool at_end() const { return at_ == query_.size(); }
  /// True if anything but spaces is left.
  bool skip_spaces();

  bool sees(Sign sign) const;
  bool take(Sign sign);

  /// A character that a word can begin or go on with.
  bool sees_word() const;
  /// Up to a space, a quotation mark or a parenthesis.
  std::string_view read_word();
  /// Up to a comma as well.
  std::string_view read_word_in_near();

  bool sees_quote() const { return seen_quotes() != nullptr; }
  /// What stands between the quotation mark here and the closing mark of its kind.
  std::string_view read_quoted();

  /// AND, OR and NOT in capitals, followed by no character of a word.
  bool sees_keyword(std::string_view keyword) const;
  bool take_keyword(std::string_view keyword);
  bool sees_near() const;
  /// NEAR and its parenthesis.
  bool take_near();
  const FieldName* seen_field() const;
  /// A field's name and its colon.
  const FieldName* take_field();

  /// A decimal digit of either width.
  std::optional<int> take_digit();

 private:
  void refuse_control_characters() const;
  std::string_view rest() const { return query_.substr(at_); }
  bool sees_space() const;
  struct Closing {
    std::size_t at;
    std::size_t size;
  };
  Closing closing_of(const Quotes& quotes, std::size_t begin) const;
  const Quotes* seen_quotes() const;

  std::string_view query_;
  std::size_t at_ = 0;
};

}  // namespace jianbao::search
