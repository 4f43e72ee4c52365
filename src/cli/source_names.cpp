#include "cli/source_names.h"

#include <algorithm>

#include "cli/spelling.h"
#include "jianbao/store/archive.h"

namespace jianbao::cli {

void note_unknown_sources(const Messages& messages, const store::Archive& archive,
                          const std::vector<std::string>& named) {
  if (named.empty()) return;
  const std::vector<std::string> known = archive.source_names();
  for (const std::string& name : named) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string hint = suggestion(name, known);
    messages.note("no source is called " + name + "; " +
                  (hint.empty() ? "`jianbao stats` lists them" : hint));
  }
}

}  // namespace jianbao::cli
