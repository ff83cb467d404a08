cmake_minimum_required(VERSION 3.25)
# Nothing that is tracked names a folder of the machine it was written on. The words are put together here, so that this
# file may be tracked too.
set(words "/wo" "rk/|[.]li" "brary|/ho" "me/[a-z]|/ro" "ot/")
list(JOIN words "" words)
find_program(GIT git)
if(NOT GIT OR NOT EXISTS "${ROOT}/.git")
  message(STATUS "skipped: needs git and a clone, to know which files are tracked")
  return()
endif()
execute_process(COMMAND "${GIT}" -C "${ROOT}" grep -nIE "${words}" OUTPUT_VARIABLE found RESULT_VARIABLE result)
if(result EQUAL 0)
  message(FATAL_ERROR "expected no path of a machine in a tracked file, found:\n${found}")
elseif(NOT result EQUAL 1)  # 1: no line matched
  message(FATAL_ERROR "git grep failed with ${result}")
endif()
