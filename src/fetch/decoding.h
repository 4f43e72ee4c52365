#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace jianbao::fetch {

/// What of the answers' codings (RFC 9110 §8.4) can be undone; for Accept-Encoding.
inline constexpr const char* kAcceptEncoding = "gzip, deflate, br, zstd";

/// Takes what comes out; false ends the work.
using DecodedSink = std::function<bool(std::string_view bytes)>;

enum class Decoded {
  kOk,
  kUnwanted,  ///< the sink wants no more
  kBroken,    ///< the bytes are not what the coding says
};

/// Undoes one coding of a body, piece by piece.  Holds a window of 16 MiB at the most.
class Decoder {
 public:
  virtual ~Decoder() = default;
  /// Bytes behind the end of the coding's data are ignored, as browsers do.
  virtual Decoded decode(std::string_view bytes, const DecodedSink& sink) = 0;
  /// True where the data has come to its own end: what stops earlier was cut off.
  virtual bool is_whole() const = 0;
};

/// Undoes what a Content-Encoding names, the last coding first.
class Decoding {
 public:
  /// @param content_encoding  of any case, "" for none.  Nothing if it names a coding that is not
  ///                          known, or more than five.
  static std::optional<Decoding> of(std::string_view content_encoding);

  /// True if bytes come out as they go in.
  bool is_plain() const { return layers_.empty(); }

  Decoded decode(std::string_view bytes, const DecodedSink& sink) {
    return through(0, bytes, sink);
  }
  /// As Decoder::is_whole(), of all codings.
  bool is_whole() const;

 private:
  Decoded through(std::size_t layer, std::string_view bytes, const DecodedSink& sink);

  std::vector<std::unique_ptr<Decoder>> layers_;  ///< in the order in which they are undone
};

}  // namespace jianbao::fetch
