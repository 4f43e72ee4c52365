#include <algorithm>
#include <cmath>

#include "extract/features.h"

namespace jianbao::extract {
namespace {

bool ends_sentence(const Block& block) {
  switch (block.entry->last_character) {
    case U'.':
    case U'!':
    case U'?':
    case U'。':
    case U'！':
    case U'？':
    case U'”':
    case U'"':
    case U'»':
    case U'」':
    case U'』':
    case U'…':
    case U'।':
    case U'۔':
    case U'؟':
    case U')':
    case U'）':
    case U'’':
      return true;
    default:
      return false;
  }
}

float log_length(float columns) {
  return std::min(std::log2(1 + columns), 10.0F) / 10;
}

constexpr OwnFeature kFeatures[] = {
    {"bias", 0.11F, [](const Block& /*b*/) { return 1.0F; }},
    {"length", 0.68F, [](const Block& b) { return log_length(b.length()); }},
    {"shorter than 25", -0.34F, [](const Block& b) { return flag(b.length() < 25); }},
    {"25 to 80", -0.13F, [](const Block& b) { return flag(b.length() >= 25 && b.length() < 80); }},
    {"longer than 200", 0.45F, [](const Block& b) { return flag(b.length() > 200); }},
    {"commas", 0.53F,
     [](const Block& b) { return std::min(static_cast<float>(b.entry->own_commas), 5.0F) / 5; }},
    {"ends a sentence", 0.70F, [](const Block& b) { return flag(ends_sentence(b)); }},
    {"ends in a colon", 0.01F,
     [](const Block& b) {
       return flag(b.entry->last_character == ':' || b.entry->last_character == U'：');
     }},
    {"link density", -1.23F, [](const Block& b) { return b.link_density(); }},
    {"half linked", -0.89F, [](const Block& b) { return flag(b.link_density() > 0.5); }},
    {"all linked", 0.40F, [](const Block& b) { return flag(b.link_density() > 0.9); }},
    {"italic", -1.62F,
     [](const Block& b) { return static_cast<float>(b.entry->own_italic) / b.length(); }},
    {"bold", -0.34F,
     [](const Block& b) { return static_cast<float>(b.entry->own_bold) / b.length(); }},
    {"digits", -0.63F,
     [](const Block& b) {
       return std::min(1.0F, 3.0F * static_cast<float>(b.entry->own_digits) / b.length());
     }},
    {"line breaks", -0.15F,
     [](const Block& b) { return std::min(static_cast<float>(b.entry->line_breaks), 6.0F) / 6; }},
    {"<p>", 0.25F, [](const Block& b) { return flag(b.is(GUMBO_TAG_P)); }},
    {"heading", -0.09F, [](const Block& b) { return flag(b.is_heading()); }},
    {"h1", -0.73F, [](const Block& b) { return flag(b.is(GUMBO_TAG_H1)); }},
    {"<li>", 0.80F, [](const Block& b) { return flag(b.is(GUMBO_TAG_LI)); }},
    {"cell", 0.61F, [](const Block& b) { return flag(b.is(GUMBO_TAG_TD) || b.is(GUMBO_TAG_TH)); }},
    {"<div>", -0.73F,
     [](const Block& b) { return flag(b.is(GUMBO_TAG_DIV) || b.is(GUMBO_TAG_SECTION)); }},
    {"figcaption", -0.12F, [](const Block& b) { return flag(b.is(GUMBO_TAG_FIGCAPTION)); }},
    {"quote or pre", 0.13F,
     [](const Block& b) { return flag(b.is(GUMBO_TAG_BLOCKQUOTE) || b.is(GUMBO_TAG_PRE)); }},
    {"in article", 0.08F, [](const Block& b) { return flag(any(b.places, kInArticle)); }},
    {"in main", 0.35F, [](const Block& b) { return flag(any(b.places, kInMain)); }},
    {"in header", -0.71F, [](const Block& b) { return flag(any(b.places, kInHeader)); }},
    {"in footer", -1.41F, [](const Block& b) { return flag(any(b.places, kInFooter)); }},
    {"in nav", -0.13F, [](const Block& b) { return flag(any(b.places, kInNav)); }},
    {"in aside", -1.72F, [](const Block& b) { return flag(any(b.places, kInAside)); }},
    {"in form", -0.62F, [](const Block& b) { return flag(any(b.places, kInForm)); }},
    {"in figure", -0.24F, [](const Block& b) { return flag(any(b.places, kInFigure)); }},
    {"in table", 0.77F, [](const Block& b) { return flag(any(b.places, kInTable)); }},
    {"in list", 0.48F, [](const Block& b) { return flag(any(b.places, kInList)); }},
    {"in quote", 0.32F, [](const Block& b) { return flag(any(b.places, kInQuote)); }},
    {"names: comments", 0.04F, [](const Block& b) { return flag(any(b.names, kNamedComments)); }},
    {"names: related", -0.18F, [](const Block& b) { return flag(any(b.names, kNamedRelated)); }},
    {"names: teaser", -0.45F, [](const Block& b) { return flag(any(b.names, kNamedTeaser)); }},
    {"names: share", -0.75F, [](const Block& b) { return flag(any(b.names, kNamedShare)); }},
    {"names: subscribe", -0.56F,
     [](const Block& b) { return flag(any(b.names, kNamedSubscribe)); }},
    {"names: advert", -0.43F, [](const Block& b) { return flag(any(b.names, kNamedAdvert)); }},
    {"names: byline", -0.95F, [](const Block& b) { return flag(any(b.names, kNamedByline)); }},
    {"names: caption", -0.31F, [](const Block& b) { return flag(any(b.names, kNamedCaption)); }},
    {"names: media", -0.21F, [](const Block& b) { return flag(any(b.names, kNamedMedia)); }},
    {"names: nav", 0.59F, [](const Block& b) { return flag(any(b.names, kNamedNav)); }},
    {"names: tags", 0.19F, [](const Block& b) { return flag(any(b.names, kNamedTags)); }},
    {"names: footer", -1.12F, [](const Block& b) { return flag(any(b.names, kNamedFooter)); }},
    {"names: header", -0.11F, [](const Block& b) { return flag(any(b.names, kNamedHeader)); }},
    {"names: side", 0.07F, [](const Block& b) { return flag(any(b.names, kNamedSide)); }},
    {"names: dialog", 0.02F, [](const Block& b) { return flag(any(b.names, kNamedDialog)); }},
    {"names: form", -0.87F, [](const Block& b) { return flag(any(b.names, kNamedForm)); }},
    {"names: box", -0.61F, [](const Block& b) { return flag(any(b.names, kNamedBox)); }},
    {"names: hidden", -0.68F, [](const Block& b) { return flag(any(b.names, kNamedHidden)); }},
    {"names: body", 0.16F, [](const Block& b) { return flag(any(b.names, kNamedBody)); }},
    {"names: content", -0.37F, [](const Block& b) { return flag(any(b.names, kNamedContent)); }},
    {"names: lead", -0.20F, [](const Block& b) { return flag(any(b.names, kNamedLead)); }},
    {"names: title", -0.24F, [](const Block& b) { return flag(any(b.names, kNamedTitle)); }},
    {"names: text", 0.02F, [](const Block& b) { return flag(any(b.names, kNamedText)); }},
    {"own names: bad", -1.05F, [](const Block& b) { return flag(any(b.own_names, kBadNames)); }},
    {"own names: teaser", 0.47F,
     [](const Block& b) { return flag(any(b.own_names, kNamedTeaser)); }},
    {"own names: media", -0.37F,
     [](const Block& b) { return flag(any(b.own_names, kNamedMedia)); }},
    {"own names: byline", -1.29F,
     [](const Block& b) { return flag(any(b.own_names, kNamedByline)); }},
    {"own names: caption", -0.30F,
     [](const Block& b) { return flag(any(b.own_names, kNamedCaption)); }},
    {"own names: title", -0.15F,
     [](const Block& b) { return flag(any(b.own_names, kNamedTitle)); }},
    {"own names: lead", -0.87F, [](const Block& b) { return flag(any(b.own_names, kNamedLead)); }},
    {"own names: body", 0.46F, [](const Block& b) { return flag(any(b.own_names, kNamedBody)); }},
    {"cue: boilerplate", -0.81F, [](const Block& b) { return flag(b.cue == Cue::kBoilerplate); }},
    {"cue: read more", -1.21F, [](const Block& b) { return flag(b.cue == Cue::kReadMore); }},
    {"cue: credit", -0.76F, [](const Block& b) { return flag(b.cue == Cue::kCredit); }},
    {"under read more", 0.04F,
     [](const Block& b) { return flag(b.heading_cue == Cue::kReadMore); }},
    {"under boilerplate", -0.59F,
     [](const Block& b) { return flag(b.heading_cue == Cue::kBoilerplate); }},
    {"is title", 0.11F, [](const Block& b) { return flag(b.is_title); }},
    {"is description", 0.60F, [](const Block& b) { return flag(b.is_description); }},
    {"in JSON-LD's body", -0.03F, [](const Block& b) { return flag(b.in_body); }},
    {"not in JSON-LD's body", -0.69F, [](const Block& b) { return flag(b.not_in_body); }},
    {"in description", 1.03F, [](const Block& b) { return flag(b.in_description); }},
    {"first text", 1.01F, [](const Block& b) { return flag(b.is_first_text); }},
    {"by a picture", -1.09F, [](const Block& b) { return flag(b.by_picture); }},
    {"own picture", -0.65F, [](const Block& b) { return flag(b.entry->pictures > 0); }},
    {"capitalised words", -0.90F,
     [](const Block& b) {
       return static_cast<float>(b.entry->capitalised) /
              static_cast<float>(std::max(b.entry->own_words, 1U));
     }},
    {"ends in a link", -0.31F, [](const Block& b) { return flag(b.entry->ends_in_link); }},
    {"is repeated", -0.60F, [](const Block& b) { return flag(b.is_repeated); }},
    {"before title", -1.45F, [](const Block& b) { return flag(b.before_title); }},
    {"after title", 0.40F, [](const Block& b) { return flag(b.after_title); }},
    {"position", -1.78F, [](const Block& b) { return b.position; }},
    {"last 15%", -0.28F, [](const Block& b) { return flag(b.position > 0.85); }},
    {"first 5%", -0.43F, [](const Block& b) { return flag(b.position < 0.05); }},
    {"parent's link density", -1.08F,
     [](const Block& b) { return static_cast<float>(b.parent->link_density()); }},
    {"blocks in parent", 0.86F,
     [](const Block& b) { return std::min(static_cast<float>(b.parent->blocks), 20.0F) / 20; }},
    {"mean length in parent", 0.74F,
     [](const Block& b) {
       return log_length(static_cast<float>(b.parent->length) /
                         static_cast<float>(std::max(b.parent->blocks, 1U)));
     }},
    {"commas in parent", 0.52F,
     [](const Block& b) { return std::min(static_cast<float>(b.parent->commas), 20.0F) / 20; }},
};

}  // namespace

std::span<const OwnFeature> own_features() {
  return kFeatures;
}

}  // namespace jianbao::extract
