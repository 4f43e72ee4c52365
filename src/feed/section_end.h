#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace jianbao::feed {

/// A CDATA section or comment as it stands in a document.
struct Section {
  std::size_t content_end = 0;  ///< where its content ends
  std::size_t end = 0;          ///< behind its closing mark
  bool cut = false;             ///< the document ends inside it
  bool repaired = false;        ///< its closing mark is missing, what follows is not its own
  /// Where a section stands inside it that is no part of the text, as two programs wrote it one
  /// after the other: its opening and its closing mark; 0 if there is none.
  std::size_t inner_opening = 0;
  std::size_t inner_closing = 0;
};

/// The length of the mark at the beginning of `text` that opens a CDATA section, also one in other
/// letters, with spaces or without its '!' or first '['; 0 if there is none.
std::size_t cdata_mark(std::string_view text);

/// What stands around a section: a field, or an element that holds entries.
enum class Around { kField, kEntries, kUrls };

/// Finds where the sections of one kind end, also those whose closing mark is missing.
class SectionEnds {
 public:
  SectionEnds(std::string_view document, std::string_view opening, std::string_view closing)
      : document_(document), opening_(opening), closing_(closing) {}

  /// The section whose content begins at `begin`, inside an element called `element`.  Without a
  /// closing mark of its own - there is none, or another section opens before it - it ends before
  /// an end tag of the element that no start tag in it belongs to; in an element that holds
  /// entries, and without any closing mark behind it, before the next of them.  Asked for growing
  /// offsets, all calls together take O(bytes).
  Section section_at(std::size_t begin, std::string_view element, Around around);

 private:
  std::size_t closing_from(std::size_t from);
  std::size_t opening_from(std::size_t from);
  /// Where an end tag of the element, or of an entry, stands that no start tag in between belongs
  /// to, or the start tag of an entry if `of_sitemap` says which; npos if nowhere.  Looks ahead
  /// for 64 MiB in all calls together, then 4 KiB each time.
  std::size_t foreign_from(std::size_t begin, std::size_t end, std::string_view element,
                           std::optional<bool> of_sitemap);
  Section around_inner(const Section& section, std::size_t opened, std::string_view element) const;

  std::string_view document_;
  std::string_view opening_;
  std::string_view closing_;
  std::size_t next_closing_ = 0;  ///< the last that was found, npos if none follows
  std::size_t next_opening_ = 0;  ///< likewise
  std::size_t looked_ = 0;
};

}  // namespace jianbao::feed
