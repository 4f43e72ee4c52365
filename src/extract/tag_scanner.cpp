#include "extract/tag_scanner.h"

#include <algorithm>
#include <array>

#include "jianbao/text/ascii.h"

namespace jianbao::extract {
namespace {

constexpr std::string_view kSpaces = " \t\n\f\r";

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

bool ends_name(char c) {
  return is_space(c) || c == '/' || c == '>';
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text::equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

}  // namespace

void TagScanner::add_text(std::string_view text) {
  text_bytes_ += text.size();
  text_is_blank_ = text_is_blank_ && text.find_first_not_of(kSpaces) == std::string_view::npos;
}

void TagScanner::skip_past(char c) {
  const std::size_t found = html_.find(c, at_);
  at_ = found == std::string_view::npos ? html_.size() : found + 1;
}

bool TagScanner::next(bool in_foreign) {
  text_bytes_ = 0;
  text_is_blank_ = true;
  while (!at_end()) {
    const std::size_t open = std::min(html_.find('<', at_), html_.size());
    add_text(html_.substr(at_, open - at_));
    at_ = open;
    if (html_.size() - open < 2) break;
    const char c = html_[open + 1];
    if (text::is_ascii_letter(c)) return read_tag();
    if (c == '/' && html_.size() - open > 2) {
      if (text::is_ascii_letter(html_[open + 2])) return read_tag();
      skip_past('>');
    } else if (c == '!') {
      skip_declaration(in_foreign);
    } else if (c == '?') {
      skip_past('>');
    } else {
      add_text(html_.substr(open, 1));
      ++at_;
    }
  }
  at_ = html_.size();
  return false;
}

void TagScanner::skip_declaration(bool in_foreign) {
  const std::string_view rest = html_.substr(at_);
  if (rest.starts_with("<!--")) {
    skip_comment();
  } else if (in_foreign && rest.starts_with("<![CDATA[")) {
    const std::size_t end = html_.find("]]>", at_);
    at_ = end == std::string_view::npos ? html_.size() : end + 3;
  } else {
    skip_past('>');
  }
}

void TagScanner::skip_comment() {
  at_ += 4;
  const std::string_view rest = html_.substr(at_);
  if (rest.starts_with('>') || rest.starts_with("->")) {
    skip_past('>');
    return;
  }
  while (true) {
    const std::size_t dashes = html_.find("--", at_);
    if (dashes == std::string_view::npos) break;
    const std::string_view tail = html_.substr(dashes + 2);
    at_ = dashes + 1;
    if (tail.starts_with('>') || tail.starts_with("!>")) {
      skip_past('>');
      return;
    }
  }
  at_ = html_.size();
}

bool TagScanner::read_tag() {
  tag_ = {};
  tag_.begin = at_;
  tag_.is_end = html_[at_ + 1] == '/';
  at_ += tag_.is_end ? 2 : 1;
  read_name();
  const std::size_t begin = at_;
  if (!read_attributes()) {
    at_ = html_.size();
    return false;
  }
  tag_.end = at_;
  tag_.attributes = html_.substr(begin, at_ - 1 - begin);
  return true;
}

void TagScanner::read_name() {
  constexpr std::size_t kLongestKnown = 16;
  std::array<char, kLongestKnown> known{};
  const std::size_t begin = at_;
  std::uint32_t hash = 2166136261U;  // FNV-1a
  while (!at_end() && !ends_name(html_[at_])) {
    const char c = text::ascii_lower(html_[at_]);
    if (at_ - begin < kLongestKnown) known[at_ - begin] = c;
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    ++at_;
  }
  name_ = html_.substr(begin, at_ - begin);
  tag_.name_hash = hash;
  tag_.tag = name_.size() <= kLongestKnown
                 ? gumbo_tagn_enum(known.data(), static_cast<unsigned>(name_.size()))
                 : GUMBO_TAG_UNKNOWN;
}

/// @return false if the document ends within the tag.
bool TagScanner::read_attributes() {
  while (!at_end()) {
    const char c = html_[at_];
    if (c == '>') {
      ++at_;
      return true;
    }
    if (c == '/') {
      ++at_;
      tag_.self_closing = !at_end() && html_[at_] == '>';
    } else if (is_space(c)) {
      ++at_;
    } else {
      read_attribute();
    }
  }
  return false;
}

void TagScanner::read_attribute() {
  ++tag_.attribute_count;
  const std::size_t begin = at_;
  ++at_;  // any character can begin a name, '=' and quotes too
  while (!at_end() && !ends_name(html_[at_]) && html_[at_] != '=') ++at_;
  const std::string_view name = html_.substr(begin, at_ - begin);
  skip_spaces();
  std::string_view value;
  if (!at_end() && html_[at_] == '=') value = read_value();
  if (tag_.tag == GUMBO_TAG_FONT || tag_.tag == GUMBO_TAG_ANNOTATION_XML) {
    note_attribute(name, value);
  }
}

std::string_view TagScanner::read_value() {
  ++at_;
  skip_spaces();
  if (at_end()) return {};
  const char c = html_[at_];
  if (c == '"' || c == '\'') {
    const std::size_t begin = ++at_;
    skip_past(c);
    return html_.substr(begin, at_ - begin - 1);
  }
  // The '/' of <a href=x/> belongs to the value.
  const std::size_t begin = at_;
  while (!at_end() && !is_space(html_[at_]) && html_[at_] != '>') ++at_;
  return html_.substr(begin, at_ - begin);
}

/// The attributes on which the nesting of SVG and MathML hangs.
void TagScanner::note_attribute(std::string_view name, std::string_view value) {
  if (tag_.tag == GUMBO_TAG_FONT) {
    tag_.styles_font = tag_.styles_font || text::equal_ignoring_case(name, "color") ||
                       text::equal_ignoring_case(name, "face") ||
                       text::equal_ignoring_case(name, "size");
  } else if (tag_.holds == SourceTag::Holds::kUnsaid &&
             text::equal_ignoring_case(name, "encoding")) {
    const bool is_html = text::equal_ignoring_case(value, "text/html") ||
                         text::equal_ignoring_case(value, "application/xhtml+xml");
    tag_.holds = value.find('&') != std::string_view::npos ? SourceTag::Holds::kUnclear
                 : is_html                                 ? SourceTag::Holds::kHtml
                                                           : SourceTag::Holds::kOther;
  }
}

void TagScanner::skip_spaces() {
  while (!at_end() && is_space(html_[at_])) ++at_;
}

void TagScanner::skip(Content content) {
  switch (content) {
    case Content::kMarkup:
      break;
    case Content::kRaw:
      skip_raw();
      break;
    case Content::kScript:
      skip_script();
      break;
    case Content::kRest:
      at_ = html_.size();
      break;
  }
}

/// True if the name and a delimiter stand at `at`.
bool TagScanner::name_at(std::size_t at, std::string_view name) const {
  const std::string_view rest = html_.substr(at);
  return starts_with_ignoring_case(rest, name) && rest.size() > name.size() &&
         ends_name(rest[name.size()]);
}

void TagScanner::skip_raw() {
  while (true) {
    const std::size_t open = html_.find("</", at_);
    if (open == std::string_view::npos) break;
    at_ = open;
    if (name_at(open + 2, name_)) return;
    at_ = open + 2;
  }
  at_ = html_.size();
}

void TagScanner::skip_script() {
  enum class State { kPlain, kEscaped, kDoubleEscaped };
  State state = State::kPlain;
  while (!at_end()) {
    at_ = std::min(html_.find_first_of(state == State::kPlain ? "<" : "<-", at_), html_.size());
    const std::string_view rest = html_.substr(at_);
    if (rest.starts_with("-->")) {
      state = State::kPlain;
    } else if (state == State::kPlain && rest.starts_with("<!--")) {
      state = State::kEscaped;
      ++at_;  // "<!-->" ends it at once
    } else if (rest.starts_with("</") && name_at(at_ + 2, "script")) {
      if (state != State::kDoubleEscaped) return;
      state = State::kEscaped;
    } else if (state == State::kEscaped && rest.starts_with('<') && name_at(at_ + 1, "script")) {
      state = State::kDoubleEscaped;
    }
    ++at_;
  }
  at_ = html_.size();
}

}  // namespace jianbao::extract
