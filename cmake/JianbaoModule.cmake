# jianbao_module(NAME SOURCES file... [USES module...] [LIBS target...])
#
# One module is one static library jianbao::NAME.  USES names the modules whose public headers it may
# include; LIBS the third-party libraries, which stay private to it.
function(jianbao_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;LIBS" ${ARGN})
  add_library(jianbao_${name} STATIC ${ARG_SOURCES})
  add_library(jianbao::${name} ALIAS jianbao_${name})
  list(TRANSFORM ARG_USES PREPEND jianbao::)
  target_link_libraries(jianbao_${name} PUBLIC ${ARG_USES} PRIVATE jianbao_options ${ARG_LIBS})
endfunction()

# jianbao_test(MODULE SOURCES file... [USES module...] [LIBS target...])
#
# One Catch2 executable a module; every test case becomes a CTest test.  A test case that calls
# jianbao::test::skip() prints "SKIPPED: reason" and counts as skipped.
function(jianbao_test module)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;LIBS" ${ARGN})
  set(target test_${module})
  add_executable(${target} ${ARG_SOURCES})
  list(TRANSFORM ARG_USES PREPEND jianbao::)
  target_link_libraries(${target} PRIVATE jianbao_options jianbao_test_support jianbao::${module}
    ${ARG_USES} ${ARG_LIBS})
  # Test code gains nothing from optimisation, and Catch's macros more than double its cost.
  target_compile_options(${target} PRIVATE -O0)
  target_compile_definitions(${target} PRIVATE CATCH_CONFIG_FAST_COMPILE)
  catch_discover_tests(${target} TEST_PREFIX "${module}: "
    DISCOVERY_MODE PRE_TEST
    PROPERTIES TIMEOUT 300 LABELS ${module} SKIP_REGULAR_EXPRESSION "SKIPPED: ")
endfunction()
