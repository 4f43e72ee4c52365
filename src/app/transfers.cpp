#include "app/transfers.h"

namespace jianbao::app {

fetch::DownloaderOptions downloader_options(const Transfers& transfers, const Limits& limits) {
  fetch::DownloaderOptions options;
  options.user_agent = transfers.user_agent;
  options.jobs = transfers.jobs;
  options.pause = transfers.pause;
  options.allow_private = transfers.allow_private;
  options.proxy = transfers.proxy;
  options.netrc_file = transfers.netrc_file;
  options.limits = limits;
  options.limits.total_timeout = transfers.timeout.value_or(limits.total_timeout);
  return options;
}

}  // namespace jianbao::app
