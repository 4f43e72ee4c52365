#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "support/fixture.h"
#include "support/process.h"

namespace jianbao::test {

/// The real program in a folder of its own, which is its home and where it runs, with an
/// environment that holds nothing else.
class Sandbox {
 public:
  Sandbox();

  ProcessOptions options;  ///< of the runs to come

  ProcessResult operator()(const std::vector<std::string>& arguments) const;
  Process start(const std::vector<std::string>& arguments) const {
    return Process(JIANBAO_BINARY, arguments, options);
  }

  /// A path inside.
  std::string operator/(std::string_view name) const { return folder_ / name; }
  void write(const std::string& name, std::string_view bytes) const {
    write_file(folder_ / name, bytes);
  }
  std::string read(const std::string& name) const { return read_file(folder_ / name); }
  /// Names of what lies in a folder inside, hidden ones too, sorted.
  std::vector<std::string> names(const std::string& folder = ".") const;

  /// An article file with one paragraph.
  void write_article(const std::string& name, std::int64_t header_ms, const std::string& title,
                     const std::string& text) const;
  /// Four articles of two sources, ingested.
  void fill_archive() const;

 private:
  TempDir folder_;
};

/// Text as JSON; fails the test if it is none.
nlohmann::json parse_json(const std::string& text);

/// Its lines, without their ends.
std::vector<std::string> lines(const std::string& text);

/// An HTML page with an article of several paragraphs, so that its main content is beyond doubt.
std::string news_page(const std::string& title, const std::string& first_paragraph);

}  // namespace jianbao::test
