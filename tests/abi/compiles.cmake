cmake_minimum_required(VERSION 3.25)
# LOCK, which says what the numbers of a minor version or of an extension are, compiles without a word as STANDARD (c99,
# c++20) with COMPILER against the headers in INCLUDE; padding that nobody asked for is a word too.
if(NOT COMPILER)
  message(STATUS "skipped: needs ${WANTED}")
  return()
endif()
set(language c)
if(STANDARD MATCHES "[+]")
  set(language c++)
endif()
set(minor 0)
if(LOCK MATCHES "lock_1_([0-9]+)[.]c$")  # the extensions' have no minor: they stand on 1.0
  set(minor ${CMAKE_MATCH_1})
endif()
execute_process(
  COMMAND "${COMPILER}" -x ${language} -std=${STANDARD} -pedantic -Wall -Wextra -Wpadded -Werror
          -DSLUICE_ABI_TARGET_MINOR=${minor} "-I${INCLUDE}" -fsyntax-only "${LOCK}"
  RESULT_VARIABLE result ERROR_VARIABLE complaint)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "the header in ${INCLUDE} is not that of version 1.${minor} (${LOCK}), as ${STANDARD} to ${COMPILER}. A "
    "number of a released version never changes: append, or gate by SLUICE_ABI_TARGET_MINOR. Before the release: "
    "sdk/abi/freeze 1.${minor}; the lock of an extension is written by hand.\n${complaint}")
endif()
