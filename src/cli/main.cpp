#include <unistd.h>

#include <string>
#include <vector>

#include "cli/program.h"
#include "cli/signals.h"

int main(int argc, char** argv) {
  jianbao::cli::reserve_standard_streams();
  jianbao::cli::prefer_errors_to_signals();
  const jianbao::cli::Environment environment(environ);
  const std::vector<std::string> arguments(argc > 0 ? argv + 1 : argv, argv + argc);
  return static_cast<int>(jianbao::cli::run_program(arguments, environment));
}
