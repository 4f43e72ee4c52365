#include "feed/splice.h"

namespace jianbao::feed {

void Splice::flush() {
  if (kept_ == at_) return;
  if (!copied_) own_.reserve(source_.size() - kept_ + source_.size() / 8);
  own_.append(source_, kept_, at_ - kept_);
  kept_ = at_;
  copied_ = true;
}

}  // namespace jianbao::feed
