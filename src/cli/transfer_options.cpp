#include "cli/transfer_options.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/options.h"
#include "jianbao/core/error.h"

namespace jianbao::cli {

void add_transfer_options(CLI::App& command, GivenSettings& given) {
  add_setting(command, "pause", given, "SECONDS",
              "between two transfers from one host: 1 unless given; 0, 0.5, 500ms");
  add_setting(command, "timeout", given, "SECONDS",
              "give a document up that is not whole after this: 30 unless given; 90s, 5m");
  add_setting(command, "user-agent", given, "TEXT", "what to call ourselves to servers");
  add_setting(
      command, "proxy", given, "URL",
      "fetch through this proxy what has none of its own, such as socks5h://127.0.0.1:7890");
  add_setting(command, "netrc", given, "FILE", "user names and passwords for the hosts it names");
  add_setting_flag(command, "allow-private", given,
                   "follow links and redirects to addresses of a private network");
}

app::Transfers transfers_of(const Settings& settings) {
  const std::string& netrc = settings.netrc();
  if (!netrc.empty() && ::access(netrc.c_str(), R_OK) != 0) {
    throw Error(ErrorKind::kConfig, netrc, std::strerror(errno),
                "name another .netrc with --netrc, or none");
  }
  return {.user_agent = settings.user_agent(),
          .jobs = settings.jobs(),
          .pause = settings.pause(),
          .timeout = settings.timeout(),
          .allow_private = settings.allow_private(),
          .proxy = settings.proxy(),
          .netrc_file = netrc};
}

}  // namespace jianbao::cli
