#include "cli/query_hints.h"

#include <algorithm>
#include <string>
#include <vector>

#include "cli/spelling.h"
#include "jianbao/search/query.h"
#include "jianbao/text/tokenizer.h"

namespace jianbao::cli {

namespace {

const std::vector<std::string> kFields{"title", "source", "author", "tag", "url", "date"};

/// "titel:台湾" is read as a word.
void note_field(const Messages& messages, const search::Phrase& phrase) {
  if (phrase.quoted) return;
  const std::string word = text::fold_text(phrase.text);  // a full-width colon is a colon
  const std::string name = word.substr(0, word.find(':'));
  if (name.size() == word.size()) return;
  const std::string hint = suggestion(name, kFields);
  if (!hint.empty()) messages.note(name + ": is no field of the query; " + hint);
}

void note_source(const Messages& messages, const std::vector<std::string>& known,
                 const search::FieldTerm& term) {
  if (term.field != search::FieldTerm::Field::kSource) return;
  const std::string wanted = text::fold_text(term.value);
  const bool found = std::any_of(known.begin(), known.end(), [&](const std::string& name) {
    const std::string folded = text::fold_text(name);
    return term.prefix ? folded.starts_with(wanted) : folded == wanted;
  });
  if (found) return;
  const std::string hint = suggestion(term.value, known);
  messages.note("no source is called " + term.value + (term.prefix ? "*" : "") + "; " +
                (hint.empty() ? "`jianbao stats` lists them" : hint));
}

/// Recursion ends: parse() bounds the depth.
void note_slips(const Messages& messages, const std::vector<std::string>& sources,
                const search::Query& query) {
  if (query.kind == search::Query::Kind::kPhrase) note_field(messages, query.phrase);
  if (query.kind == search::Query::Kind::kField) note_source(messages, sources, query.field);
  for (const search::Query& child : query.children) note_slips(messages, sources, child);
}

}  // namespace

void note_likely_slips(const Messages& messages, const store::Archive& archive,
                       std::string_view query) {
  note_slips(messages, archive.source_names(), search::parse(query));
}

}  // namespace jianbao::cli
