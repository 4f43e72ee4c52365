#include "drawn_query.h"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "jianbao/search/search.h"

namespace jianbao::test {

using search::FieldTerm;
using search::Query;

namespace {

std::string drawn_text(const std::string& text, bool quoted, bool prefix) {
  return (quoted ? "[" + text + "]" : text) + (prefix ? "*" : "");
}

std::string drawn_phrase(const search::Phrase& phrase) {
  return (phrase.column == "title" ? "t:" : phrase.column) +
         drawn_text(phrase.text, phrase.quoted, phrase.prefix);
}

std::string drawn_field(const FieldTerm& term) {
  const std::string value = drawn_text(term.value, term.quoted, term.prefix);
  switch (term.field) {
    case FieldTerm::Field::kSource:
      return "source=" + value;
    case FieldTerm::Field::kAuthor:
      return "author=" + value;
    case FieldTerm::Field::kTag:
      return "tag=" + value;
    case FieldTerm::Field::kUrl:
      return "url=" + value;
    case FieldTerm::Field::kDate:
      return "date=" + value;
  }
  return "?";
}

std::string drawn_near(const search::Near& near) {
  std::string all = "(near " + std::to_string(near.distance);
  for (const search::Phrase& phrase : near.phrases) all += " " + drawn_phrase(phrase);
  return all + ")";
}

}  // namespace

std::string drawn(const Query& query) {
  if (query.kind == Query::Kind::kPhrase) return drawn_phrase(query.phrase);
  if (query.kind == Query::Kind::kNear) return drawn_near(query.near);
  if (query.kind == Query::Kind::kField) return drawn_field(query.field);
  const std::string name = query.kind == Query::Kind::kAnd  ? "and"
                           : query.kind == Query::Kind::kOr ? "or"
                                                            : "not";
  std::string all = "(" + name;
  for (const Query& child : query.children) all += " " + drawn(child);
  return all + ")";
}

std::string drawn(std::string_view typed) {
  return drawn(search::parse(typed));
}

search::QueryError error_of(std::string_view typed) {
  try {
    search::compile(search::parse(typed), typed);
  } catch (const search::QueryError& error) {
    return error;
  }
  FAIL("no error for: " << typed);
  throw std::logic_error("unreachable");
}

std::size_t offset_of(std::string_view typed) {
  return error_of(typed).offset();
}

}  // namespace jianbao::test
