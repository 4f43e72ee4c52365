#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace jianbao::feed {

/// The entities that the internal subset of a DOCTYPE declares.  Nothing is ever fetched for one,
/// each is unfolded once, and what all of them may add to a document is bounded.
class DeclaredEntities {
 public:
  /// How many bytes unfolding may add to a document.
  static constexpr std::size_t kMaxGrowth = std::size_t{1} << 20U;
  /// How many entities may stand inside each other.
  static constexpr std::size_t kMaxNesting = 16;

  /// Takes over the declarations of the first DOCTYPE: "<!ENTITY name 'value'>".  Of two of one
  /// name the first counts; those behind the first thousand are left out.
  /// @param at  where a "<!" stands.  @return the offset behind the declaration that begins there;
  /// npos if it does not end.  O(bytes), all calls for one document together.
  std::size_t read_declaration(std::string_view document, std::size_t at);

  enum class Kind {
    kUnknown,  ///< not declared
    kText,     ///< `text` is what it stands for, escaped
    kLeft,     ///< external, or made of markup: stays a reference
  };
  struct Unfolded {
    Kind kind = Kind::kUnknown;
    std::string_view text;
  };
  /// What a reference to that name in a text stands for; it counts against kMaxGrowth.
  Unfolded unfold(std::string_view name);

  /// Names the limit that was passed; empty if none was.  The document is to be refused then.
  const std::string& problem() const { return problem_; }

 private:
  struct Entity {
    std::string value;  ///< as declared; once it is ready, what it stands for
    Kind kind = Kind::kText;
    bool ready = false;
  };

  void declare(std::string_view subset);
  Entity* prepared(std::string_view name, std::size_t depth);
  std::string unfolded(std::string_view value, std::size_t depth, Kind& kind);
  void grow(std::size_t bytes);

  std::map<std::string, Entity, std::less<>> entities_;
  bool doctype_seen_ = false;
  std::size_t growth_ = 0;
  std::string problem_;
};

}  // namespace jianbao::feed
