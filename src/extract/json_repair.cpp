#include "extract/json_repair.h"

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

class Repair {
 public:
  explicit Repair(std::string_view json) : json_(json) { out_.reserve(json.size()); }

  std::string run() {
    while (at_ < json_.size()) {
      const char c = json_[at_];
      if (c == '"') {
        copy_string();
      } else if (!copy_structure(c)) {
        break;
      }
    }
    drop_comma();
    for (; !open_.empty(); open_.pop_back()) out_ += open_.back();
    return std::move(out_);
  }

 private:
  /// False where the value has ended; what follows is no part of it.
  bool copy_structure(char c) {
    ++at_;
    if (c == '{' || c == '[') {
      if (after_value_) out_ += ',';
      after_value_ = false;
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

  void copy_string() {
    out_ += '"';
    for (++at_; at_ < json_.size(); ++at_) {
      const char c = json_[at_];
      if (c == '\\') {
        copy_escape();
      } else if (c == '"') {
        if (ends_here()) break;
        out_ += "\\\"";
      } else if (static_cast<unsigned char>(c) < 0x20) {
        out_ += ' ';
      } else {
        out_ += c;
      }
    }
    out_ += '"';
    ++at_;
  }

  void copy_escape() {
    constexpr std::string_view kKnown = "\"\\/bfnrtu";
    const char next = at_ + 1 < json_.size() ? json_[at_ + 1] : ' ';
    if (kKnown.find(next) == std::string_view::npos) return;  // the backslash alone goes
    out_ += '\\';
    out_ += next;
    ++at_;
  }

  /// True if what follows the quotation mark can follow a string.
  bool ends_here() const {
    std::size_t next = at_ + 1;
    while (next < json_.size() && text::is_ascii_space(json_[next])) ++next;
    if (next >= json_.size()) return true;
    const char c = json_[next];
    if (c == '}' || c == ']' || c == ':') return true;
    if (c != ',') return false;
    // Behind a comma comes a value or a name; in prose it is a word.
    ++next;
    while (next < json_.size() && text::is_ascii_space(json_[next])) ++next;
    constexpr std::string_view kBegins = "\"{[]}-0123456789tfn";
    return next >= json_.size() || kBegins.find(json_[next]) != std::string_view::npos;
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
