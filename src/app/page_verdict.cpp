#include "app/page_verdict.h"

#include <fmt/format.h>

#include "app/landing.h"
#include "app/page_signs.h"
#include "app/text_weight.h"
#include "jianbao/text/tokenizer.h"

namespace jianbao::app {
namespace {

/// A login or error page does not say as much, whatever its address.
constexpr std::size_t kLong = 300;
constexpr std::size_t kFlash = 60;

/// With a place for what was wanted.
constexpr const char* kFront = "led to the site's front page: {} is gone or has moved";
constexpr const char* kLogin =
    "a login page in place of {}; a header of your own (feed set --header) can carry a session";
constexpr const char* kMissing = "the site says that {} is not there, with a success's status";
constexpr const char* kScript = "hardly any text: the page seems to need JavaScript";
constexpr const char* kLess = "less text than the feed itself has";
constexpr const char* kConsent =
    "a question about cookies in place of {}; a header of your own (feed set --header) can carry "
    "the answer";
constexpr const char* kPaywall = "only a note that {} is for subscribers";

/// True if the page's title says that this is the feed's item.
bool is_titled_as_item(const PageFacts& facts) {
  constexpr std::size_t kTelling = 6;
  return text_weight(facts.item_title, kTelling) >= kTelling &&
         text::fold_text(facts.title).find(text::fold_text(facts.item_title)) != std::string::npos;
}

const char* why_not_by_address(const PageFacts& facts) {
  const auto weighs_less = [&](std::size_t most) { return text_weight(facts.text, most) < most; };
  switch (landing_of(facts.asked_url, facts.final_url)) {
    case Landing::kAsked:
      return nullptr;
    case Landing::kConsent:
      return kConsent;
    case Landing::kFront:
      return is_titled_as_item(facts) ? nullptr : kFront;
    case Landing::kLogin:
      return weighs_less(kLong) ? kLogin : nullptr;
    case Landing::kPass:
      return weighs_less(kFlash) ? kLogin : nullptr;
    case Landing::kMissing:
      return weighs_less(kLong) ? kMissing : nullptr;
  }
  return nullptr;
}

const char* why_not_by_words(const PageFacts& facts) {
  const auto stand_in = stand_in_of(facts);
  if (!stand_in) return nullptr;
  switch (*stand_in) {
    case StandIn::kLogin:
      return kLogin;
    case StandIn::kMissing:
      return kMissing;
    case StandIn::kScript:
      return kScript;
    case StandIn::kConsent:
      return kConsent;
    case StandIn::kPaywall:
      return kPaywall;
  }
  return nullptr;
}

const char* why_too_little(const PageFacts& facts) {
  constexpr std::size_t kShell = 12;
  const std::size_t weight = text_weight(facts.text, kFlash);
  if (weight < kShell) return kScript;
  const bool feed_says_more = weight < kFlash && text_weight(facts.item_text) > 2 * weight;
  return feed_says_more ? kLess : nullptr;
}

std::optional<std::string> why_not(const PageFacts& facts, std::string_view wanted) {
  for (const auto judge : {why_not_by_address, why_not_by_words, why_too_little}) {
    if (const char* why = judge(facts)) return fmt::format(fmt::runtime(why), wanted);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> why_no_article(const PageFacts& facts) {
  if (facts.status < 200 || facts.status > 299) {
    return "the site answered with status " + std::to_string(facts.status);
  }
  return why_not(facts, "the article");
}

std::optional<std::string> why_no_feed(const PageFacts& facts) {
  return why_not(facts, "the feed");
}

}  // namespace jianbao::app
