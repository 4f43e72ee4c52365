#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace jianbao::extract {

/// An element that was weighed as the main content.
struct Candidate {
  std::string element;         ///< "article > div#story.body"
  std::string pass;            ///< the step that weighed it: "strict", "site rule", "JSON-LD" …
  double score = 0;            ///< comparable within one pass
  std::size_t characters = 0;  ///< of the text it gives or holds
  bool chosen = false;
  std::string excerpt;  ///< how its text begins, on one line; at most kMaxExcerpt bytes

  static constexpr std::size_t kMaxExcerpt = 240;
};

/// Where one field of a page was read.
struct FieldSource {
  std::string field;   ///< "title", "authors", "published" …
  std::string source;  ///< "JSON-LD headline", "meta og:title", "site rule" …
  std::string value;   ///< as it stood there, on one line; long ones are cut
};

/// Why a page was read the way it was, for `extract --explain`.
struct Explanation {
  std::string rule;                   ///< the site rule's file; empty: none for this host
  std::vector<Candidate> candidates;  ///< the best ones, best first; at most kMaxCandidates
  std::vector<FieldSource> fields;    ///< of every field that was found
  std::vector<std::string> notes;     ///< "the content selector matched nothing" …

  static constexpr std::size_t kMaxCandidates = 10;
};

}  // namespace jianbao::extract
