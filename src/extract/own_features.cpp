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
    {"bias", 1.16F, [](const Block& /*b*/) { return 1.0F; }},
    {"length", 0.36F, [](const Block& b) { return log_length(b.length()); }},
    {"shorter than 25", -0.44F, [](const Block& b) { return flag(b.length() < 25); }},
    {"25 to 80", -0.48F, [](const Block& b) { return flag(b.length() >= 25 && b.length() < 80); }},
    {"longer than 200", 0.52F, [](const Block& b) { return flag(b.length() > 200); }},
    {"commas", 0.57F,
     [](const Block& b) { return std::min(static_cast<float>(b.entry->own_commas), 5.0F) / 5; }},
    {"ends a sentence", 0.82F, [](const Block& b) { return flag(ends_sentence(b)); }},
    {"ends in a colon", -0.05F,
     [](const Block& b) {
       return flag(b.entry->last_character == ':' || b.entry->last_character == U'：');
     }},
    {"link density", -1.58F, [](const Block& b) { return b.link_density(); }},
    {"half linked", -0.57F, [](const Block& b) { return flag(b.link_density() > 0.5); }},
    {"all linked", 0.23F, [](const Block& b) { return flag(b.link_density() > 0.9); }},
    {"italic", -1.84F,
     [](const Block& b) { return static_cast<float>(b.entry->own_italic) / b.length(); }},
    {"bold", -0.52F,
     [](const Block& b) { return static_cast<float>(b.entry->own_bold) / b.length(); }},
    {"digits", -0.25F,
     [](const Block& b) {
       return std::min(1.0F, 3.0F * static_cast<float>(b.entry->own_digits) / b.length());
     }},
    {"line breaks", 0.14F,
     [](const Block& b) { return std::min(static_cast<float>(b.entry->line_breaks), 6.0F) / 6; }},
    {"<p>", 0.38F, [](const Block& b) { return flag(b.is(GUMBO_TAG_P)); }},
    {"heading", 0.11F, [](const Block& b) { return flag(b.is_heading()); }},
    {"h1", -0.75F, [](const Block& b) { return flag(b.is(GUMBO_TAG_H1)); }},
    {"<li>", 0.85F, [](const Block& b) { return flag(b.is(GUMBO_TAG_LI)); }},
    {"cell", 0.23F, [](const Block& b) { return flag(b.is(GUMBO_TAG_TD) || b.is(GUMBO_TAG_TH)); }},
    {"<div>", -0.91F,
     [](const Block& b) { return flag(b.is(GUMBO_TAG_DIV) || b.is(GUMBO_TAG_SECTION)); }},
    {"figcaption", -0.73F, [](const Block& b) { return flag(b.is(GUMBO_TAG_FIGCAPTION)); }},
    {"quote or pre", 0.26F,
     [](const Block& b) { return flag(b.is(GUMBO_TAG_BLOCKQUOTE) || b.is(GUMBO_TAG_PRE)); }},
    {"in article", -0.08F, [](const Block& b) { return flag(any(b.places, kInArticle)); }},
    {"in main", 0.36F, [](const Block& b) { return flag(any(b.places, kInMain)); }},
    {"in header", -0.98F, [](const Block& b) { return flag(any(b.places, kInHeader)); }},
    {"in footer", -1.52F, [](const Block& b) { return flag(any(b.places, kInFooter)); }},
    {"in nav", -0.20F, [](const Block& b) { return flag(any(b.places, kInNav)); }},
    {"in aside", -2.03F, [](const Block& b) { return flag(any(b.places, kInAside)); }},
    {"in form", -0.71F, [](const Block& b) { return flag(any(b.places, kInForm)); }},
    {"in figure", -0.87F, [](const Block& b) { return flag(any(b.places, kInFigure)); }},
    {"in table", 1.01F, [](const Block& b) { return flag(any(b.places, kInTable)); }},
    {"in list", 0.28F, [](const Block& b) { return flag(any(b.places, kInList)); }},
    {"in quote", 0.25F, [](const Block& b) { return flag(any(b.places, kInQuote)); }},
    {"names: comments", 0.11F, [](const Block& b) { return flag(any(b.names, kNamedComments)); }},
    {"names: related", -0.47F, [](const Block& b) { return flag(any(b.names, kNamedRelated)); }},
    {"names: teaser", -0.51F, [](const Block& b) { return flag(any(b.names, kNamedTeaser)); }},
    {"names: share", -0.91F, [](const Block& b) { return flag(any(b.names, kNamedShare)); }},
    {"names: subscribe", -0.52F,
     [](const Block& b) { return flag(any(b.names, kNamedSubscribe)); }},
    {"names: advert", -0.61F, [](const Block& b) { return flag(any(b.names, kNamedAdvert)); }},
    {"names: byline", -1.03F, [](const Block& b) { return flag(any(b.names, kNamedByline)); }},
    {"names: caption", -0.43F, [](const Block& b) { return flag(any(b.names, kNamedCaption)); }},
    {"names: media", -0.59F, [](const Block& b) { return flag(any(b.names, kNamedMedia)); }},
    {"names: nav", 0.44F, [](const Block& b) { return flag(any(b.names, kNamedNav)); }},
    {"names: tags", 0.31F, [](const Block& b) { return flag(any(b.names, kNamedTags)); }},
    {"names: footer", -1.16F, [](const Block& b) { return flag(any(b.names, kNamedFooter)); }},
    {"names: header", 0.10F, [](const Block& b) { return flag(any(b.names, kNamedHeader)); }},
    {"names: side", -0.21F, [](const Block& b) { return flag(any(b.names, kNamedSide)); }},
    {"names: dialog", 0.27F, [](const Block& b) { return flag(any(b.names, kNamedDialog)); }},
    {"names: form", -1.10F, [](const Block& b) { return flag(any(b.names, kNamedForm)); }},
    {"names: box", -0.61F, [](const Block& b) { return flag(any(b.names, kNamedBox)); }},
    {"names: hidden", -0.66F, [](const Block& b) { return flag(any(b.names, kNamedHidden)); }},
    {"names: body", 0.53F, [](const Block& b) { return flag(any(b.names, kNamedBody)); }},
    {"names: content", -0.46F, [](const Block& b) { return flag(any(b.names, kNamedContent)); }},
    {"names: lead", 0.23F, [](const Block& b) { return flag(any(b.names, kNamedLead)); }},
    {"names: title", -0.38F, [](const Block& b) { return flag(any(b.names, kNamedTitle)); }},
    {"names: text", 0.08F, [](const Block& b) { return flag(any(b.names, kNamedText)); }},
    {"own names: bad", -1.09F, [](const Block& b) { return flag(any(b.own_names, kBadNames)); }},
    {"own names: teaser", 0.70F,
     [](const Block& b) { return flag(any(b.own_names, kNamedTeaser)); }},
    {"own names: media", -0.19F,
     [](const Block& b) { return flag(any(b.own_names, kNamedMedia)); }},
    {"own names: byline", -1.46F,
     [](const Block& b) { return flag(any(b.own_names, kNamedByline)); }},
    {"own names: caption", -0.41F,
     [](const Block& b) { return flag(any(b.own_names, kNamedCaption)); }},
    {"own names: title", -0.31F,
     [](const Block& b) { return flag(any(b.own_names, kNamedTitle)); }},
    {"own names: lead", -0.84F, [](const Block& b) { return flag(any(b.own_names, kNamedLead)); }},
    {"own names: body", 0.57F, [](const Block& b) { return flag(any(b.own_names, kNamedBody)); }},
    {"cue: boilerplate", -1.16F, [](const Block& b) { return flag(b.cue == Cue::kBoilerplate); }},
    {"cue: read more", -1.46F, [](const Block& b) { return flag(b.cue == Cue::kReadMore); }},
    {"cue: credit", -0.98F, [](const Block& b) { return flag(b.cue == Cue::kCredit); }},
    {"under read more", 0.25F,
     [](const Block& b) { return flag(b.heading_cue == Cue::kReadMore); }},
    {"under boilerplate", -0.36F,
     [](const Block& b) { return flag(b.heading_cue == Cue::kBoilerplate); }},
    {"is title", -0.80F, [](const Block& b) { return flag(b.is_title); }},
    {"is description", 1.61F, [](const Block& b) { return flag(b.is_description); }},
    {"in JSON-LD's body", 0.28F, [](const Block& b) { return flag(b.in_body); }},
    {"not in JSON-LD's body", -0.67F, [](const Block& b) { return flag(b.not_in_body); }},
    {"is repeated", -0.71F, [](const Block& b) { return flag(b.is_repeated); }},
    {"before title", -2.03F, [](const Block& b) { return flag(b.before_title); }},
    {"after title", -0.06F, [](const Block& b) { return flag(b.after_title); }},
    {"position", -2.19F, [](const Block& b) { return b.position; }},
    {"last 15%", -0.32F, [](const Block& b) { return flag(b.position > 0.85); }},
    {"first 5%", -0.46F, [](const Block& b) { return flag(b.position < 0.05); }},
    {"parent's link density", -1.01F,
     [](const Block& b) { return static_cast<float>(b.parent->link_density()); }},
    {"blocks in parent", 0.05F,
     [](const Block& b) { return std::min(static_cast<float>(b.parent->blocks), 20.0F) / 20; }},
    {"mean length in parent", 0.02F,
     [](const Block& b) {
       return log_length(static_cast<float>(b.parent->length) /
                         static_cast<float>(std::max(b.parent->blocks, 1U)));
     }},
    {"commas in parent", 0.88F,
     [](const Block& b) { return std::min(static_cast<float>(b.parent->commas), 20.0F) / 20; }},
};

}  // namespace

std::span<const OwnFeature> own_features() {
  return kFeatures;
}

}  // namespace jianbao::extract
