cmake_minimum_required(VERSION 3.25)
# Each kind of change to the header is caught by the guard that is there for it: by abidiff, or by the lock file for what
# abidiff does not see. A member that is appended under its gate passes both. An edited baseline is found by its hash, and
# by the release that has another. Works on copies below WORK.
find_program(ABIDIFF abidiff)
if(NOT ABIDIFF)
  message(STATUS "skipped: needs abidiff (Debian: abigail-tools)")
  return()
endif()
file(READ "${ROOT}/sdk/include/sluice/destination.h" header)

# changed(OLD NEW): a copy of the header below WORK in which OLD, which must be there, is NEW.
function(changed old new)
  string(FIND "${header}" "${old}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "expected the header to hold \"${old}\": this test is to change it")
  endif()
  string(REPLACE "${old}" "${new}" text "${header}")
  file(WRITE "${WORK}/sluice/destination.h" "${text}")
endfunction()

function(abidiff_says expected what)
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DINCLUDE=${WORK}" "-DBASELINE=${ROOT}/sdk/abi/1.0.abi" "-DWORK=${WORK}"
    "-DPROBE=${ROOT}/sdk/abi/probe.c" -P "${CMAKE_CURRENT_LIST_DIR}/same_abi.cmake" RESULT_VARIABLE result
    OUTPUT_VARIABLE output ERROR_VARIABLE output)
  string(REGEX REPLACE "[ \n]+" " " output "${output}")
  if((expected STREQUAL same) AND NOT result EQUAL 0)
    message(SEND_ERROR "${what}: expected abidiff to accept it, found: ${output}")
  elseif((expected STREQUAL different) AND NOT output MATCHES "abidiff: ")
    message(SEND_ERROR "${what}: expected abidiff to refuse it, found: ${output}")
  endif()
endfunction()

function(lock_says expected what)
  execute_process(COMMAND "${CMAKE_COMMAND}" -DCOMPILER=gcc -DSTANDARD=c99 "-DLOCK=${ROOT}/sdk/abi/lock_1_0.c"
    "-DINCLUDE=${WORK}" -P "${CMAKE_CURRENT_LIST_DIR}/compiles.cmake" RESULT_VARIABLE result
    OUTPUT_VARIABLE output ERROR_VARIABLE output)
  string(REGEX REPLACE "[ \n]+" " " output "${output}")
  if((expected STREQUAL same) AND NOT result EQUAL 0)
    message(SEND_ERROR "${what}: expected the lock file to compile, found: ${output}")
  elseif((expected STREQUAL different) AND NOT output MATCHES "is not that of version")
    message(SEND_ERROR "${what}: expected the lock file not to compile, found: ${output}")
  endif()
endfunction()

changed("uint32_t type;              /* SLUICE_T_* */\n  uint32_t len; " "uint32_t len;\n  uint32_t type; ")
abidiff_says(different "two members change places")
lock_says(different "two members change places")

changed("  uint32_t max_batch_bytes;" "  uint64_t max_batch_bytes;")
abidiff_says(different "a member grows")
lock_says(different "a member grows")

changed("int32_t vendor_code;" "uint32_t vendor_code;")
abidiff_says(different "a member loses its sign")

changed("    int64_t i;" "    uint64_t i;")
abidiff_says(different "a member of the union loses its sign")

changed("const sluice_result *, size_t n);" "sluice_result *, size_t n);")
abidiff_says(different "an argument of a callback loses its const")

changed("void (*cancel)(sluice_instance *);" "sluice_rc (*cancel)(sluice_instance *);")
abidiff_says(different "a callback gives something back")

changed("SLUICE_DELIVERED = 1" "SLUICE_DELIVERED = 6")
abidiff_says(same "a constant changes")
lock_says(different "a constant changes")

changed("SLUICE_WHY_EXPIRED = 12," "")
lock_says(different "a constant is gone")

set(last "/* 0: no limit */\n")
changed("${last}" "${last}  uint64_t max_request_bytes;\n")
abidiff_says(different "a member is appended without a gate")
lock_says(different "a member is appended without a gate")

changed("${last}" "${last}#if SLUICE_ABI_TARGET_MINOR >= 1\n  uint64_t max_request_bytes;\n#endif\n")
abidiff_says(same "a member is appended under its gate")
lock_says(same "a member is appended under its gate")

# unedited_says(MESSAGE): baselines_unedited.cmake, run over the copy in WORK/house, fails with MESSAGE; "" if it passes.
function(unedited_says message)
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DROOT=${WORK}/house" -P "${CMAKE_CURRENT_LIST_DIR}/baselines_unedited.cmake"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  string(REGEX REPLACE "[ \n]+" " " output "${output}")
  string(FIND "${output}" "${message}" at)
  if((message AND at EQUAL -1) OR (NOT message AND NOT result EQUAL 0))
    message(SEND_ERROR "expected baselines_unedited to say \"${message}\", found: ${output}")
  endif()
endfunction()

set(house "${WORK}/house")
file(REMOVE_RECURSE "${house}")
file(COPY "${ROOT}/sdk/abi" DESTINATION "${house}/sdk")
unedited_says("")
file(APPEND "${house}/sdk/abi/1.0.abi" "\n")
unedited_says("1.0.abi was edited")
file(COPY "${ROOT}/sdk/abi/1.0.abi" DESTINATION "${house}/sdk/abi")
file(WRITE "${house}/sdk/abi/lock_1_1.c" "")
unedited_says("lock_1_1.c stands in no line")
file(REMOVE "${house}/sdk/abi/lock_1_1.c" "${house}/sdk/abi/lock_1_0.c")
unedited_says("lock_1_0.c is gone")
file(COPY "${ROOT}/sdk/abi/lock_1_0.c" DESTINATION "${house}/sdk/abi")

find_program(GIT git)
if(GIT)
  set(git "${GIT}" -C "${house}" -c user.name=nobody -c user.email=nobody@example.org)
  foreach(step "init;--quiet" "add;." "commit;--quiet;--message;frozen" "tag;v1.0")
    execute_process(COMMAND ${git} ${step} COMMAND_ERROR_IS_FATAL ANY)
  endforeach()
  unedited_says("")
  file(APPEND "${house}/sdk/abi/1.0.abi" "\n")
  file(SHA256 "${house}/sdk/abi/1.0.abi" hash)
  file(READ "${house}/sdk/abi/SHA256SUMS" sums)
  string(REGEX REPLACE "[0-9a-f]+  1[.]0[.]abi" "${hash}  1.0.abi" sums "${sums}")
  file(WRITE "${house}/sdk/abi/SHA256SUMS" "${sums}")
  unedited_says("released with v1.0")
endif()
