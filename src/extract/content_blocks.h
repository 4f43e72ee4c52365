#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/block_cues.h"
#include "extract/page_outline.h"

namespace jianbao::extract {

/// What is known of a page before its body is read.
struct PageHints {
  std::string_view title;
  std::string_view description;  ///< og:description and its kin, a line each: the lead, often
  std::string_view body;         ///< JSON-LD's articleBody
  std::string_view url{};        ///< the page's own; empty if unknown
  std::span<const std::string> authors{};
};

/// Elements around a block, as bits.
enum Place : std::uint32_t {
  kInArticle = 1U << 0U,
  kInMain = 1U << 1U,
  kInHeader = 1U << 2U,
  kInFooter = 1U << 3U,
  kInNav = 1U << 4U,
  kInAside = 1U << 5U,
  kInForm = 1U << 6U,
  kInFigure = 1U << 7U,
  kInTable = 1U << 8U,
  kInList = 1U << 9U,
  kInQuote = 1U << 10U,
  kInLinkedBox = 1U << 11U,  ///< the whole block stands inside one link
};

/// An element with words of its own: the unit that is kept or left out.
struct Block {
  std::uint32_t index = 0;  ///< in the outline
  const OutlineEntry* entry = nullptr;
  const OutlineEntry* parent = nullptr;
  std::uint32_t own_names = 0;  ///< of itself and its parent
  std::uint32_t names = 0;      ///< of all around it that is less than half of the page's text
  std::uint32_t places = 0;
  Cue cue = Cue::kNone;
  Cue heading_cue = Cue::kNone;    ///< of the heading above it, in the same box
  bool is_title = false;           ///< repeats the title
  bool is_description = false;     ///< begins like a description
  bool in_description = false;     ///< begins, or goes on, like something in a description
  bool in_body = false;            ///< begins like something in JSON-LD's body
  bool not_in_body = false;        ///< does not, though that body is long
  bool is_repeated = false;        ///< its text stood on the page before
  bool repeats_other_box = false;  ///< and did so under other tags or names
  bool is_first_text = false;      ///< the first of some length after the title
  bool by_picture = false;         ///< shares a small box with a picture
  bool before_title = false;       ///< the title comes later
  bool after_title = false;
  float position = 0;           ///< share of the page's text before it
  std::uint32_t signature = 0;  ///< the same for elements of the same tag and names

  float length() const { return static_cast<float>(entry->own_length); }
  float link_density() const {
    return static_cast<float>(entry->own_link_length) / static_cast<float>(entry->own_length);
  }
  bool is(GumboTag tag) const { return entry->tag == tag; }
  bool is_heading() const { return entry->tag >= GUMBO_TAG_H1 && entry->tag <= GUMBO_TAG_H6; }
};

/// The blocks of a page in document order.
std::vector<Block> content_blocks(const std::vector<OutlineEntry>& entries, const PageHints& hints);

}  // namespace jianbao::extract
