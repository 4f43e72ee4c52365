#include <algorithm>
#include <cmath>

#include "extract/features.h"

namespace jianbao::extract {
namespace {

/// A share as evidence: 0 for one half, -1 to 1.
float logit(float share) {
  const float kept = std::clamp(share, 0.01F, 0.99F);
  return std::log(kept / (1 - kept)) / 4.6F;
}

constexpr ContextFeature kFeatures[] = {
    {"bias", -1.07F, [](const Block& /*b*/, const Surroundings& /*s*/) -> float { return 1.0F; }},
    {"own", 2.16F, [](const Block& /*b*/, const Surroundings& s) -> float { return logit(s.own); }},
    {"before", 0.22F,
     [](const Block& /*b*/, const Surroundings& s) -> float { return logit(s.before); }},
    {"after", 0.10F,
     [](const Block& /*b*/, const Surroundings& s) -> float { return logit(s.after); }},
    {"two before", 0.02F,
     [](const Block& /*b*/, const Surroundings& s) -> float { return logit(s.before_two); }},
    {"two after", 0.10F,
     [](const Block& /*b*/, const Surroundings& s) -> float { return logit(s.after_two); }},
    {"signature", 0.07F,
     [](const Block& /*b*/, const Surroundings& s) -> float { return logit(s.signature); }},
    {"parent", -0.23F,
     [](const Block& /*b*/, const Surroundings& s) -> float { return logit(s.parent); }},
    {"grandparent", -0.36F,
     [](const Block& /*b*/, const Surroundings& s) -> float { return logit(s.grandparent); }},
    {"branch", 0.71F,
     [](const Block& /*b*/, const Surroundings& s) -> float { return logit(s.branch); }},
    {"branch share", 0.69F,
     [](const Block& /*b*/, const Surroundings& s) -> float { return s.branch_share; }},
    {"in core", 0.87F,
     [](const Block& /*b*/, const Surroundings& s) -> float { return flag(s.in_core); }},
    {"in wide core", 0.77F,
     [](const Block& /*b*/, const Surroundings& s) -> float { return flag(s.in_wide_core); }},
    {"between", -0.12F,
     [](const Block& /*b*/, const Surroundings& s) -> float { return flag(s.between); }},
    {"signature's share", 1.51F,
     [](const Block& /*b*/, const Surroundings& s) -> float { return s.signature_share; }},
    {"first text", 1.11F,
     [](const Block& b, const Surroundings& /*s*/) -> float { return flag(b.is_first_text); }},
    {"in description", 0.67F,
     [](const Block& b, const Surroundings& /*s*/) -> float { return flag(b.in_description); }},
    {"by a picture", -0.48F,
     [](const Block& b, const Surroundings& /*s*/) -> float { return flag(b.by_picture); }},
    {"heading", 0.07F,
     [](const Block& b, const Surroundings& /*s*/) -> float { return flag(b.is_heading()); }},
    {"heading, after", 0.28F,
     [](const Block& b, const Surroundings& s) -> float {
       return b.is_heading() ? logit(s.after) : 0;
     }},
    {"heading, two after", 0.42F,
     [](const Block& b, const Surroundings& s) -> float {
       return b.is_heading() ? logit(s.after_two) : 0;
     }},
    {"item", 0.33F,
     [](const Block& b, const Surroundings& /*s*/) -> float {
       return flag(any(b.places, kInList));
     }},
    {"item, parent", -0.36F,
     [](const Block& b, const Surroundings& s) -> float {
       return any(b.places, kInList) ? logit(s.parent) : 0;
     }},
    {"cell, parent", -0.29F,
     [](const Block& b, const Surroundings& s) -> float {
       return any(b.places, kInTable) ? logit(s.parent) : 0;
     }},
    {"in figure", -0.06F,
     [](const Block& b, const Surroundings& /*s*/) -> float {
       return flag(any(b.places, kInFigure));
     }},
    {"short", -0.16F,
     [](const Block& b, const Surroundings& /*s*/) -> float { return flag(b.length() < 40); }},
    {"short, branch", 0.16F,
     [](const Block& b, const Surroundings& s) -> float {
       return b.length() < 40 ? logit(s.branch) : 0;
     }},
    {"short, before", 0.08F,
     [](const Block& b, const Surroundings& s) -> float {
       return b.length() < 40 ? logit(s.before) : 0;
     }},
    {"short, after", 0.63F,
     [](const Block& b, const Surroundings& s) -> float {
       return b.length() < 40 ? logit(s.after) : 0;
     }},
    {"short, between", 0.33F,
     [](const Block& b, const Surroundings& s) -> float {
       return flag(b.length() < 40 && s.between);
     }},
    {"short, in core", 0.24F,
     [](const Block& b, const Surroundings& s) -> float {
       return flag(b.length() < 40 && s.in_core);
     }},
    {"linked", -1.36F,
     [](const Block& b, const Surroundings& /*s*/) -> float { return b.link_density(); }},
    {"linked, branch", -0.71F,
     [](const Block& b, const Surroundings& s) -> float {
       return b.link_density() > 0.5 ? logit(s.branch) : 0;
     }},
    {"in JSON-LD's body", -0.12F,
     [](const Block& b, const Surroundings& /*s*/) -> float { return flag(b.in_body); }},
    {"not in JSON-LD's body", -0.13F,
     [](const Block& b, const Surroundings& /*s*/) -> float { return flag(b.not_in_body); }},
    {"description", 0.54F,
     [](const Block& b, const Surroundings& /*s*/) -> float { return flag(b.is_description); }},
    {"title", 0.40F,
     [](const Block& b, const Surroundings& /*s*/) -> float { return flag(b.is_title); }},
    {"before title", -0.41F,
     [](const Block& b, const Surroundings& /*s*/) -> float { return flag(b.before_title); }},
    {"<p>", -0.48F,
     [](const Block& b, const Surroundings& /*s*/) -> float { return flag(b.is(GUMBO_TAG_P)); }},
    {"<p>, branch", 0.95F,
     [](const Block& b, const Surroundings& s) -> float {
       return b.is(GUMBO_TAG_P) ? logit(s.branch) : 0;
     }},
    {"<div>", -0.45F,
     [](const Block& b, const Surroundings& /*s*/) -> float { return flag(b.is(GUMBO_TAG_DIV)); }},
    {"cue: boilerplate", -0.84F,
     [](const Block& b, const Surroundings& /*s*/) -> float {
       return flag(b.cue == Cue::kBoilerplate);
     }},
    {"cue: read more", -0.54F,
     [](const Block& b, const Surroundings& /*s*/) -> float {
       return flag(b.cue == Cue::kReadMore);
     }},
    {"cue: credit", -0.79F,
     [](const Block& b, const Surroundings& /*s*/) -> float {
       return flag(b.cue == Cue::kCredit);
     }},
    {"names: byline", -0.20F,
     [](const Block& b, const Surroundings& /*s*/) -> float {
       return flag(any(b.names, kNamedByline));
     }},
    {"names: caption", -0.24F,
     [](const Block& b, const Surroundings& /*s*/) -> float {
       return flag(any(b.names, kNamedCaption));
     }},
    {"names: bad", -0.00F,
     [](const Block& b, const Surroundings& /*s*/) -> float {
       return flag(any(b.names, kBadNames));
     }},
    {"names: body", -0.43F,
     [](const Block& b, const Surroundings& /*s*/) -> float {
       return flag(any(b.names, kNamedBody));
     }},
};

}  // namespace

std::span<const ContextFeature> context_features() {
  return kFeatures;
}

}  // namespace jianbao::extract
