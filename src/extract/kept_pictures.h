#pragma once

#include <gumbo.h>

#include <cstdint>
#include <vector>

#include "extract/page_outline.h"

namespace jianbao::extract {

/// Which pictures belong to the text that is kept.  They have no words to be judged by, so they are
/// judged by where they stand: inside the innermost box that holds all the text, in boxes with no
/// words but a caption, which no name gives away as something else.
class KeptPictures {
 public:
  KeptPictures(const std::vector<OutlineEntry>& entries, const std::vector<bool>& kept);

  /// In a box that holds nothing that is kept.
  bool stand_in(std::uint32_t box) const;
  /// Bare in a box that holds boxes that are kept.
  bool stand_beside(std::uint32_t box) const;

 private:
  bool is_inside(std::uint32_t box) const { return box >= begin_ && box < end_; }

  const std::vector<OutlineEntry>& entries_;
  std::uint32_t begin_ = 0;  ///< the innermost box around all that is kept
  std::uint32_t end_ = 0;
};

/// The pictures below an element; only the first of a few hundred elements are looked at.
std::vector<const GumboNode*> pictures_below(const GumboNode& element);

}  // namespace jianbao::extract
