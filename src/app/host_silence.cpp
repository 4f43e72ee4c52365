#include "app/host_silence.h"

#include <variant>

namespace jianbao::app {

bool gave_no_answer(const fetch::Outcome& outcome) {
  using Kind = fetch::Failed::Kind;
  const auto* failed = std::get_if<fetch::Failed>(&outcome);
  if (failed == nullptr) return false;
  switch (failed->kind) {
    case Kind::kDns:
    case Kind::kConnect:
    case Kind::kTls:
    case Kind::kTimeout:
    case Kind::kBroken:
      return true;
    case Kind::kTooLarge:
    case Kind::kNoText:
    case Kind::kRefusedAddress:
    case Kind::kTooManyRedirects:
    case Kind::kOther:
      break;
  }
  return false;
}

}  // namespace jianbao::app
