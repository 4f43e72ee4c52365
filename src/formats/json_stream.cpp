#include "jianbao/formats/json_stream.h"

#include <utility>

#include "formats/json_text.h"
#include "formats/output_buffer.h"

namespace jianbao::formats {

JsonStream::JsonStream(Sink sink) : out_(std::make_unique<OutputBuffer>(std::move(sink))) {}
JsonStream::~JsonStream() = default;

void JsonStream::separate() {
  if (std::exchange(comma_due_, true)) out_->put(',');
}

void JsonStream::begin(char bracket) {
  separate();
  out_->put(bracket);
  comma_due_ = false;
}

void JsonStream::end(char bracket) {
  out_->put(bracket);
  comma_due_ = true;
}

void JsonStream::key(std::string_view name) {
  separate();
  write_json_string(*out_, name);
  out_->put(':');
  comma_due_ = false;
}

void JsonStream::string(std::string_view text) {
  separate();
  write_json_string(*out_, text);
}

void JsonStream::null() {
  separate();
  out_->put("null");
}

void JsonStream::number(std::uint64_t number) {
  separate();
  out_->put(std::to_string(number));
}

void JsonStream::finish() {
  out_->put('\n');
  out_->flush();
}

}  // namespace jianbao::formats
