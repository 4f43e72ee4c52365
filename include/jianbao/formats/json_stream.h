#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "jianbao/formats/record_writer.h"

namespace jianbao::formats {

class OutputBuffer;

/// Writes one JSON value piece by piece, without building it in memory first: whatever its size, 64
/// KiB are held.  The caller's calls must nest as the value does; commas come by themselves.  Text
/// that is no valid UTF-8 is written with U+FFFD.
class JsonStream {
 public:
  explicit JsonStream(Sink sink);
  ~JsonStream();
  JsonStream(const JsonStream&) = delete;
  JsonStream& operator=(const JsonStream&) = delete;

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }

  /// The name of the member whose value comes next.
  void key(std::string_view name);
  void string(std::string_view text);
  void null();
  void number(std::uint64_t number);

  /// A member of an object.
  void member(std::string_view name, std::string_view text) {
    key(name);
    string(text);
  }

  /// Ends the value with a line break and writes out what is held.
  void finish();

 private:
  void begin(char bracket);
  void end(char bracket);
  void separate();

  std::unique_ptr<OutputBuffer> out_;
  bool comma_due_ = false;
};

}  // namespace jianbao::formats
