#include "extract/dom.h"

#include <array>
#include <charconv>

#include "extract/display.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::extract {
namespace {

/// So that reading the beginnings of nested elements does not add up.
constexpr std::size_t kMaxNodes = 500;

constexpr int kMinImagePixels = 50;

bool is_declared_small(const GumboNode& img, const char* dimension) {
  const std::string_view value = attribute(img, dimension);
  int pixels = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), pixels);
  return error == std::errc{} && pixels < kMinImagePixels && (end == value.data() + value.size());
}

class ShortText {
 public:
  ShortText(std::string& out, std::size_t limit) : out_(out), limit_(limit) {}

  bool enter(const GumboNode& element) {
    ++nodes_;
    const Display display = display_of(element.v.element);
    break_line(display);
    return display != Display::kDropped;
  }
  void leave(const GumboNode& element) { break_line(display_of(element.v.element)); }
  void text(const GumboNode& node) {
    ++nodes_;
    out_.append(text_of(node));
  }
  bool done() const { return out_.size() >= limit_ || nodes_ >= kMaxNodes; }

 private:
  void break_line(Display display) {
    if (display != Display::kInline && !out_.empty() && out_.back() != '\n') out_ += '\n';
  }

  std::string& out_;
  std::size_t limit_;
  std::size_t nodes_ = 0;
};

}  // namespace

std::string_view attribute(const GumboNode& element, const char* name) {
  const GumboAttribute* const found = gumbo_get_attribute(&element.v.element.attributes, name);
  return found == nullptr ? std::string_view{} : std::string_view(found->value);
}

bool is_blank(const GumboNode& node) {
  if (node.type == GUMBO_NODE_COMMENT || node.type == GUMBO_NODE_WHITESPACE) return true;
  return is_text(node) && text_of(node).find_first_not_of(" \t\n\f\r") == std::string_view::npos;
}

const GumboNode* only_child(const GumboNode& element) {
  const GumboVector& children = element.v.element.children;
  const GumboNode* only = nullptr;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* const child = static_cast<const GumboNode*>(children.data[i]);
    if (is_blank(*child)) continue;
    if (only != nullptr) return nullptr;
    only = child;
  }
  return only;
}

const GumboNode* child_element(const GumboNode& element, GumboTag tag) {
  const GumboVector& children = element.v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* const child = static_cast<const GumboNode*>(children.data[i]);
    if (is_tag(*child, tag)) return child;
  }
  return nullptr;
}

std::string short_text(const GumboNode& element, std::size_t limit) {
  std::string out;
  ShortText visitor(out, limit);
  std::vector<WalkPlace> stack;
  walk(element, stack, visitor);
  return out;
}

std::string image_address(const GumboNode& img, std::string_view base) {
  constexpr std::array<const char*, 4> kNames = {"src", "data-src", "data-original",
                                                 "data-lazy-src"};
  for (const char* const name : kNames) {
    const std::string given = text::clean_line(attribute(img, name));
    if (given.empty() || given.starts_with("data:")) continue;
    std::string address = text::undo_image_proxy(text::resolve(base, given));
    if (text::is_http(address)) return address;
  }
  return {};
}

bool is_small_picture(const GumboNode& img) {
  return is_declared_small(img, "width") || is_declared_small(img, "height");
}

}  // namespace jianbao::extract
