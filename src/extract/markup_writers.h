#pragma once

#include <string>
#include <vector>

#include "extract/body_parts.h"

namespace jianbao::extract {

std::string to_html(const std::vector<Token>& tokens);
std::string to_markdown(const std::vector<Token>& tokens);

}  // namespace jianbao::extract
