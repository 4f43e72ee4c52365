#pragma once

#include <string>

#include "jianbao/store/records.h"

namespace jianbao::app {

/// The body with which an article that came from no file is written as an article file: a feed
/// entry's own content, else its summary; for a page, and where the kept entry cannot be read any
/// more, its date, image and paragraphs in the layout of the seed.
std::string article_html(const store::StoredArticle& found, const store::StoredCapture& capture);

}  // namespace jianbao::app
