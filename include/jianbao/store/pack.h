#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace jianbao::store {

using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 (FIPS 180-4).
Digest sha256(std::string_view bytes);
/// 64 lower-case hexadecimal digits.
std::string to_hex(const Digest& digest);

/// Bytes as the archive keeps them.
struct Packed {
  Digest digest{};
  std::size_t size = 0;  ///< before compression
  std::string zstd;      ///< one zstd frame
};

/// Compresses.  Holds a zstd context, so keep one for each thread.
class Packer {
 public:
  Packer();
  ~Packer();
  Packer(Packer&&) noexcept;
  Packer& operator=(Packer&&) noexcept;

  std::string compress(std::string_view bytes);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// @throws Error(kStorage) if the frame is damaged or does not give exactly `size` bytes.
std::string unpack(std::string_view zstd, std::size_t size);

}  // namespace jianbao::store
