#include "formats/front_matter.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "formats/lines.h"
#include "formats/yaml_scalar.h"
#include "jianbao/text/ascii.h"

namespace jianbao::formats {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{64} << 10U;
constexpr std::size_t kMaxEntries = 200;
constexpr std::size_t kMaxItems = 200;
constexpr std::size_t kMaxWarnings = 20;

bool is_opening(std::string_view line) {
  return line.starts_with("---") && trim(line.substr(3)).empty();
}

bool is_closing(std::string_view line) {
  return is_opening(line) || (line.starts_with("...") && trim(line.substr(3)).empty());
}

bool is_list_item(std::string_view content) {
  return content == "-" || content.starts_with("- ");
}

bool is_block_marker(std::string_view value) {
  if (!value.starts_with('>') && !value.starts_with('|')) return false;
  return value.find_first_not_of("+-0123456789", 1) == std::string_view::npos;
}

/// Where the ':' stands that ends the key of "key: value"; npos if there is none.
std::size_t key_end(std::string_view content) {
  const auto colon = content.find(':');
  if (colon == 0 || colon == std::string_view::npos) return std::string_view::npos;
  if (colon + 1 < content.size() && content[colon + 1] != ' ' && content[colon + 1] != '\t') {
    return std::string_view::npos;
  }
  const bool name = content.find_first_of("\"'[]{}#,<>()&", 0) >= colon;
  return name && colon <= 64 ? colon : std::string_view::npos;
}

/// Puts lines together into entries, one after the other.
class EntryReader {
 public:
  explicit EntryReader(FrontMatter& result) : result_(result) {}

  void add_line(std::string_view line) {
    ++line_number_;
    const std::string_view content = trim(line);
    const bool indented = line.starts_with(' ') || line.starts_with('\t');
    if (content.empty() || (content.starts_with('#') && shape_ != Shape::kText)) return;
    const auto colon = key_end(content);
    if (is_list_item(content) && (shape_ == Shape::kNothing || shape_ == Shape::kList)) {
      add_item(content.substr(1));
    } else if (indented && !key_.empty()) {
      continue_value(content, colon != std::string_view::npos);
    } else if (colon != std::string_view::npos) {
      finish();
      begin(content, colon);
    } else {
      warn("is not \"key: value\"");
    }
  }

  void finish() {
    if (key_.empty()) return;
    std::vector<std::string> values =
        shape_ == Shape::kList ? std::exchange(items_, {}) : scalar_values();
    const auto same = std::find_if(result_.entries.begin(), result_.entries.end(),
                                   [this](const auto& entry) { return entry.key == key_; });
    if (same != result_.entries.end()) {
      warn("repeats a key: " + key_);
      same->values = std::move(values);
    } else if (result_.entries.size() < kMaxEntries) {
      result_.entries.push_back({key_, std::move(values)});
    } else {
      warn("is beyond what is read");
    }
    key_.clear();
    items_.clear();
    shape_ = Shape::kNone;
  }

 private:
  enum class Shape { kNone, kNothing, kPlain, kText, kList, kNested };

  void begin(std::string_view content, std::size_t colon) {
    key_ = text::ascii_lowered(trim(content.substr(0, colon)));
    raw_ = trim(content.substr(colon + 1));
    shape_ = raw_.empty() || raw_.starts_with('#') ? Shape::kNothing : Shape::kPlain;
    if (!is_block_marker(raw_)) return;
    shape_ = Shape::kText;
    raw_.clear();
    warn("begins a text over several lines, which is read as one");
  }

  void add_item(std::string_view raw) {
    if (shape_ == Shape::kNothing) shape_ = Shape::kList;
    if (items_.size() == kMaxItems) return warn("is an item beyond those that are read");
    Scalar item = read_scalar(raw);
    if (!item.clean) warn("has quotes that do not match");
    if (!item.text.empty()) items_.push_back(std::move(item.text));
  }

  void continue_value(std::string_view content, bool looks_like_key) {
    if (shape_ == Shape::kNothing && looks_like_key) {
      shape_ = Shape::kNested;
      warn("begins a nested mapping, which is not read");
    }
    if (shape_ == Shape::kNested) return;
    if (shape_ == Shape::kList) return warn("goes on with a list item and is not read");
    if (shape_ != Shape::kText && !raw_.starts_with('[')) warn("goes on with the value above it");
    if (shape_ == Shape::kNothing) shape_ = Shape::kPlain;
    if (!raw_.empty()) raw_ += ' ';
    raw_ += content;
  }

  std::vector<std::string> scalar_values() {
    if (shape_ == Shape::kNothing || shape_ == Shape::kNested) return {};
    if (shape_ == Shape::kText) return one(raw_);
    if (raw_.starts_with('{')) {
      warn("has a mapping for " + key_ + ", which is not read");
      return {};
    }
    if (raw_.starts_with('[')) {
      if (const auto items = read_flow_list(raw_)) return list(*items);
      warn("has brackets that are no list");
    }
    Scalar scalar = read_scalar(raw_);
    if (!scalar.clean) warn("has quotes that do not match");
    return one(std::move(scalar.text));
  }

  static std::vector<std::string> one(std::string text) {
    if (text.empty()) return {};
    return {std::move(text)};
  }

  std::vector<std::string> list(const std::vector<Scalar>& items) {
    std::vector<std::string> values;
    for (const Scalar& item : items) {
      if (values.size() == kMaxItems) {
        warn("has more items than are read");
        break;
      }
      values.push_back(item.text);
    }
    return values;
  }

  void warn(std::string_view problem) {
    if (result_.warnings.size() == kMaxWarnings) return;
    result_.warnings.push_back(fmt::format("front matter: line {} {}", line_number_, problem));
  }

  FrontMatter& result_;
  std::size_t line_number_ = 1;
  std::string key_;
  std::string raw_;
  std::vector<std::string> items_;
  Shape shape_ = Shape::kNone;
};

}  // namespace

const std::vector<std::string>& FrontMatter::values(std::string_view key) const {
  static const std::vector<std::string> none;
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [key](const auto& entry) { return entry.key == key; });
  return found == entries.end() ? none : found->values;
}

std::string_view FrontMatter::value(std::string_view key) const {
  const auto& all = values(key);
  return all.empty() ? std::string_view() : std::string_view(all.front());
}

std::optional<FrontMatter> read_front_matter(std::string_view text, Closing closing) {
  std::string_view rest = text;
  if (!is_opening(take_line(rest))) return std::nullopt;
  FrontMatter result;
  EntryReader reader(result);
  while (!rest.empty() && text.size() - rest.size() <= kMaxBytes) {
    const std::string_view line = take_line(rest);
    if (is_closing(line)) {
      result.closed = true;
      break;
    }
    reader.add_line(line);
  }
  reader.finish();
  const bool cut_off = rest.empty() && closing == Closing::kMayBeCutOff;
  if (result.entries.empty() || !(result.closed || cut_off)) return std::nullopt;
  result.rest = rest;
  return result;
}

}  // namespace jianbao::formats
