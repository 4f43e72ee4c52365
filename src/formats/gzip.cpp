#include "jianbao/formats/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <new>

#include "jianbao/core/error.h"

namespace jianbao::formats {
namespace {

constexpr std::string_view kMagic = "\x1f\x8b\x08";
constexpr int kOnlyGzip = 16 + MAX_WBITS;

/// How unfolding ended.
enum class End { kWhole, kCutOff, kDamaged, kFull };

/// zlib's state for one file.
class Inflater {
 public:
  /// `bytes` must be shorter than 4 GiB, which is all that zlib counts.
  explicit Inflater(std::string_view bytes) : end_(bytes.data() + bytes.size()) {
    // zlib does not write to what it reads, but older versions did not say so.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    if (inflateInit2(&stream_, kOnlyGzip) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Fills `out` up to `size` bytes, growing it as they come.
  End run(std::string& out, std::size_t size) {
    constexpr std::size_t kFirst = std::size_t{64} << 10U;
    std::size_t filled = 0;
    End end = End::kFull;
    while (filled < size) {
      out.resize(std::min(size, std::max(kFirst, filled * 2)));
      stream_.next_out = reinterpret_cast<Bytef*>(out.data() + filled);
      stream_.avail_out = static_cast<uInt>(out.size() - filled);
      end = inflate_members();
      filled = out.size() - stream_.avail_out;
      if (end != End::kFull) break;
    }
    out.resize(filled);
    return end;
  }

 private:
  End inflate_members() {
    for (;;) {
      const int status = inflate(&stream_, Z_NO_FLUSH);
      if (status == Z_STREAM_END) {
        if (!is_gzip(rest()) || inflateReset(&stream_) != Z_OK) return End::kWhole;
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        return End::kDamaged;
      } else if (stream_.avail_out == 0) {
        return End::kFull;
      } else if (stream_.avail_in == 0) {
        return End::kCutOff;
      }
    }
  }

  std::string_view rest() const {
    return {end_ - stream_.avail_in, static_cast<std::size_t>(stream_.avail_in)};
  }

  z_stream stream_{};
  const char* end_;
};

}  // namespace

bool is_gzip(std::string_view bytes) {
  return bytes.starts_with(kMagic);
}

std::string gunzip(std::string_view bytes, std::size_t max_bytes, const std::string& name) {
  std::string out;
  // One byte more than allowed is room enough to notice that there is more.
  switch (Inflater(bytes).run(out, max_bytes + 1)) {
    case End::kWhole:
      if (out.size() <= max_bytes) return out;
      [[fallthrough]];
    case End::kFull:
      throw Error(ErrorKind::kLimit, name,
                  "unpacks to more than the limit of " + std::to_string(max_bytes >> 20U) + " MiB",
                  "split it, or leave it out");
    case End::kCutOff:
      throw Error(ErrorKind::kInput, name, "a gzip file that was cut off", "get it again");
    case End::kDamaged:
      break;
  }
  throw Error(ErrorKind::kInput, name, "a damaged gzip file", "get it again");
}

void unpack_gzip(std::string& bytes, std::size_t max_bytes, const std::string& name) {
  if (is_gzip(bytes)) bytes = gunzip(bytes, max_bytes, name);
}

std::string gunzip_beginning(std::string_view bytes, std::size_t size) {
  std::string out;
  Inflater(bytes).run(out, size);
  return out;
}

}  // namespace jianbao::formats
