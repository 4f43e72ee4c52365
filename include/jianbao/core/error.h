#pragma once

#include <stdexcept>
#include <string>

namespace jianbao {

/// What kind of "cannot do this" it is; decides the exit status and nothing else.
enum class ErrorKind {
  kUsage,    ///< the request makes no sense: malformed query, unknown ID, bad option value
  kInput,    ///< a file, page or feed cannot be read as what it claims to be
  kLimit,    ///< a bound of core/limits.h was reached
  kNetwork,  ///< a transfer failed
  kStorage,  ///< the archive, the disk or an output file
  kBusy,     ///< another process holds the archive
  kConfig,   ///< the configuration
};

/// The one exception type of jianbao.  what() reads "subject: problem" or "subject: problem; hint":
/// a single line that names the thing, says what is wrong with it and, where it helps, what to do.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, std::string subject, const std::string& problem,
        const std::string& hint = {});

  ErrorKind kind() const noexcept { return kind_; }
  /// The file, URL, option or query that the error is about.
  const std::string& subject() const noexcept { return subject_; }

 private:
  ErrorKind kind_;
  std::string subject_;
};

}  // namespace jianbao
