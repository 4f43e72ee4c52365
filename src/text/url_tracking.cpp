#include <algorithm>
#include <array>
#include <iterator>

#include "jianbao/text/ascii.h"
#include "text/url_parts.h"

namespace jianbao::text {

namespace {

// Only names that belong to one tracking system.  Words that sites use for content too (source,
// ref, from, id, share, campaign_id, icid) must never stand here: two articles would become one.
// In byte order, lower case, for binary search.
constexpr std::string_view kTracking[] = {
    "__hsfp",  // HubSpot
    "__hssc",
    "__hstc",
    "__readwiselocation",
    "__s",  // Drip
    "__twitter_impression",
    "_bhlid",  // Beehiiv
    "_branch_match_id",
    "_branch_referrer",
    "_ga",  // Google Analytics across domains
    "_gl",
    "_hsenc",
    "_hsmi",
    "_ke",  // Klaviyo
    "_openstat",
    "action_object_map",  // Facebook
    "action_ref_map",
    "action_type_map",
    "at_campaign",  // AT Internet (BBC feeds)
    "at_custom1",
    "at_custom2",
    "at_custom3",
    "at_custom4",
    "at_medium",
    "ck_subscriber_id",  // ConvertKit
    "cmpid",
    "dclid",  // Google Ads
    "dm_i",   // Dotdigital
    "ef_id",  // Adobe
    "epik",   // Pinterest
    "fb_action_ids",
    "fb_action_types",
    "fb_comment_id",
    "fb_ref",
    "fb_source",
    "fbclid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "guce_referrer",  // Yahoo
    "guce_referrer_sig",
    "hmb_campaign",  // Humble
    "hmb_medium",
    "hmb_source",
    "hsctatracking",
    "igsh",  // Instagram
    "igshid",
    "isappinstalled",  // WeChat
    "itm_campaign",
    "itm_medium",
    "itm_source",
    "li_fat_id",  // LinkedIn
    "mc_cid",     // Mailchimp
    "mc_eid",
    "mc_tc",
    "mkt_tok",        // Marketo
    "ml_subscriber",  // MailerLite
    "ml_subscriber_hash",
    "msclkid",      // Microsoft
    "ns_campaign",  // comScore (BBC)
    "ns_fee",
    "ns_linkname",
    "ns_mchannel",
    "ns_source",
    "nsukey",       // WeChat
    "oly_anon_id",  // Omeda Olytics
    "oly_enc_id",
    "pk_campaign",  // Piwik
    "pk_content",
    "pk_keyword",
    "pk_kwd",
    "pk_medium",
    "pk_source",
    "rb_clickid",
    "rdt_cid",  // Reddit
    "ref_src",  // Twitter
    "ref_url",
    "s_cid",  // Adobe
    "s_kwcid",
    "sc_cid",
    "smid",  // New York Times
    "smtyp",
    "spm",          // Alibaba
    "spm_id_from",  // Bilibili
    "sr_share",
    "srsltid",  // Google
    "ttclid",   // TikTok
    "twclid",
    "vd_source",  // Bilibili
    "vero_conv",
    "vero_id",
    "wbraid",
    "wickedid",
    "wprov",     // Wikipedia
    "wt.mc_id",  // Webtrends
    "wt_mc",
    "xtor",   // AT Internet
    "yclid",  // Yandex
    "ysclid",
};

constexpr bool in_byte_order() {
  for (std::size_t i = 1; i < std::size(kTracking); ++i) {
    if (!(kTracking[i - 1] < kTracking[i])) return false;
  }
  return true;
}
static_assert(in_byte_order());

constexpr std::string_view kPrefixes[] = {"utm_", "mtm_", "hsa_"};
constexpr std::size_t kLongestName = 32;

}  // namespace

bool is_tracking_parameter(std::string_view name) {
  std::array<char, kLongestName> buffer;
  const std::size_t size = std::min(name.size(), buffer.size());
  std::transform(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(size), buffer.begin(),
                 ascii_lower);
  const std::string_view lower(buffer.data(), size);
  for (const std::string_view prefix : kPrefixes) {
    if (lower.substr(0, prefix.size()) == prefix) return true;
  }
  return size == name.size() &&
         std::binary_search(std::begin(kTracking), std::end(kTracking), lower);
}

}  // namespace jianbao::text
