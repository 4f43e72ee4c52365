#include "fetch/decoding.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <string>

#include "fetch/headers.h"
#include "jianbao/text/ascii.h"

namespace jianbao::fetch {

namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10U;
constexpr std::size_t kMostLayers = 5;

using Piece = std::array<char, kPiece>;

bool hand_on(const Piece& piece, std::size_t size, const DecodedSink& sink) {
  return size == 0 || sink(std::string_view(piece.data(), size));
}

/// gzip (RFC 1952), also several members in a row, and "deflate": zlib (RFC 1950), or what some
/// servers take it for, bare deflate (RFC 1951).
class Inflater : public Decoder {
 public:
  enum class Form { kGzip, kDeflate };

  explicit Inflater(Form form) : form_(form) {}
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() override {
    if (begun_) inflateEnd(&stream_);
  }

  Decoded decode(std::string_view bytes, const DecodedSink& sink) override {
    if (!begun_) {
      head_ += bytes;
      if (head_.size() < kHead) return Decoded::kOk;
      begin();
      bytes = head_;
    }
    while (!bytes.empty()) {
      if (ended_ && !next_member(bytes)) return Decoded::kOk;
      const Decoded result = inflate_all(bytes, sink);
      if (result != Decoded::kOk) return result;
    }
    return Decoded::kOk;
  }

  bool is_whole() const override { return ended_; }

 private:
  static constexpr std::size_t kHead = 2;  ///< tells zlib from bare deflate
  static constexpr std::string_view kGzipMark = "\x1F\x8B";

  bool has_zlib_head() const {
    const unsigned first = static_cast<unsigned char>(head_[0]);
    const unsigned second = static_cast<unsigned char>(head_[1]);
    return (first & 0xFU) == Z_DEFLATED && ((first << 8U) + second) % 31U == 0;
  }

  void begin() {
    constexpr int kGzipBits = MAX_WBITS + 16;
    const int deflate_bits = has_zlib_head() ? MAX_WBITS : -MAX_WBITS;
    if (inflateInit2(&stream_, form_ == Form::kGzip ? kGzipBits : deflate_bits) != Z_OK)
      throw std::bad_alloc();
    begun_ = true;
  }

  bool next_member(std::string_view bytes) {
    if (form_ != Form::kGzip || !bytes.starts_with(kGzipMark.substr(0, bytes.size()))) return false;
    inflateReset(&stream_);
    ended_ = false;
    return true;
  }

  /// Up to the end of a member; leaves what stands behind it in `bytes`.
  Decoded inflate_all(std::string_view& bytes, const DecodedSink& sink) {
    Piece piece;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(piece.data());
      stream_.avail_out = kPiece;
      const int code = inflate(&stream_, Z_NO_FLUSH);
      if (!hand_on(piece, kPiece - stream_.avail_out, sink)) return Decoded::kUnwanted;
      ended_ = code == Z_STREAM_END;
      if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return Decoded::kBroken;
    } while (!ended_ && stream_.avail_out == 0);
    bytes.remove_prefix(bytes.size() - stream_.avail_in);
    return Decoded::kOk;
  }

  Form form_;
  z_stream stream_{};
  std::string head_;
  bool begun_ = false;
  bool ended_ = false;
};

/// RFC 7932.
class BrotliDecoder : public Decoder {
 public:
  BrotliDecoder() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {
    if (!state_) throw std::bad_alloc();
  }

  Decoded decode(std::string_view bytes, const DecodedSink& sink) override {
    Piece piece;
    std::size_t left = bytes.size();
    const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
    while (!is_whole()) {
      std::size_t room = kPiece;
      auto* out = reinterpret_cast<std::uint8_t*>(piece.data());
      const BrotliDecoderResult result =
          BrotliDecoderDecompressStream(state_.get(), &left, &next, &room, &out, nullptr);
      if (!hand_on(piece, kPiece - room, sink)) return Decoded::kUnwanted;
      if (result == BROTLI_DECODER_RESULT_ERROR) return Decoded::kBroken;
      if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) break;
    }
    return Decoded::kOk;
  }

  bool is_whole() const override { return BrotliDecoderIsFinished(state_.get()) != 0; }

 private:
  struct Free {
    void operator()(BrotliDecoderState* state) const noexcept {
      BrotliDecoderDestroyInstance(state);
    }
  };
  std::unique_ptr<BrotliDecoderState, Free> state_;
};

/// RFC 8878, with the window that RFC 9659 allows on the web; also several frames in a row.
class ZstdDecoder : public Decoder {
 public:
  ZstdDecoder() : state_(ZSTD_createDStream()) {
    constexpr int kWindowLog = 23;
    if (!state_) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(state_.get(), ZSTD_d_windowLogMax, kWindowLog);
  }

  Decoded decode(std::string_view bytes, const DecodedSink& sink) override {
    Piece piece;
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    bool full = false;
    while (in.pos < in.size || full) {
      const bool between = whole_ && !full;
      ZSTD_outBuffer out{piece.data(), kPiece, 0};
      const std::size_t hint = ZSTD_decompressStream(state_.get(), &out, &in);
      if (!hand_on(piece, out.pos, sink)) return Decoded::kUnwanted;
      // What follows a whole frame and begins none is not the coding's.
      if (ZSTD_isError(hint) != 0) return between ? Decoded::kOk : Decoded::kBroken;
      whole_ = hint == 0;
      full = out.pos == kPiece && !whole_;
    }
    return Decoded::kOk;
  }

  bool is_whole() const override { return whole_; }

 private:
  struct Free {
    void operator()(ZSTD_DStream* state) const noexcept { ZSTD_freeDStream(state); }
  };
  std::unique_ptr<ZSTD_DStream, Free> state_;
  bool whole_ = false;
};

/// Null if the coding is not known.
std::unique_ptr<Decoder> decoder_of(const std::string& coding) {
  if (coding == "gzip" || coding == "x-gzip")
    return std::make_unique<Inflater>(Inflater::Form::kGzip);
  if (coding == "deflate") return std::make_unique<Inflater>(Inflater::Form::kDeflate);
  if (coding == "br") return std::make_unique<BrotliDecoder>();
  return coding == "zstd" ? std::make_unique<ZstdDecoder>() : nullptr;
}

}  // namespace

std::optional<Decoding> Decoding::of(std::string_view content_encoding) {
  Decoding decoding;
  while (!content_encoding.empty()) {
    const std::size_t end = std::min(content_encoding.find(','), content_encoding.size());
    const std::string coding = text::ascii_lowered(trimmed(content_encoding.substr(0, end)));
    content_encoding.remove_prefix(std::min(end + 1, content_encoding.size()));
    if (coding.empty() || coding == "identity" || coding == "none") continue;
    std::unique_ptr<Decoder> decoder = decoder_of(coding);
    if (!decoder || decoding.layers_.size() == kMostLayers) return std::nullopt;
    decoding.layers_.insert(decoding.layers_.begin(), std::move(decoder));
  }
  return decoding;
}

bool Decoding::is_whole() const {
  return std::all_of(layers_.begin(), layers_.end(),
                     [](const auto& layer) { return layer->is_whole(); });
}

Decoded Decoding::through(std::size_t layer, std::string_view bytes, const DecodedSink& sink) {
  if (layer == layers_.size()) return sink(bytes) ? Decoded::kOk : Decoded::kUnwanted;
  Decoded below = Decoded::kOk;
  const Decoded here = layers_[layer]->decode(bytes, [&](std::string_view piece) {
    below = through(layer + 1, piece, sink);
    return below == Decoded::kOk;
  });
  return below == Decoded::kOk ? here : below;
}

}  // namespace jianbao::fetch
