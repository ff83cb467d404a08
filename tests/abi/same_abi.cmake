cmake_minimum_required(VERSION 3.25)
# The header in INCLUDE, seen as the minor version of BASELINE (1.M.abi), has not changed in any way that abidiff can tell:
# order, sizes, signs, constness, the signatures of callbacks. No suppression file: in abidiff 2.2 the one that allows an
# appended member hides a reorder too. PROBE touches every type. WORK is scratch.
find_program(ABIDIFF abidiff)
find_program(GCC gcc)
if(NOT ABIDIFF OR NOT GCC)
  message(STATUS "skipped: needs gcc and abidiff (Debian: abigail-tools)")
  return()
endif()
string(REGEX REPLACE ".*/1[.]([0-9]+)[.]abi$" "\\1" minor "${BASELINE}")
file(MAKE_DIRECTORY "${WORK}")
execute_process(COMMAND "${GCC}" -std=c99 -g -O0 -shared -fPIC -fvisibility=hidden -DSLUICE_ABI_TARGET_MINOR=${minor}
  "-I${INCLUDE}" "${PROBE}" -o "${WORK}/probe.so" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${ABIDIFF}" --harmless --no-default-suppression "${BASELINE}" "${WORK}/probe.so"
  RESULT_VARIABLE result OUTPUT_VARIABLE difference ERROR_VARIABLE difference)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "the header in ${INCLUDE} is not that of version 1.${minor} (abidiff: ${result}). What is released never "
    "changes: append, gated by SLUICE_ABI_TARGET_MINOR. Before the release: sdk/abi/freeze 1.${minor}.\n${difference}")
endif()
