#pragma once

#include <gumbo.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace jianbao::extract {

/// What the names that an author gave an element (class, id, role) say of its content, as bits.
enum NameSign : std::uint32_t {
  kNamedComments = 1U << 0U,
  kNamedRelated = 1U << 1U,    ///< other articles: related, most read, teasers
  kNamedShare = 1U << 2U,      ///< buttons for sharing and following
  kNamedSubscribe = 1U << 3U,  ///< newsletters, paywalls, donations
  kNamedAdvert = 1U << 4U,
  kNamedByline = 1U << 5U,   ///< author, date, meta line
  kNamedCaption = 1U << 6U,  ///< captions and credits of pictures
  kNamedMedia = 1U << 7U,    ///< galleries, players, pictures
  kNamedNav = 1U << 8U,
  kNamedTags = 1U << 9U,  ///< topics, categories
  kNamedFooter = 1U << 10U,
  kNamedHeader = 1U << 11U,
  kNamedSide = 1U << 12U,     ///< sidebars, widgets
  kNamedDialog = 1U << 13U,   ///< cookie notes, pop-ups, alerts
  kNamedForm = 1U << 14U,     ///< search, polls, ratings
  kNamedBox = 1U << 15U,      ///< fact boxes, pull quotes
  kNamedHidden = 1U << 16U,   ///< is not shown
  kNamedBody = 1U << 17U,     ///< the body of an article, beyond doubt
  kNamedContent = 1U << 18U,  ///< perhaps: content, article, story
  kNamedLead = 1U << 19U,     ///< lead, standfirst, summary
  kNamedTitle = 1U << 20U,
  kNamedText = 1U << 21U,  ///< text, paragraph
  kIsHidden = 1U << 22U,   ///< says by attribute or style that it is not shown
  kIsCommentList = 1U << 23U,
  kIsDialog = 1U << 25U,     ///< cookie notes and boxes over the page
  kNamedTeaser = 1U << 24U,  ///< perhaps other articles: cards, lists, "more"
};

/// Reads names.  Pages repeat them, so each is looked at once.
class NameReader {
 public:
  std::uint32_t signs(const GumboNode& element);
  void clear() { known_.clear(); }

 private:
  std::uint32_t signs_of(std::string_view names);

  std::unordered_map<std::string_view, std::uint32_t> known_;
  std::string lower_;
};

/// True if the element says that it is not shown.
bool is_hidden(const GumboNode& element);

}  // namespace jianbao::extract
