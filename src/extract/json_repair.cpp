#include "extract/json_repair.h"

#include <charconv>
#include <optional>
#include <vector>

#include "jianbao/text/ascii.h"

namespace jianbao::extract {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text::is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && text::is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

/// From the first bracket on, without the comment and CDATA marks in front of it.
std::string_view from_first_bracket(std::string_view json) {
  const std::size_t begin = json.find_first_of("{[");
  if (begin == std::string_view::npos) return {};
  // "<![CDATA[" has brackets of its own.
  constexpr std::string_view kMark = "<![CDATA[";
  const std::size_t mark = json.find(kMark);
  if (mark != std::string_view::npos && mark < begin) {
    return from_first_bracket(json.substr(mark + kMark.size()));
  }
  return json.substr(begin);
}

/// A page may encode the whole of it as an attribute's value would be.
std::string without_encoded_quotes(std::string_view json) {
  constexpr std::string_view kQuote = "&quot;";
  std::string out;
  std::size_t at = 0;
  for (std::size_t found = json.find(kQuote); found != std::string_view::npos;
       found = json.find(kQuote, at)) {
    out.append(json, at, found - at);
    out += '"';
    at = found + kQuote.size();
  }
  out.append(json, at);
  return out;
}

bool is_word(char c) {
  return text::is_ascii_letter(c) || text::is_ascii_digit(c) || c == '_' || c == '$' || c == '+' ||
         c == '-' || c == '.';
}

/// What JSON knows of what a script calls a value; of a number what stands there.
std::string_view json_literal(std::string_view word) {
  const bool number = text::is_ascii_digit(word.front()) ||
                      (word.size() > 1 && word[0] == '-' && text::is_ascii_digit(word[1]));
  return number || word == "true" || word == "false" ? word : "null";
}

/// The code unit of "\uXXXX" at the beginning.
std::optional<unsigned> escaped_unit(std::string_view text) {
  constexpr std::size_t kSize = 6;
  if (text.size() < kSize || !text.starts_with("\\u")) return std::nullopt;
  unsigned unit = 0;
  const char* const end = text.data() + kSize;
  const auto read = std::from_chars(text.data() + 2, end, unit, 16);
  return read.ptr == end ? std::optional(unit) : std::nullopt;
}

bool is_high_surrogate(unsigned unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low_surrogate(unsigned unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

bool begins_comment(std::string_view text) {
  return text.starts_with("/*") || text.starts_with("//");
}

class Repair {
 public:
  explicit Repair(std::string_view json) : json_(json) { out_.reserve(json.size()); }

  std::string run() {
    while (at_ < json_.size()) {
      const char c = json_[at_];
      if (c == '"' || c == '\'') {
        copy_string(c);
      } else if (c == '/') {
        skip_comment();
      } else if (is_word(c)) {
        copy_word();
      } else if (!copy_structure(c)) {
        break;
      }
    }
    drop_comma();
    for (; !open_.empty(); open_.pop_back()) out_ += open_.back();
    return std::move(out_);
  }

 private:
  void begin_value() {
    if (after_value_) out_ += ',';
    after_value_ = false;
  }

  /// False where the value has ended; what follows is no part of it.
  bool copy_structure(char c) {
    ++at_;
    if (c == '{' || c == '[') {
      begin_value();
      open_.push_back(c == '{' ? '}' : ']');
    } else if (c == '}' || c == ']') {
      drop_comma();
      after_value_ = true;
      if (!open_.empty() && open_.back() != c) return true;  // one too many
      if (!open_.empty()) open_.pop_back();
      out_ += c;
      return !open_.empty();
    } else if (c == ',' || c == ':') {
      after_value_ = false;
    }
    out_ += c;
    return true;
  }

  void drop_comma() {
    std::size_t end = out_.size();
    while (end > 0 && text::is_ascii_space(out_[end - 1])) --end;
    if (end > 0 && out_[end - 1] == ',') out_.erase(end - 1, 1);
  }

  void skip_comment() {
    const std::string_view rest = json_.substr(at_);
    if (!begins_comment(rest)) {
      ++at_;
      return;
    }
    const std::string_view mark = rest[1] == '*' ? "*/" : "\n";
    const std::size_t end = rest.find(mark, 2);
    at_ = end == std::string_view::npos ? json_.size() : at_ + end + mark.size();
  }

  void copy_word() {
    const std::size_t begin = at_;
    while (at_ < json_.size() && is_word(json_[at_])) ++at_;
    begin_value();
    out_ += json_literal(json_.substr(begin, at_ - begin));
    after_value_ = true;
  }

  void copy_string(char quote) {
    begin_value();
    out_ += '"';
    for (++at_; at_ < json_.size(); ++at_) {
      const char c = json_[at_];
      if (c == '\\') {
        copy_escape();
      } else if (c == quote && ends_here()) {
        break;
      } else if (c == '"') {
        out_ += "\\\"";
      } else if (static_cast<unsigned char>(c) < 0x20) {
        out_ += ' ';
      } else {
        out_ += c;
      }
    }
    out_ += '"';
    ++at_;
    after_value_ = true;
  }

  /// Leaves at_ at the last character of what it has read.
  void copy_escape() {
    constexpr std::string_view kKnown = "\"\\/bfnrt";
    const char next = at_ + 1 < json_.size() ? json_[at_ + 1] : ' ';
    if (next == 'u') {
      copy_unit();
    } else if (kKnown.find(next) != std::string_view::npos) {
      out_ += {'\\', next};
      ++at_;
    } else if (next == '\'') {
      out_ += next;
      ++at_;
    }  // of others the backslash alone goes
  }

  void copy_unit() {
    constexpr std::size_t kSize = 6;
    const std::string_view rest = json_.substr(at_);
    const auto unit = escaped_unit(rest);
    if (!unit) return;
    std::size_t size = kSize;
    if (is_high_surrogate(*unit)) {
      const auto second = escaped_unit(rest.substr(kSize));
      if (second && is_low_surrogate(*second)) size += kSize;
    }
    const bool half = size == kSize && (is_high_surrogate(*unit) || is_low_surrogate(*unit));
    if (!half) out_ += rest.substr(0, size);
    at_ += size - 1;
  }

  std::size_t behind_spaces(std::size_t at) const {
    while (at < json_.size() && text::is_ascii_space(json_[at])) ++at;
    return at;
  }

  /// True if what follows the quotation mark can follow a string.
  bool ends_here() const {
    std::size_t next = behind_spaces(at_ + 1);
    if (next >= json_.size()) return true;
    const char c = json_[next];
    if (c == '}' || c == ']' || c == ':') return true;
    if (c == '"' || c == '\'') return names_member(next);
    if (c != ',') return false;
    // Behind a comma comes a value or a name; in prose it is a word.
    next = behind_spaces(next + 1);
    constexpr std::string_view kBegins = "\"'{[]}-0123456789tfn";
    return next >= json_.size() || kBegins.find(json_[next]) != std::string_view::npos ||
           begins_comment(json_.substr(next));
  }

  /// True if a member's name and its colon stand there: the comma before it was forgotten.
  bool names_member(std::size_t at) const {
    constexpr std::size_t kLongestName = 40;
    const char quote = json_[at];
    const std::size_t begin = ++at;
    while (at < json_.size() && at - begin < kLongestName &&
           (text::is_ascii_letter(json_[at]) || json_[at] == '@'))
      ++at;
    if (at == begin || at >= json_.size() || json_[at] != quote) return false;
    at = behind_spaces(at + 1);
    return at < json_.size() && json_[at] == ':';
  }

  std::string_view json_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<char> open_;  ///< the brackets that close what is open
  bool after_value_ = false;
};

}  // namespace

std::string repaired_json(std::string_view json) {
  json = trimmed(from_first_bracket(json));
  const bool encoded = json.substr(0, 200).find("&quot;") != std::string_view::npos &&
                       json.substr(0, 200).find('"') == std::string_view::npos;
  if (encoded) return Repair(without_encoded_quotes(json)).run();
  return Repair(json).run();
}

}  // namespace jianbao::extract
