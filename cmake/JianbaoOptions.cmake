# Build options shared by every target of ours; never exported, never global.
option(JIANBAO_WERROR "Treat compiler warnings as errors" OFF)
option(JIANBAO_FUZZ "Build the fuzz targets with libFuzzer; needs clang" OFF)
set(JIANBAO_SANITIZE "" CACHE STRING "Sanitizers for every target, e.g. address,undefined")

find_program(JIANBAO_CCACHE ccache)
if(JIANBAO_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${JIANBAO_CCACHE}")
endif()

add_library(jianbao_options INTERFACE)
target_compile_features(jianbao_options INTERFACE cxx_std_20)
target_compile_options(jianbao_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Wswitch-enum
  $<$<BOOL:${JIANBAO_WERROR}>:-Werror>)
# GCC 12 reports the unused alternatives of std::optional and std::variant as uninitialised.
target_compile_options(jianbao_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
target_include_directories(jianbao_options INTERFACE
  "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src")

if(JIANBAO_SANITIZE)
  target_compile_options(jianbao_options INTERFACE
    -fsanitize=${JIANBAO_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(jianbao_options INTERFACE -fsanitize=${JIANBAO_SANITIZE})
endif()

if(JIANBAO_FUZZ)
  target_compile_options(jianbao_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(JIANBAO_MOLD mold)
if(JIANBAO_MOLD)
  target_link_options(jianbao_options INTERFACE -fuse-ld=mold)
endif()
target_link_options(jianbao_options INTERFACE -Wl,--as-needed)
