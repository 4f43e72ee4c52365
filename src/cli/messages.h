#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jianbao::cli {

enum class Verbosity { kQuiet, kNormal, kVerbose };

/// What the program says on stderr.  Every line is one write, so lines of two processes that share
/// a log do not mix; all of it is made safe for a terminal, and passwords in URLs are hidden.
class Messages {
 public:
  explicit Messages(Verbosity verbosity) : verbosity_(verbosity) {}

  /// "jianbao: LINE", also when quiet.
  void error(std::string_view line) const;
  /// A remark for the person who waits; not when quiet.
  void note(std::string_view line) const;
  /// Only when verbose.
  void detail(std::string_view line) const;
  /// Text of our own making as it stands: no prefix, nothing cleaned.
  void raw(std::string_view text) const;

  bool quiet() const { return verbosity_ == Verbosity::kQuiet; }

 private:
  Verbosity verbosity_;
};

/// "1 article", "2 articles"; "2 addresses" with the plural's own end.
std::string counted(std::int64_t number, std::string_view noun, std::string_view plural = "s");

}  // namespace jianbao::cli
