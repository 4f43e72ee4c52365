#pragma once

#include "jianbao/app/transfers.h"
#include "jianbao/fetch/downloader.h"

namespace jianbao::app {

/// What is asked for where a feed is expected, and where a page is.
inline constexpr const char* kAcceptFeed =
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/html;q=0.9, */*;q=0.5";
inline constexpr const char* kAcceptPage = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5";

fetch::DownloaderOptions downloader_options(const Transfers& transfers, const Limits& limits);

}  // namespace jianbao::app
