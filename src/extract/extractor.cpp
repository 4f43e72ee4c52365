#include "jianbao/extract/extractor.h"

#include <algorithm>
#include <utility>

#include "extract/body.h"
#include "extract/document.h"
#include "extract/dom.h"
#include "extract/main_content.h"
#include "extract/metadata.h"
#include "jianbao/text/unicode.h"

namespace jianbao::extract {

class Extractor::Impl {
 public:
  explicit Impl(const Limits& limits) : parser_(limits) {}

  Body body(std::string_view html, std::string_view base) {
    return read_body(parser_.parse(html), base, builder_, stack_);
  }

  Page page(std::string_view html, std::string_view url) {
    const GumboNode& root = parser_.parse(html);
    Page page = read_metadata(root, url, stack_);
    const GumboNode* const body = child_element(root, GUMBO_TAG_BODY);
    std::string found;
    if (body != nullptr) {
      const std::string description = page_description(root);
      found = main_text(*body, {page.title, description, page.text}, builder_, stack_);
    }
    // Pages whose text a script puts in, and pages cut short, often hold all of it as JSON-LD.
    const bool has_markup = page.text.find("</") != std::string::npos;
    if (has_markup || page.text.size() < 2 * found.size()) {
      page.text = std::move(found);
    } else {
      page.text = paragraphs_of_lines(page.text);
    }
    return page;
  }

  std::string plain_line(std::string_view html) {
    if (html.find_first_of("<&") == std::string_view::npos) return text::clean_line(html);
    return text::clean_line(read_text(parser_.parse(html), builder_, stack_));
  }

 private:
  std::string paragraphs_of_lines(std::string_view plain) {
    builder_.clear();
    while (!plain.empty()) {
      const std::size_t end = std::min(plain.find('\n'), plain.size());
      builder_.begin(Display::kBlock);
      builder_.append(plain.substr(0, end));
      builder_.end(Display::kBlock);
      plain.remove_prefix(std::min(end + 1, plain.size()));
    }
    return builder_.finish();
  }

  DocumentParser parser_;
  TextBuilder builder_;
  std::vector<WalkPlace> stack_;
};

Extractor::Extractor(const Limits& limits) : impl_(std::make_unique<Impl>(limits)) {}
Extractor::~Extractor() = default;
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;

Body Extractor::body(std::string_view html, std::string_view base) {
  return impl_->body(html, base);
}

Page Extractor::page(std::string_view html, std::string_view url) {
  return impl_->page(html, url);
}

std::string Extractor::plain_line(std::string_view html) {
  return impl_->plain_line(html);
}

}  // namespace jianbao::extract
