#include "feed/raw_entry.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace jianbao::feed {
namespace {

/// Attributes of the elements around the entry; 25 namespace declarations come to 1.5 KiB.
constexpr std::size_t kMaxAttributes = 4096;
constexpr std::size_t kMaxInherited = 1024;

class StringWriter : public pugi::xml_writer {
 public:
  explicit StringWriter(std::string& out) : out_(out) {}
  void write(const void* data, std::size_t size) override {
    out_.append(static_cast<const char*>(data), size);
  }

 private:
  std::string& out_;
};

void print(const pugi::xml_node& node, std::string& out) {
  StringWriter writer(out);
  node.print(writer, "", pugi::format_raw, pugi::encoding_utf8);
}

/// The element's start tag with as many of its attributes as are bearable.
std::string start_tag(const pugi::xml_node& element) {
  pugi::xml_document document;
  pugi::xml_node bare = document.append_child(element.name());
  std::size_t size = 0;
  for (const pugi::xml_attribute& attribute : element.attributes()) {
    size += std::string_view(attribute.name()).size() + std::string_view(attribute.value()).size();
    if (size > kMaxAttributes) break;
    bare.append_copy(attribute);
  }
  std::string out;
  print(bare, out);
  out.resize(out.rfind('/'));
  while (out.back() == ' ') out.pop_back();
  return out + ">";
}

}  // namespace

RawEntryWriter::RawEntryWriter(std::string_view xml, std::span<const Range> entries,
                               const pugi::xml_node& root, const pugi::xml_node& channel,
                               const std::vector<pugi::xml_node>& inherited)
    : xml_(xml), entries_(entries), root_name_(root.name()), root_open_(start_tag(root)) {
  if (channel && channel != root) {
    channel_name_ = channel.name();
    channel_open_ = start_tag(channel);
  }
  for (const pugi::xml_node& node : inherited) {
    std::string text;
    print(node, text);
    if (inherited_.size() + text.size() <= kMaxInherited) inherited_ += text;
  }
}

std::string_view RawEntryWriter::source_of(const pugi::xml_node& entry) const {
  const auto begin = static_cast<std::size_t>(entry.offset_debug()) - 1;  // that of its '<'
  const auto found =
      std::lower_bound(entries_.begin(), entries_.end(), begin,
                       [](const Range& range, std::size_t at) { return range.begin < at; });
  if (found == entries_.end() || found->begin != begin) return {};
  return xml_.substr(begin, found->end - begin);
}

std::string RawEntryWriter::write(const pugi::xml_node& entry) const {
  const bool inside = !channel_name_.empty() && entry.parent().name() == channel_name_;
  const std::string channel_close = channel_name_.empty() ? "" : "</" + channel_name_ + ">";
  const std::string_view source = source_of(entry);
  std::string out;
  out.reserve(root_open_.size() + channel_open_.size() + inherited_.size() + source.size() +
              channel_close.size() + root_name_.size() + 4);
  out.append(root_open_).append(channel_open_).append(inherited_);
  if (!inside) out.append(channel_close);
  out.append(source);
  if (inside) out.append(channel_close);
  return out.append("</").append(root_name_).append(">\n");
}

}  // namespace jianbao::feed
