#include "jianbao/core/error.h"

#include <utility>

namespace jianbao {

namespace {

std::string message(const std::string& subject, const std::string& problem,
                    const std::string& hint) {
  std::string text = subject.empty() ? problem : subject + ": " + problem;
  if (!hint.empty()) text += "; " + hint;
  return text;
}

}  // namespace

Error::Error(ErrorKind kind, std::string subject, const std::string& problem,
             const std::string& hint)
    : std::runtime_error(message(subject, problem, hint)),
      kind_(kind),
      subject_(std::move(subject)) {}

}  // namespace jianbao
