# Sets JIANBAO_FOLD_TABLE to the C++ source of the fold table, made at build time from ICU's
# character data and OpenCC's traditional-to-simplified table (packages libicu-dev, opencc,
# libopencc-data).
find_program(JIANBAO_OPENCC_DICT opencc_dict REQUIRED)
find_file(JIANBAO_TS_CHARACTERS TSCharacters.ocd2
  PATHS /usr/share /usr/local/share PATH_SUFFIXES opencc REQUIRED)

set(ts_text "${CMAKE_CURRENT_BINARY_DIR}/TSCharacters.txt")
add_custom_command(OUTPUT "${ts_text}"
  COMMAND "${JIANBAO_OPENCC_DICT}" -i "${JIANBAO_TS_CHARACTERS}" -f ocd2 -o "${ts_text}" -t text
  DEPENDS "${JIANBAO_TS_CHARACTERS}"
  VERBATIM)

add_executable(generate_fold_table tables/generate_fold_table.cpp)
target_link_libraries(generate_fold_table PRIVATE jianbao_options PkgConfig::ICU)

set(JIANBAO_FOLD_TABLE "${CMAKE_CURRENT_BINARY_DIR}/fold_table_data.cpp")
add_custom_command(OUTPUT "${JIANBAO_FOLD_TABLE}"
  COMMAND generate_fold_table "${ts_text}" "${JIANBAO_FOLD_TABLE}"
  DEPENDS generate_fold_table "${ts_text}"
  VERBATIM)
