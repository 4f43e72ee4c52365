#include "feed/raw_entry.h"

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

RawEntryWriter::RawEntryWriter(const pugi::xml_node& root, const pugi::xml_node& channel,
                               const std::vector<pugi::xml_node>& inherited)
    : root_name_(root.name()), root_open_(start_tag(root)) {
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

std::string RawEntryWriter::write(std::string_view source, bool inside) const {
  const std::string channel_close = channel_name_.empty() ? "" : "</" + channel_name_ + ">";
  std::string out;
  out.reserve(root_open_.size() + channel_open_.size() + inherited_.size() + source.size() +
              channel_close.size() + root_name_.size() + 4);
  out.append(root_open_).append(channel_open_).append(inherited_);
  inside = inside && !channel_name_.empty();
  if (!inside) out.append(channel_close);
  out.append(source);
  if (inside) out.append(channel_close);
  return out.append("</").append(root_name_).append(">\n");
}

}  // namespace jianbao::feed
