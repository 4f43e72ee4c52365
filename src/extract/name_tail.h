#pragma once

#include <string_view>

namespace jianbao::extract {

/// A part of a byline without what stands behind a full name and is none of it: "Ann Lee in Paris",
/// "Ann Lee/AP", "Ann Lee May 15", "Ann Lee Staff Writer", "Ann Lee @annlee".  As it is where no
/// full name stands before.
std::string_view without_tail(std::string_view part);

/// True if a text tells somebody's job: "Senior Reporter".
bool names_job(std::string_view words);

}  // namespace jianbao::extract
