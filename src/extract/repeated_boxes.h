#pragma once

#include <string_view>
#include <vector>

#include "extract/content_blocks.h"

namespace jianbao::extract {

/// Lets the entries of a live blog, a chronicle or a list of questions share one fate.  They are at
/// least three boxes of one kind beside each other, each with a heading or the time before its
/// text.  Where most of their text is content, the same part of each becomes as likely as their
/// mean, and headings and times as likely as all of it: an entry far down the page is as much the
/// article as the first, and what it says needs its time.  Boxes inside such boxes come first.
void settle_repeated_boxes(const std::vector<OutlineEntry>& entries,
                           const std::vector<Block>& blocks, std::vector<float>& likely);

/// Makes boxes unlikely that announce other pages of the site: at least three of one kind beside
/// each other, each a linked title with a summary, however well written that is.  Links elsewhere
/// are what an article recommends.  A page with little else, a front page, is left alone.
/// @param page_url  may be empty: every link then counts as one within the site
void settle_announcements(const std::vector<OutlineEntry>& entries,
                          const std::vector<Block>& blocks, std::string_view page_url,
                          std::vector<float>& likely);

}  // namespace jianbao::extract
