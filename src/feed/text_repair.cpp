#include "feed/text_repair.h"

#include <algorithm>

#include "feed/entities.h"
#include "feed/markup.h"
#include "jianbao/text/byte_search.h"
#include "jianbao/text/unicode.h"

namespace jianbao::feed {
namespace {

/// Control characters, carriage returns, and 0xC2, which leads the C1 controls and some letters.
using SuspectSearch = text::ByteSearch<text::Controls::kNotInline, '\x7F', '\xC2'>;
using TextSearch = text::ByteSearch<text::Controls::kNotInline, '\x7F', '\xC2', '&', '<'>;

constexpr bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

}  // namespace

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

/// Keeps what needs no look, line ends, and XML's own entities; false if that is all.
bool TextRepair::to_special(std::size_t end) {
  const std::string_view text = source_.substr(0, end);
  std::size_t at = TextSearch::find(text, out_.position());
  while (at < end) {
    const bool line_end = text[at] == '\r';
    const std::size_t known = line_end ? 1 : text[at] == '&' ? xml_entity(text.substr(at)).size : 0;
    if (known == 0) break;
    returned_ = returned_ || line_end;
    at = TextSearch::find(text, at + known);
  }
  out_.keep_to(at);
  return at < end;
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
  if (with.empty()) return;
  out_.add(with);
  returned_ = returned_ || with.find('\r') != std::string_view::npos;
}

/// A carriage return, a control character, or what 0xC2 leads.
void TextRepair::suspect(std::size_t end) {
  const std::size_t at = out_.position();
  if (source_[at] == '\r') {
    returned_ = true;
    out_.keep_to(at + 1);
    return;
  }
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
  if (const std::size_t known = xml_character(rest).size; known > 0) {
    out_.keep_to(out_.position() + known);
    return;
  }
  if (const Reference pair = surrogate_pair(rest); pair.size > 0) {
    std::string character;
    text::append_utf8(character, pair.character);
    log_.add(Fault::kReference, out_.position());
    replace(pair.size, character);
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
    const bool nothing = decoded == "\uFFFD";
    if (named || forbidden || nothing) {
      log_.add(named     ? Fault::kEntity
               : nothing ? Fault::kReference
                         : Fault::kControl,
               out_.position());
    }
    replace(size, forbidden ? std::string() : escape_text(decoded));
  }
}

/// True if the document declares the entity, which is then written or left.
bool TextRepair::declared(std::string_view name) {
  const DeclaredEntities::Unfolded found = entities_.unfold(name);
  if (found.kind == DeclaredEntities::Kind::kUnknown) return false;
  if (found.kind == DeclaredEntities::Kind::kText) {
    replace(name.size() + 2, found.text);
  } else {
    log_.add(Fault::kDeclared, out_.position());
    replace(1, "&amp;");
  }
  return true;
}

}  // namespace jianbao::feed
