cmake_minimum_required(VERSION 3.25)
# SOURCE compiles without a word as STANDARD (c99, c++20) with COMPILER, padding that nobody asked for included.
if(NOT COMPILER)
  message(STATUS "skipped: needs ${WANTED}")
  return()
endif()
set(language c)
if(STANDARD MATCHES "[+]")
  set(language c++)
endif()
execute_process(
  COMMAND "${COMPILER}" -x ${language} -std=${STANDARD} -pedantic -Wall -Wextra -Wpadded -Werror -I${ROOT}/sdk/include
          -fsyntax-only "${SOURCE}"
  RESULT_VARIABLE result ERROR_VARIABLE complaint)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${SOURCE} is not ${STANDARD} to ${COMPILER}:\n${complaint}")
endif()
