#include "search/query_lexer.h"

#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"

namespace jianbao::search {

namespace {

struct Spelling {
  std::string_view narrow;
  std::string_view wide;
};

Spelling spelling_of(Sign sign) {
  switch (sign) {
    case Sign::kOpen:
      return {"(", "（"};
    case Sign::kClose:
      return {")", "）"};
    case Sign::kMinus:
      return {"-", "－"};
    case Sign::kColon:
      return {":", "："};
    case Sign::kStar:
      return {"*", "＊"};
    case Sign::kComma:
      return {",", "，"};
  }
  return {};
}

/// Bytes of the sign that `text` begins with; 0 if it does not.
std::size_t length_of(Sign sign, std::string_view text) {
  const Spelling spelling = spelling_of(sign);
  if (text.starts_with(spelling.narrow)) return spelling.narrow.size();
  return text.starts_with(spelling.wide) ? spelling.wide.size() : 0;
}

}  // namespace

QueryLexer::QueryLexer(std::string_view query) : query_(query) {
  if (query_.size() > kMaxQueryBytes) {
    fail(kMaxQueryBytes, "longer than " + std::to_string(kMaxQueryBytes) + " bytes",
         "search for fewer words");
  }
  const std::string valid = text::make_valid_utf8(query_);
  if (valid != query_) {
    std::size_t at = 0;
    while (at < query_.size() && valid[at] == query_[at]) ++at;
    fail(at, "not valid UTF-8 here", "type it on a terminal with a UTF-8 locale");
  }
  const std::size_t nul = query_.find('\0');
  if (nul != std::string_view::npos) fail(nul, "holds a NUL byte");
  refuse_control_characters();
}

/// No text holds any, and some mean something inside the index.
void QueryLexer::refuse_control_characters() const {
  for (std::size_t at = 0; at < query_.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(query_, at);
    if (c < 0x20 && !text::is_space(c)) fail(begin, "holds a control character");
  }
}

void QueryLexer::fail(std::size_t offset, const std::string& problem,
                      const std::string& hint) const {
  throw QueryError(std::string(query_), offset, problem, hint);
}

bool QueryLexer::skip_spaces() {
  while (sees_space()) static_cast<void>(text::next_code_point(query_, at_));
  return !at_end();
}

bool QueryLexer::sees_space() const {
  if (at_end()) return false;
  std::size_t at = at_;
  return text::is_space(text::next_code_point(query_, at));
}

bool QueryLexer::sees(Sign sign) const {
  return length_of(sign, rest()) != 0;
}

bool QueryLexer::take(Sign sign) {
  const std::size_t length = length_of(sign, rest());
  at_ += length;
  return length != 0;
}

bool QueryLexer::sees_word() const {
  return !at_end() && !sees_space() && !sees(Sign::kOpen) && !sees(Sign::kClose) && !sees_quote();
}

std::string_view QueryLexer::read_word() {
  const std::size_t begin = at_;
  while (sees_word()) static_cast<void>(text::next_code_point(query_, at_));
  return query_.substr(begin, at_ - begin);
}

std::string_view QueryLexer::read_word_in_near() {
  const std::size_t begin = at_;
  while (sees_word() && !sees(Sign::kComma)) static_cast<void>(text::next_code_point(query_, at_));
  return query_.substr(begin, at_ - begin);
}

const Quotes* QueryLexer::seen_quotes() const {
  for (const Quotes& quotes : kQuotes) {
    if (rest().starts_with(quotes.open)) return &quotes;
  }
  return nullptr;
}

/// Where the phrase ends that begins at `begin`: at the mark that closes its kind; if there is
/// none, at another one, because input methods change the kind between opening and closing.
QueryLexer::Closing QueryLexer::closing_of(const Quotes& quotes, std::size_t begin) const {
  Closing closing{query_.find(quotes.close, begin), quotes.close.size()};
  if (closing.at != std::string_view::npos || quotes.close == kCornerBracket) return closing;
  for (const Quotes& other : kQuotes) {
    if (other.close == kCornerBracket) continue;
    const std::size_t at = query_.find(other.close, begin);
    if (at < closing.at) closing = {at, other.close.size()};
  }
  return closing;
}

std::string_view QueryLexer::read_quoted() {
  const Quotes& quotes = *seen_quotes();
  const std::size_t begin = at_ + quotes.open.size();
  const Closing closing = closing_of(quotes, begin);
  if (closing.at == std::string_view::npos) {
    fail(at_, "this quotation mark is not closed",
         "add a " + std::string(quotes.close) + " after the phrase");
  }
  at_ = closing.at + closing.size;
  return query_.substr(begin, closing.at - begin);
}

bool QueryLexer::sees_keyword(std::string_view keyword) const {
  QueryLexer ahead = *this;
  return ahead.take_keyword(keyword);
}

bool QueryLexer::take_keyword(std::string_view keyword) {
  if (!rest().starts_with(keyword)) return false;
  at_ += keyword.size();
  if (!sees_word()) return true;
  at_ -= keyword.size();
  return false;
}

bool QueryLexer::sees_near() const {
  return rest().starts_with(kNear) && length_of(Sign::kOpen, rest().substr(kNear.size())) != 0;
}

bool QueryLexer::take_near() {
  if (!sees_near()) return false;
  at_ += kNear.size();
  return take(Sign::kOpen);
}

const FieldName* QueryLexer::seen_field() const {
  for (const FieldName& field : kFieldNames) {
    const std::size_t size = field.name.size();
    if (rest().size() > size && text::equal_ignoring_case(rest().substr(0, size), field.name) &&
        length_of(Sign::kColon, rest().substr(size)) != 0) {
      return &field;
    }
  }
  return nullptr;
}

const FieldName* QueryLexer::take_field() {
  const FieldName* field = seen_field();
  if (field == nullptr) return nullptr;
  at_ += field->name.size();
  take(Sign::kColon);
  return field;
}

std::optional<int> QueryLexer::take_digit() {
  if (at_end()) return std::nullopt;
  std::size_t next = at_;
  const char32_t c = text::next_code_point(query_, next);
  const char32_t zero = c < U'０' ? U'0' : U'０';
  if (c < zero || c > zero + 9) return std::nullopt;
  at_ = next;
  return static_cast<int>(c - zero);
}

}  // namespace jianbao::search
