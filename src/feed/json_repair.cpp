#include "feed/json_repair.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "feed/document_end.h"
#include "feed/markup.h"
#include "feed/splice.h"
#include "jianbao/text/byte_search.h"

namespace jianbao::feed {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

bool is_in(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

/// The four hexadecimal digits behind "\u".
std::optional<std::uint32_t> unit_at(std::string_view text, std::size_t at) {
  if (text.size() - std::min(at, text.size()) < 4) return std::nullopt;
  std::uint32_t unit = 0;
  for (const char c : text.substr(at, 4)) {
    const std::size_t digit = std::string_view("0123456789abcdefABCDEF").find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    unit = unit * 16 + static_cast<std::uint32_t>(digit < 16 ? digit : digit - 6);
  }
  return unit;
}

/// What a bare word means in JSON.
std::string_view json_word(std::string_view word) {
  struct Word {
    std::string_view foreign;
    std::string_view json;
  };
  constexpr std::array<Word, 7> kWords{{{"True", "true"},
                                        {"False", "false"},
                                        {"None", "null"},
                                        {"undefined", "null"},
                                        {"NaN", "null"},
                                        {"Infinity", "null"},
                                        {"-Infinity", "null"}}};
  const auto* found = std::find_if(kWords.begin(), kWords.end(),
                                   [&](const Word& known) { return known.foreign == word; });
  return found == kWords.end() ? word : found->json;
}

class JsonRepairer {
 public:
  JsonRepairer(std::string_view in, RepairLog& log) : in_(in), log_(log), out_(in) {}

  std::string run() {
    while (at() < in_.size() && !done_) step();
    return out_.take();
  }

 private:
  std::size_t at() const { return out_.position(); }
  char byte(std::size_t offset) const { return offset < in_.size() ? in_[offset] : '\0'; }
  std::size_t behind_space(std::size_t from) const {
    return std::min(in_.find_first_not_of(kSpace, from), in_.size());
  }
  void keep(std::size_t size) { out_.keep_to(std::min(at() + size, in_.size())); }

  /// Notes a fault at the position.
  void replace(std::size_t size, std::string_view with, Fault fault = Fault::kJson) {
    log_.add(fault, at());
    out_.drop_to(std::min(at() + size, in_.size()));
    if (!with.empty()) out_.add(with);
  }

  void step() {
    const char c = in_[at()];
    if (is_in(c, kSpace)) {
      keep(1);
    } else if (c == '"') {
      before_value();
      string();
    } else if (c == '{' || c == '[') {
      before_value();
      keep(1);
      ++depth_;
      ended_ = false;
    } else if (c == '}' || c == ']') {
      close();
    } else if (c == ',') {
      comma();
    } else if (c == ':') {
      keep(1);
      ended_ = false;
    } else if (c == '/') {
      comment();
    } else if (is_name_byte(c) || c == '+') {
      before_value();
      word();
    } else {
      replace(1, "");
    }
  }

  void before_value() {
    if (!ended_) return;
    log_.add(Fault::kJson, at());
    out_.add(",");
  }

  void close() {
    keep(1);
    ended_ = true;
    depth_ -= depth_ > 0 ? 1U : 0U;
    if (depth_ > 0) return;
    done_ = true;
    const std::string_view rest = in_.substr(at());
    if (!is_xml_space(rest)) log_.add(Fault::kBehind, at() + rest.find_first_not_of(kSpace));
  }

  void comma() {
    const std::size_t next = behind_space(at() + 1);
    if (ended_ && !is_in(byte(next), "]},")) {
      keep(1);
    } else {
      replace(1, "");
    }
    ended_ = ended_ && is_in(byte(next), "]},");
  }

  void comment() {
    const bool line = byte(at() + 1) == '/';
    if (!line && byte(at() + 1) != '*') return replace(1, "");
    const std::size_t end = in_.find(line ? "\n" : "*/", at() + 2);
    replace(end == std::string_view::npos ? in_.size() : end + (line ? 1 : 2) - at(), "");
  }

  /// A number, a word, or a name without quotes.
  void word() {
    std::size_t end = at() + 1;
    const bool number = is_in(in_[at()], "-0123456789");
    const auto goes_on = [&](char c) {
      return (is_name_byte(c) && c != ':') || (number && c == '+' && is_in(in_[end - 1], "eE"));
    };
    while (end < in_.size() && goes_on(in_[end])) ++end;
    const std::string_view word = in_.substr(at(), end - at());
    ended_ = true;
    if (byte(behind_space(end)) == ':') return replace(word.size(), '"' + std::string(word) + '"');
    const std::string_view json = json_word(word);
    if (json == word) return keep(word.size());
    replace(word.size(), json);
  }

  void string() {
    using Special = text::ByteSearch<text::Controls::kAll, '"', '\\'>;
    keep(1);
    for (;;) {
      out_.keep_to(Special::find(in_, at()));
      if (at() == in_.size()) return;
      const char c = in_[at()];
      if (c == '\\') {
        escape();
      } else if (c != '"') {
        replace(1, c == '\n' ? "\\n" : c == '\t' ? "\\t" : "");
      } else if (ends_string()) {
        break;
      } else {
        replace(1, "\\\"");
      }
    }
    keep(1);
    ended_ = true;
  }

  /// True if what follows the quote at the position may follow a string.
  bool ends_string() const {
    const std::size_t next = behind_space(at() + 1);
    if (next == in_.size() || is_in(in_[next], ":}]/")) return true;
    if (in_[next] == '"') return is_name(next);
    if (in_[next] != ',') return false;
    const std::size_t value = behind_space(next + 1);
    return value == in_.size() || is_in(in_[value], "\"{[]}-0123456789tfnTFNIu/,");
  }

  /// True if the quote at `begin` opens the name of a member, before which a comma is missing.
  bool is_name(std::size_t begin) const {
    constexpr std::size_t kLongestName = 64;
    const std::size_t size = in_.substr(begin + 1, kLongestName).find('"');
    return size != std::string_view::npos && byte(behind_space(begin + size + 2)) == ':';
  }

  void escape() {
    const char kind = byte(at() + 1);
    if (kind != 'u') {
      if (at() + 1 == in_.size() || is_in(kind, "\"\\/bfnrt")) return keep(2);
      return replace(1, "");
    }
    const auto unit = unit_at(in_, at() + 2);
    if (!unit) {
      if (in_.size() - at() < 6) return keep(2);  // cut off
      return replace(1, "");
    }
    if (*unit < 0xD800 || *unit > 0xDFFF) return keep(6);
    const bool pair = *unit < 0xDC00 && in_.substr(at() + 6).starts_with("\\u");
    const std::uint32_t second = pair ? unit_at(in_, at() + 8).value_or(0) : 0;
    if (second >= 0xDC00 && second <= 0xDFFF) return keep(12);
    const std::string_view rest = in_.substr(at() + 6);
    if (*unit < 0xDC00 && (rest.empty() || (rest.front() == '\\' && rest.size() < 6))) {
      return keep(6);  // cut off
    }
    replace(6, "\\ufffd", Fault::kReference);
  }

  std::string_view in_;
  RepairLog& log_;
  Splice out_;
  std::size_t depth_ = 0;
  bool ended_ = false;  ///< a value or a name stands before the position
  bool done_ = false;
};

}  // namespace

std::string repair_json(std::string_view utf8, RepairLog& log) {
  return JsonRepairer(utf8, log).run();
}

}  // namespace jianbao::feed
