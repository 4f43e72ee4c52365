#include "feed/declared_entities.h"

#include <algorithm>

#include "feed/entities.h"
#include "feed/markup.h"
#include "jianbao/text/ascii.h"

namespace jianbao::feed {
namespace {

constexpr std::size_t kMaxEntities = 1000;
constexpr std::string_view kDoctype = "<!DOCTYPE";
constexpr std::string_view kDeclaration = "<!ENTITY";

/// The offset behind what begins at `at` with `opening` and ends with `closing`.
std::size_t behind(std::string_view text, std::size_t at, std::string_view opening,
                   std::string_view closing) {
  const std::size_t end = text.find(closing, at + opening.size());
  return end == std::string_view::npos ? end : end + closing.size();
}

/// The offset behind the comment, the processing instruction or the quoted value at `at`, or behind
/// the one byte that stands there.
std::size_t next_part(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("<!--")) return behind(text, at, "<!--", "-->");
  if (rest.starts_with("<?")) return behind(text, at, "<?", "?>");
  if (rest.front() == '"') return behind(text, at, "\"", "\"");
  if (rest.front() == '\'') return behind(text, at, "'", "'");
  return at + 1;
}

/// Replaces character references, as a declaration's value has them replaced when it is read (XML
/// §4.4.5); those to entities stay.
std::string with_characters(std::string_view literal) {
  std::string out;
  while (!literal.empty()) {
    const std::size_t reference = std::min(literal.find("&#"), literal.size());
    out.append(literal.substr(0, reference));
    literal.remove_prefix(reference);
    if (literal.empty()) break;
    const std::size_t size = std::max<std::size_t>(reference_size(literal), 1);
    const std::string decoded = size > 1 ? decode_reference(literal.substr(0, size)) : "";
    out.append(decoded.empty() ? literal.substr(0, size) : std::string_view(decoded));
    literal.remove_prefix(size);
  }
  return out;
}

/// The offset of the ']' that ends the internal subset which begins at `begin`.  Where a quotation
/// mark or comment in it was not closed, any "]>" does.
std::size_t end_of_subset(std::string_view document, std::size_t begin) {
  for (std::size_t at = begin; at < document.size(); at = next_part(document, at)) {
    if (document[at] == ']') return at;
  }
  return document.find("]>", begin);
}

}  // namespace

std::size_t DeclaredEntities::read_declaration(std::string_view document, std::size_t at) {
  std::size_t end = document.find_first_of("[>", at);
  const bool doctype = text::equal_ignoring_case(document.substr(at, kDoctype.size()), kDoctype);
  if (doctype && !doctype_seen_ && end != std::string_view::npos && document[end] == '[') {
    doctype_seen_ = true;
    const std::size_t subset = end + 1;
    if (const std::size_t closing = end_of_subset(document, subset);
        closing != std::string_view::npos) {
      declare(document.substr(subset, closing - subset));
      end = closing;
    }
  }
  end = document.find('>', std::min(end, document.size()));
  return end == std::string_view::npos ? end : end + 1;
}

void DeclaredEntities::declare(std::string_view subset) {
  for (std::size_t at = 0; at < subset.size() && entities_.size() < kMaxEntities;) {
    if (!subset.substr(at).starts_with(kDeclaration)) {
      at = next_part(subset, at);
      continue;
    }
    at += kDeclaration.size();
    const std::size_t begin = at;
    while (at < subset.size() && subset[at] != '>') at = next_part(subset, at);
    const std::string_view rest = trim(subset.substr(begin, std::min(at, subset.size()) - begin));
    const std::size_t name_end = std::min(rest.find_first_of(" \t\r\n\"'"), rest.size());
    const std::string_view value = trim(rest.substr(name_end));
    const bool quoted = value.size() >= 2 && value.front() == value.back() &&
                        (value.front() == '"' || value.front() == '\'');
    Entity entity;
    if (quoted) {
      entity.value = with_characters(value.substr(1, value.size() - 2));
    } else {
      entity = {.value = {}, .kind = Kind::kLeft, .ready = true};
    }
    entities_.try_emplace(std::string(rest.substr(0, name_end)), std::move(entity));
  }
}

DeclaredEntities::Unfolded DeclaredEntities::unfold(std::string_view name) {
  const Entity* entity = prepared(name, 1);
  if (entity == nullptr) return {};
  if (entity->kind == Kind::kText) grow(entity->value.size());
  if (!problem_.empty()) return {.kind = Kind::kLeft, .text = {}};
  return {.kind = entity->kind, .text = entity->value};
}

DeclaredEntities::Entity* DeclaredEntities::prepared(std::string_view name, std::size_t depth) {
  const auto found = entities_.find(name);
  if (found == entities_.end()) return nullptr;
  Entity& entity = found->second;
  if (entity.ready || !problem_.empty()) return &entity;
  if (depth > kMaxNesting) {
    problem_ = "declared entities nested deeper than " + std::to_string(kMaxNesting);
    return &entity;
  }
  Kind kind = Kind::kText;
  std::string text = unfolded(entity.value, depth, kind);
  entity = {.value = std::move(text), .kind = kind, .ready = true};
  return &entity;
}

std::string DeclaredEntities::unfolded(std::string_view value, std::size_t depth, Kind& kind) {
  std::string out;
  if (value.find('<') != std::string_view::npos) kind = Kind::kLeft;
  while (!value.empty() && kind == Kind::kText && problem_.empty()) {
    const std::size_t ampersand = std::min(value.find('&'), value.size());
    out += escape_text(value.substr(0, ampersand));
    value.remove_prefix(ampersand);
    if (value.empty()) break;
    const std::size_t size = std::max<std::size_t>(reference_size(value), 1);
    const std::string_view reference = value.substr(0, size);
    value.remove_prefix(size);
    const Entity* inner = size > 1 && xml_entity(reference).size == 0
                              ? prepared(reference.substr(1, size - 2), depth + 1)
                              : nullptr;
    if (inner != nullptr) {
      kind = inner->kind;
      grow(inner->value.size());
      out += inner->value;
    } else {
      const std::string character = size > 1 ? decode_reference(reference) : std::string();
      out += escape_text(character.empty() ? reference : std::string_view(character));
    }
  }
  return out;
}

void DeclaredEntities::grow(std::size_t bytes) {
  growth_ += bytes;
  if (growth_ > kMaxGrowth && problem_.empty()) {
    problem_ =
        "declared entities that unfold to more than " + std::to_string(kMaxGrowth >> 20U) + " MiB";
  }
}

}  // namespace jianbao::feed
