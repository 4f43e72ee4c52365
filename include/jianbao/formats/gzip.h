#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jianbao::formats {

/// True if the bytes begin as a gzip file does (RFC 1952).
bool is_gzip(std::string_view bytes);

/// What a gzip file holds, of all its members; zeros and junk behind the last are passed over, as
/// gzip does.  Never more than `max_bytes` are made, however much a small file unfolds to.
/// @param name  how errors call the file.
/// @throws Error(kLimit) if there is more, Error(kInput) if the file is damaged or cut off.
std::string gunzip(std::string_view bytes, std::size_t max_bytes, const std::string& name);

/// Puts what a gzip file holds in its place; other bytes stay as they are.  Throws as gunzip().
void unpack_gzip(std::string& bytes, std::size_t max_bytes, const std::string& name);

/// The first bytes of what a gzip file holds, at most `size`; as many as there are if the file is
/// damaged, cut off or only its beginning.
std::string gunzip_beginning(std::string_view bytes, std::size_t size);

}  // namespace jianbao::formats
