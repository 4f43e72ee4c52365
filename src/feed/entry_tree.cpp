#include "feed/entry_tree.h"

#include <algorithm>
#include <cstddef>

#include "feed/entities.h"

namespace jianbao::feed {
namespace {

/// A repaired text holds no control character, so this stands for a text that was taken out.
constexpr std::string_view kMark = "\x01";

/// Gives the nodes that hold nothing but a mark the texts, in their order.
class Refill : public pugi::xml_tree_walker {
 public:
  Refill(std::string_view xml, std::span<const TextRange> texts) : xml_(xml), texts_(texts) {}

  bool for_each(pugi::xml_node& node) override {
    if (node.type() == pugi::node_element || node.value() != kMark) return true;
    if (filled_ < texts_.size()) fill(node, texts_[filled_]);
    ++filled_;
    return true;
  }
  std::size_t filled() const { return filled_; }

 private:
  void fill(pugi::xml_node& node, const TextRange& range) {
    const std::string_view text = xml_.substr(range.begin, range.end - range.begin);
    if (range.cdata) {
      node.set_value(text.data(), text.size());
      return;
    }
    value_.clear();
    append_without_xml_references(value_, text);
    node.set_value(value_.data(), value_.size());
  }

  std::string_view xml_;
  std::span<const TextRange> texts_;
  std::size_t filled_ = 0;
  std::string value_;
};

}  // namespace

pugi::xml_node EntryTree::parse(std::string_view entry) {
  const std::span<const TextRange> texts = texts_in(entry);
  write_with_marks(entry, texts);
  pugi::xml_parse_result parsed = parse_text();
  // A comment or a bare '<' between two of them makes one node of both.
  if (!texts.empty() && !put_back(texts)) {
    text_.assign(entry);
    parsed = parse_text();
  }
  if (!parsed) problem_ = parsed.description();
  return document_.document_element();
}

pugi::xml_parse_result EntryTree::parse_text() {
  return document_.load_buffer_inplace(text_.data(), text_.size(), kParseFlags,
                                       pugi::encoding_utf8);
}

std::span<const TextRange> EntryTree::texts_in(std::string_view entry) const {
  const auto begin = static_cast<std::size_t>(entry.data() - xml_.data());
  const auto first = std::lower_bound(
      texts_.begin(), texts_.end(), begin,
      [](const TextRange& text, std::size_t offset) { return text.begin < offset; });
  auto last = first;
  while (last != texts_.end() && last->end <= begin + entry.size()) ++last;
  return {first, last};
}

void EntryTree::write_with_marks(std::string_view entry, std::span<const TextRange> texts) {
  const auto begin = static_cast<std::size_t>(entry.data() - xml_.data());
  std::size_t done = 0;
  text_.clear();
  for (const TextRange& text : texts) {
    text_.append(entry, done, text.begin - begin - done).append(kMark);
    done = text.end - begin;
  }
  text_.append(entry, done);
}

bool EntryTree::put_back(std::span<const TextRange> texts) {
  Refill refill(xml_, texts);
  document_.traverse(refill);
  return refill.filled() == texts.size();
}

}  // namespace jianbao::feed
