#include "feed/text_repair.h"

#include <algorithm>

#include "feed/entities.h"
#include "feed/markup.h"
#include "jianbao/text/byte_search.h"
#include "jianbao/text/unicode.h"

namespace jianbao::feed {
namespace {

constexpr std::size_t kMaxDeclaredEntities = 256;
constexpr std::size_t kMaxEntityValue = 256;

/// Control characters, and 0xC2, which leads the C1 controls and some letters.
using SuspectSearch = text::ByteSearch<text::Controls::kForbidden, '\x7F', '\xC2'>;
using TextSearch = text::ByteSearch<text::Controls::kForbidden, '\x7F', '\xC2', '&', '<'>;

constexpr bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

}  // namespace

void TextRepair::declare_entities(std::string_view subset) {
  constexpr std::string_view kDeclaration = "<!ENTITY";
  std::size_t at = subset.find(kDeclaration);
  while (at != std::string_view::npos && entities_.size() < kMaxDeclaredEntities) {
    subset.remove_prefix(at + kDeclaration.size());
    const std::string_view rest = trim(subset.substr(0, subset.find('>')));
    const std::size_t name_end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
    const std::string_view value = trim(rest.substr(name_end));
    if (value.size() >= 2 && value.size() <= kMaxEntityValue && value.front() == value.back() &&
        (value.front() == '"' || value.front() == '\'')) {
      declare_entity(rest.substr(0, name_end), value.substr(1, value.size() - 2));
    }
    at = subset.find(kDeclaration);
  }
}

/// Only text: markup stays unknown, and references inside are not followed, so nothing can unfold.
void TextRepair::declare_entity(std::string_view name, std::string_view value) {
  const std::string decoded = decode_references(value);
  if (decoded.find('<') != std::string::npos) return;
  const std::size_t ampersand = std::min(decoded.find('&'), decoded.size());
  folded_ = folded_ || reference_size(std::string_view(decoded).substr(ampersand)) > 0;
  entities_.emplace(name, escape_text(decoded));
}

void TextRepair::text_to_tag() {
  while (to_special(source_.size()) && source_[out_.position()] != '<') special(source_.size());
}

void TextRepair::text_to(std::size_t end) {
  while (to_special(end)) special(end);
}

void TextRepair::cdata_to(std::size_t end) {
  const std::string_view text = source_.substr(0, end);
  while (out_.position() < end) {
    out_.keep_to(SuspectSearch::find(text, out_.position()));
    if (out_.position() < end) suspect(end);
  }
}

/// Keeps what needs no look; false if that is all.
bool TextRepair::to_special(std::size_t end) {
  out_.keep_to(TextSearch::find(source_.substr(0, end), out_.position()));
  return out_.position() < end;
}

void TextRepair::special(std::size_t end) {
  const char c = source_[out_.position()];
  if (c == '&') {
    reference(end);
  } else if (c == '<') {
    out_.keep_to(out_.position() + 1);
  } else {
    suspect(end);
  }
}

void TextRepair::replace(std::size_t size, std::string_view with) {
  out_.drop_to(out_.position() + size);
  if (!with.empty()) out_.add(with);
}

/// A control character, or what 0xC2 leads.
void TextRepair::suspect(std::size_t end) {
  const std::size_t at = out_.position();
  if (is_forbidden(source_[at])) {
    log_.add(Fault::kControl, at);
    replace(1, {});
    return;
  }
  const auto second = static_cast<unsigned char>(at + 1 < end ? source_[at + 1] : '\0');
  if (second < 0x80 || second > 0x9F) {
    out_.keep_to(at + 1);
    return;
  }
  log_.add(Fault::kControl, at);
  std::string character;
  text::append_utf8(character, windows_1252(second));
  replace(2, character);
}

/// Writes what the '&' at the position stands for.
void TextRepair::reference(std::size_t end) {
  const std::string_view rest = source_.substr(out_.position(), end - out_.position());
  if (const std::size_t known = xml_entity(rest).size; known > 0) {
    out_.keep_to(out_.position() + known);
    return;
  }
  const std::size_t size = reference_size(rest);
  if (size > 0 && declared(rest.substr(1, size - 2))) return;
  const std::string decoded = size > 0 ? decode_reference(rest.substr(0, size)) : std::string();
  if (decoded.empty()) {
    log_.add(Fault::kBareAmpersand, out_.position());
    replace(1, "&amp;");
  } else {
    const bool named = rest[1] != '#';
    const bool forbidden = is_forbidden(decoded.front());
    if (named || forbidden) {
      log_.add(named ? Fault::kEntity : Fault::kControl, out_.position());
    }
    replace(size, forbidden ? std::string() : escape_text(decoded));
  }
}

bool TextRepair::declared(std::string_view name) {
  const auto found = entities_.find(name);
  if (found == entities_.end()) return false;
  if (unfolded_ > source_.size()) {
    folded_ = true;
    return false;
  }
  unfolded_ += found->second.size();
  replace(name.size() + 2, found->second);
  return true;
}

}  // namespace jianbao::feed
