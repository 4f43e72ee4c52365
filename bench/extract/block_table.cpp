// What the model of main content is fitted to (fit_block_model.py runs this).
//
//   block_table own PAGES FEATURES           every block judged by itself
//   block_table context PAGES FEATURES LIKELY   among its neighbours, given how likely each is
//   block_table text PAGES LIKELY            the text of each page, given how likely each block is
//
// PAGES is a file of lines "FILE<tab>URL", in which the order of the blocks is that of the pages.
// FEATURES is written and LIKELY is read: 32-bit floats, one row of features or one likelihood for
// each block.  Standard output gets JSON lines: of `own`, first the features' names and then
// {page, tag, text} of each block; of `context` the names; of `text` one string for each page.

#include <fmt/format.h>
#include <gumbo.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "extract/document.h"
#include "extract/dom.h"
#include "extract/features.h"
#include "extract/main_content.h"
#include "extract/metadata.h"
#include "extract/surroundings.h"
#include "jianbao/core/error.h"
#include "jianbao/text/charset.h"

namespace {

using namespace jianbao;
using namespace jianbao::extract;
using nlohmann::json;

/// The words that stand in each entry itself.
class OwnWords {
 public:
  explicit OwnWords(std::vector<std::string>& words, const std::vector<OutlineEntry>& entries)
      : words_(words), entries_(entries) {}

  bool enter(const GumboNode& element) {
    const Display display = display_of(element.v.element);
    if (display == Display::kDropped || is_skipped(element)) return false;
    if (display == Display::kBreak) words_[open_] += '\n';
    if (display == Display::kBreak || display == Display::kInline) {
      return display == Display::kInline;
    }
    words_[open_] += '\n';
    open_ = next_++;
    return true;
  }
  void leave(const GumboNode& element) {
    if (display_of(element.v.element) != Display::kInline) open_ = entries_[open_].parent;
  }
  void text(const GumboNode& node) { words_[open_] += text_of(node); }

 private:
  std::vector<std::string>& words_;
  const std::vector<OutlineEntry>& entries_;
  std::uint32_t open_ = 0;
  std::uint32_t next_ = 1;
};

/// One page at a time, as Extractor reads it.
class PageReader {
 public:
  void read(const std::string& file, const std::string& url) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    html_ = text::decode(bytes).utf8;
    GumboNode& root = parser_.parse(html_);
    page_ = read_metadata(root, url, lines_, stack_, nullptr);
    description_ = page_description(root);
    entries_.clear();
    blocks_.clear();
    const GumboNode* const body = child_element(root, GUMBO_TAG_BODY);
    if (body == nullptr) return;
    NameReader names;
    entries_ = outline(*body, names, stack_);
    blocks_ = content_blocks(entries_, {page_.title, description_, page_.text});
  }

  const std::vector<Block>& blocks() const { return blocks_; }

  std::vector<Surroundings> around(const std::vector<float>& likely) const {
    return survey(entries_, blocks_, likely);
  }

  std::vector<std::string> words() {
    std::vector<std::string> words(entries_.size());
    OwnWords visitor(words, entries_);
    if (!entries_.empty()) walk(*entries_[0].node, stack_, visitor);
    return words;
  }

  std::string text(const std::vector<float>& likely) {
    return blocks_.empty() ? "" : likely_text(entries_, blocks_, likely, builder_, stack_);
  }

 private:
  Limits limits_;
  DocumentParser parser_{limits_};
  PlainLine lines_{limits_};
  TextBuilder builder_;
  std::vector<WalkPlace> stack_;
  std::string html_;
  std::string description_;
  Page page_;
  std::vector<OutlineEntry> entries_;
  std::vector<Block> blocks_;
};

void write(std::ofstream& out, const std::vector<float>& row) {
  out.write(reinterpret_cast<const char*>(row.data()),
            static_cast<std::streamsize>(row.size() * sizeof(float)));
}

std::vector<float> next_likely(std::ifstream& in, std::size_t count) {
  std::vector<float> likely(count);
  in.read(reinterpret_cast<char*>(likely.data()),
          static_cast<std::streamsize>(count * sizeof(float)));
  return likely;
}

template <class Features>
void print_names(const Features& features) {
  json names = json::array();
  for (const auto& feature : features) names.push_back(feature.name);
  fmt::print("{}\n", names.dump());
}

void print_own(PageReader& reader, std::size_t number, std::ofstream& out) {
  const std::vector<std::string> words = reader.words();
  std::vector<float> row;
  for (const Block& block : reader.blocks()) {
    row.clear();
    for (const OwnFeature& f : own_features()) row.push_back(f.value(block));
    write(out, row);
    const json line = {{"page", number},
                       {"tag", gumbo_normalized_tagname(block.entry->tag)},
                       {"text", words[block.index]}};
    fmt::print("{}\n", line.dump(-1, ' ', false, json::error_handler_t::replace));
  }
}

void write_context(const PageReader& reader, std::ifstream& in, std::ofstream& out) {
  const auto& blocks = reader.blocks();
  const std::vector<Surroundings> around = reader.around(next_likely(in, blocks.size()));
  std::vector<float> row;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    row.clear();
    for (const ContextFeature& f : context_features()) row.push_back(f.value(blocks[i], around[i]));
    write(out, row);
  }
}

int run(const std::string& what, const std::vector<std::string>& files) {
  std::ifstream pages(files[0]);
  std::ofstream out;
  std::ifstream in;
  if (what != "text") out.open(files[1], std::ios::binary);
  if (what != "own") in.open(files.back(), std::ios::binary);
  if (what == "own") print_names(own_features());
  if (what == "context") print_names(context_features());
  PageReader reader;
  std::string line;
  for (std::size_t number = 0; std::getline(pages, line); ++number) {
    const std::size_t tab = line.find('\t');
    reader.read(line.substr(0, tab), line.substr(tab + 1));
    if (what == "own") print_own(reader, number, out);
    if (what == "context") write_context(reader, in, out);
    if (what == "text") {
      const json text = reader.text(next_likely(in, reader.blocks().size()));
      fmt::print("{}\n", text.dump());
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const std::size_t wanted = words.empty() ? 0 : words[0] == "context" ? 4 : 3;
  if (words.size() != wanted || wanted == 0) {
    fmt::print(stderr, "usage: block_table own|context|text PAGES FILE...\n");
    return 2;
  }
  try {
    return run(words[0], {words.begin() + 1, words.end()});
  } catch (const Error& e) {
    fmt::print(stderr, "block_table: {}\n", e.what());
    return 1;
  }
}
