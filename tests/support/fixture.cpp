#include "support/fixture.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace jianbao::test {

namespace fs = std::filesystem;

TempDir::TempDir() {
  std::string name = (fs::temp_directory_path() / "jianbao-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp: " + name);
  path_ = name;
}

TempDir::~TempDir() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void write_file(const fs::path& file, std::string_view bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

std::optional<fs::path> shared_input() {
  const char* named = std::getenv("JIANBAO_SHARED");
  fs::path folder =
      named != nullptr ? fs::path(named) : fs::path(JIANBAO_SOURCE_DIR).parent_path() / "shared";
  if (fs::is_directory(folder)) return folder;
  return std::nullopt;
}

void skip(std::string_view reason) {
  std::cout << "SKIPPED: " << reason << std::endl;
}

}  // namespace jianbao::test
