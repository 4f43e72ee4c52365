# Every third-party package, found once.  cmake/packages-debian.txt names what installs them.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)

pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc icu-i18n)  # text
pkg_check_modules(UCHARDET REQUIRED IMPORTED_TARGET uchardet)    # text
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)          # extract
find_package(simdjson REQUIRED)                                  # text: validates UTF-8
find_library(CLD2_LIBRARY cld2 REQUIRED)                         # extract
find_path(CLD2_INCLUDE_DIR cld2/public/compact_lang_det.h REQUIRED)
add_library(CLD2::cld2 UNKNOWN IMPORTED)
set_target_properties(CLD2::cld2 PROPERTIES IMPORTED_LOCATION "${CLD2_LIBRARY}"
  INTERFACE_INCLUDE_DIRECTORIES "${CLD2_INCLUDE_DIR}")
find_package(pugixml REQUIRED)                                   # feed
find_package(ZLIB REQUIRED)                                      # formats, fetch
find_package(CURL REQUIRED)                                      # fetch
find_package(SQLite3 REQUIRED)                                   # store
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)        # store: SHA-256
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)         # store, fetch
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlidec)  # fetch
find_package(CLI11 REQUIRED)                                     # cli
find_package(tomlplusplus REQUIRED)                              # cli

if(BUILD_TESTING)
  pkg_check_modules(BROTLI_ENCODER REQUIRED IMPORTED_TARGET libbrotlienc)
  pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)  # tests' server on loopback
endif()
