#include "jianbao/extract/extractor.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "extract/body.h"
#include "extract/body_parts.h"
#include "extract/document.h"
#include "extract/dom.h"
#include "extract/main_content.h"
#include "extract/markup_recorder.h"
#include "extract/markup_writers.h"
#include "extract/metadata.h"
#include "extract/page_language.h"
#include "extract/plain_line.h"
#include "extract/rule_match.h"
#include "jianbao/text/url.h"

namespace jianbao::extract {
namespace {

/// What the links of a page are relative to.
std::string base_of(const GumboNode& root, std::string_view address) {
  const GumboNode* const head = child_element(root, GUMBO_TAG_HEAD);
  const GumboNode* const base = head == nullptr ? nullptr : child_element(*head, GUMBO_TAG_BASE);
  const std::string_view href = base == nullptr ? std::string_view() : attribute(*base, "href");
  return href.empty() ? std::string(address) : text::resolve(address, href);
}

}  // namespace

class Extractor::Impl {
 public:
  Impl(const Limits& limits, std::shared_ptr<const SiteRules> rules)
      : parser_(limits), lines_(limits), rules_(std::move(rules)) {}

  Body body(std::string_view html, std::string_view base) {
    return read_body(parser_.parse(html), base, builder_, stack_);
  }

  Page page(std::string_view html, std::string_view url, Explanation* why, BodyMarkup* body) {
    GumboNode& root = parser_.parse(html);
    Page page = read_metadata(root, url, lines_, stack_, why);
    const std::string_view address = url.empty() ? page.url : url;
    const SiteRules::Compiled* const rule = rules_ == nullptr ? nullptr : rules_->find(address);
    std::optional<MarkupRecorder> markup;
    if (body != nullptr) markup.emplace(builder_);
    MarkupRecorder* const recorder = markup ? &*markup : nullptr;
    if (rule == nullptr || !read_by_rule(*rule, root, page, why, recorder)) {
      if (markup) markup->clear();
      read_main_text(root, page, why, recorder);
    }
    judge_language(page, why);
    if (markup) body->text = write_body(*markup, text::BaseUrl(base_of(root, address)), *body);
    return page;
  }

  std::string plain_line(std::string_view html) { return lines_.of(html); }

 private:
  /// False if the text is still to be found.
  bool read_by_rule(const SiteRules::Compiled& rule, GumboNode& root, Page& page, Explanation* why,
                    MarkupRecorder* markup) {
    const RuleMatch match = apply_rule(rule, root, stack_);
    correct_by_rule(rule, match, page, why);
    if (why != nullptr) explain_rule(rule, match, *why);
    std::string text = text_of_parts(match.content, builder_, stack_, markup);
    if (text.empty()) {
      if (why != nullptr && match.names_content) {
        why->notes.push_back("the rule's content selectors found no text");
      }
      return false;
    }
    page.text = std::move(text);
    return true;
  }

  void explain_rule(const SiteRules::Compiled& rule, const RuleMatch& match, Explanation& why) {
    why.rule = name_of(rule);
    for (const GumboNode* const part : match.content) {
      if (why.candidates.size() == Explanation::kMaxCandidates) break;
      why.candidates.push_back({name_of_element(*part), "site rule", 1, 0, true,
                                excerpt_of(text_of_parts({part}, builder_, stack_))});
    }
  }

  static void judge_language(Page& page, Explanation* why) {
    PageLanguage language = page_language(page.language, page.text);
    page.language = std::move(language.tag);
    if (why == nullptr || language.source.empty()) return;
    std::erase_if(why->fields, [](const auto& source) { return source.field == "language"; });
    why->fields.push_back({"language", language.source, page.language});
  }

  std::string write_body(const MarkupRecorder& markup, const text::BaseUrl& base,
                         const BodyMarkup& body) const {
    const std::vector<Token> tokens = body_parts(builder_.raw(), markup.events(), base);
    return body.format == MarkupFormat::kHtml ? to_html(tokens) : to_markdown(tokens);
  }

  void read_main_text(const GumboNode& root, Page& page, Explanation* why, MarkupRecorder* markup) {
    const GumboNode* const body = child_element(root, GUMBO_TAG_BODY);
    std::string found;
    if (body != nullptr) {
      const std::string description = page_description(root);
      found = main_text(*body, {page.title, description, page.text, page.url, page.authors},
                        builder_, stack_, markup, why);
    }
    // Pages whose text a script puts in, and pages cut short, often hold all of it as JSON-LD.
    const bool has_markup = page.text.find("</") != std::string::npos;
    if (has_markup || page.text.size() < 2 * found.size()) {
      page.text = std::move(found);
    } else {
      page.text = paragraphs_of_lines(page.text);
      if (why != nullptr) {
        for (Candidate& candidate : why->candidates) candidate.chosen = false;
        why->notes.push_back("the text is JSON-LD's articleBody");
      }
      if (markup != nullptr) markup->clear();
    }
  }

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
  PlainLine lines_;
  std::shared_ptr<const SiteRules> rules_;
  TextBuilder builder_;
  std::vector<WalkPlace> stack_;
};

Extractor::Extractor(const Limits& limits, std::shared_ptr<const SiteRules> rules)
    : impl_(std::make_unique<Impl>(limits, std::move(rules))) {}
Extractor::~Extractor() = default;
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;

Body Extractor::body(std::string_view html, std::string_view base) {
  return impl_->body(html, base);
}

Page Extractor::page(std::string_view html, std::string_view url, Explanation* why,
                     BodyMarkup* body) {
  return impl_->page(html, url, why, body);
}

std::string Extractor::plain_line(std::string_view html) {
  return impl_->plain_line(html);
}

}  // namespace jianbao::extract
