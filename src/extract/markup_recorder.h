#pragma once

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "extract/text_builder.h"

namespace jianbao::extract {

/// An element on the way through the content, and where in the text it stands.
struct MarkupEvent {
  enum class Kind : std::uint8_t { kOpen, kClose, kPicture };
  Kind kind;
  bool after_gap;      ///< the next word begins a paragraph
  std::size_t offset;  ///< in TextBuilder::raw()
  const GumboNode* element;
};

/// Notes, while a TextBuilder is fed, where elements begin and end: what text and markup say cannot
/// part ways, as both are made of the same pass.
class MarkupRecorder {
 public:
  explicit MarkupRecorder(const TextBuilder& builder) : builder_(builder) {}

  void clear() { events_.clear(); }
  void open(const GumboNode& element) { note(MarkupEvent::Kind::kOpen, element); }
  void close(const GumboNode& element) { note(MarkupEvent::Kind::kClose, element); }
  void picture(const GumboNode& img) { note(MarkupEvent::Kind::kPicture, img); }

  const std::vector<MarkupEvent>& events() const { return events_; }

 private:
  void note(MarkupEvent::Kind kind, const GumboNode& element) {
    events_.push_back({kind, builder_.begins_paragraph(), builder_.size(), &element});
  }

  const TextBuilder& builder_;
  std::vector<MarkupEvent> events_;
};

}  // namespace jianbao::extract
