#include "feed/markup.h"

#include <algorithm>
#include <array>

#include "jianbao/text/ascii.h"

namespace jianbao::feed {
namespace {

constexpr std::array<std::string_view, 9> kVoid{"br",    "col",   "embed", "hr", "img",
                                                "input", "param", "track", "wbr"};

constexpr std::array<std::string_view, 29> kInline{
    "a",     "abbr", "acronym", "b",      "bdi", "bdo", "big",  "cite", "code", "del",
    "dfn",   "em",   "font",    "i",      "ins", "kbd", "mark", "q",    "s",    "samp",
    "small", "span", "strike",  "strong", "sub", "sup", "tt",   "u",    "var"};

constexpr std::array<std::string_view, 32> kOther{
    "article", "blockquote", "br",     "caption", "center", "dd", "div", "dl",
    "dt",      "figcaption", "figure", "h1",      "h2",     "h3", "h4",  "h5",
    "h6",      "hr",         "iframe", "img",     "li",     "ol", "p",   "pre",
    "section", "table",      "tbody",  "td",      "th",     "tr", "ul",  "wbr"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view known) {
    return text::equal_ignoring_case(known, name);
  });
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

TagReader::TagReader(std::string_view document, std::size_t at) : document_(document), at_(at + 1) {
  const std::size_t begin = at_;
  while (at_ < document_.size() && is_name_byte(document_[at_])) ++at_;
  name_ = document_.substr(begin, at_ - begin);
}

bool TagReader::finish(TagEnd end, std::size_t at) {
  end_ = end;
  at_ = at;
  return false;
}

bool TagReader::next(Attribute& attribute) {
  for (; at_ < document_.size(); ++at_) {
    const char c = document_[at_];
    if (c == '>') return finish(TagEnd::kOpen, at_ + 1);
    // A tag that was never closed ends where the next one begins.
    if (c == '<') return finish(TagEnd::kOpen, at_);
    if (c == '/' && at_ + 1 < document_.size() && document_[at_ + 1] == '>') {
      return finish(TagEnd::kSelfClosed, at_ + 2);
    }
    if (is_name_start(c)) break;
  }
  const std::size_t begin = at_;
  while (at_ < document_.size() && is_name_byte(document_[at_])) ++at_;
  attribute = {.name = document_.substr(begin, at_ - begin), .value = {}};
  std::size_t after = at_;
  while (after < document_.size() && is_space(document_[after])) ++after;
  if (after < document_.size() && document_[after] == '=') {
    at_ = after + 1;
    return read_value(attribute);
  }
  return at_ < document_.size() || finish(TagEnd::kCutOff, document_.size());
}

bool TagReader::read_value(Attribute& attribute) {
  while (at_ < document_.size() && is_space(document_[at_])) ++at_;
  if (at_ == document_.size()) return finish(TagEnd::kCutOff, at_);
  const char first = document_[at_];
  if (first == '"' || first == '\'') {
    const std::size_t close = document_.find(first, at_ + 1);
    attribute.value = document_.substr(at_ + 1, close - at_ - 1);
    attribute.quote = first;
    if (close == std::string_view::npos) return finish(TagEnd::kCutOff, document_.size());
    at_ = close + 1;
    return true;
  }
  const std::size_t begin = at_;
  const std::size_t end = document_.find_first_of(" \t\r\n\f<>", at_);
  at_ = std::min(end, document_.size());
  attribute.value = document_.substr(begin, at_ - begin);
  const bool closes = at_ < document_.size() && document_[at_] == '>' && attribute.value == "/";
  if (closes) attribute.value = {};
  return at_ < document_.size() || finish(TagEnd::kCutOff, document_.size());
}

std::size_t end_of_opaque(std::string_view html, std::size_t tag, std::string_view name) {
  if (html.substr(tag).starts_with("<!--")) {
    const std::size_t end = html.find("-->", tag + 4);
    return end == std::string_view::npos ? end : end + 3;
  }
  std::size_t at = tag;
  while ((at = html.find("</", at + 1)) != std::string_view::npos) {
    if (text::equal_ignoring_case(html.substr(at + 2, name.size()), name)) return at;
  }
  return at;
}

bool is_void_html(std::string_view name) {
  return contains(kVoid, name);
}

bool is_inline_html(std::string_view name) {
  return contains(kInline, name);
}

bool is_opaque_html(std::string_view name) {
  return text::equal_ignoring_case(name, "script") || text::equal_ignoring_case(name, "style");
}

bool is_html_element(std::string_view name) {
  return is_inline_html(name) || is_opaque_html(name) || contains(kOther, name);
}

}  // namespace jianbao::feed
