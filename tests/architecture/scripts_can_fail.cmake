cmake_minimum_required(VERSION 3.25)
# Each script of this folder finds what it is there to find: a small house with one thing wrong is built below WORK, and the
# script has to name it.

# finds(SCRIPT MESSAGE FILE TEXT [FILE TEXT ...]): SCRIPT, run over a house of these files, fails with MESSAGE.
function(finds script message)
  file(REMOVE_RECURSE "${WORK}")
  file(WRITE "${WORK}/sdk/include/sluice/destination.h" "#include <stddef.h>\n")
  file(WRITE "${WORK}/sdk/include/sluice/verify.h" "#include <sluice/destination.h>\n")
  file(WRITE "${WORK}/sdk/include/sluice/trace.h" "#include <sluice/destination.h>\n")
  file(WRITE "${WORK}/README.md" "sdk/include/sluice/\n")
  set(files ${ARGN})
  while(files)
    list(POP_FRONT files file text)
    file(WRITE "${WORK}/${file}" "${text}\n")
  endwhile()
  if(script STREQUAL "no_machine_words")  # asks git which files are tracked
    execute_process(COMMAND git -C "${WORK}" init --quiet COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND git -C "${WORK}" add . COMMAND_ERROR_IS_FATAL ANY)
  endif()
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DROOT=${WORK}" -P "${CMAKE_CURRENT_LIST_DIR}/${script}.cmake"
                  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  string(REGEX REPLACE "[ \n]+" " " output "${output}")
  string(FIND "${output}" "${message}" at)
  if(result EQUAL 0 OR at EQUAL -1)
    message(SEND_ERROR "${script}: expected it to find \"${message}\" in ${ARGN}, found: ${output}")
  endif()
endfunction()

# forbids(FILE INCLUDE): layers.cmake does not let FILE have it.
function(forbids file include)
  finds(layers "${file} may not have: #include ${include}" "${file}" "#include ${include}")
endfunction()

forbids(sdk/include/sluice/destination.h "<stdio.h>")
forbids(sdk/include/sluice/record.hpp "<boost/json.hpp>")
forbids(sdk/text/utf8.cpp "<boost/json.hpp>")
forbids(sdk/http/pool.cpp "\"host/record/record.hpp\"")
forbids(host/record/record.hpp "\"host/source/source.hpp\"")
forbids(host/digest/sha256.hpp "<boost/json/value.hpp>")
forbids(host/manifest/manifest.hpp "\"host/config/config.hpp\"")
forbids(host/source/source.cpp "\"host/mapping/path.hpp\"")
forbids(host/state/store.cpp "\"host/run/run.hpp\"")
forbids(host/run/run.cpp "\"host/command/command.hpp\"")
forbids(host/run/run.cpp "<boost/asio/post.hpp>")
forbids(host/source/source.cpp "<sqlite3.h>")
forbids(host/delivery/pause.cpp "<ctime>")
forbids(host/run/run.cpp "\"adobe_target/plugin.hpp\"")
forbids(host/run/run.cpp "\"tests/support/any.hpp\"")
forbids(plugins/adobe_target/settings.cpp "\"host/record/record.hpp\"")
forbids(plugins/adobe_target/api/delivery.cpp "<sluice/http/client.hpp>")
forbids(plugins/adobe_target/net/inbox.cpp "\"adobe_target/destination.hpp\"")
forbids(plugins/webhook/api/body_template.cpp "<sluice/http/client.hpp>")
forbids(plugins/webhook/destination.cpp "\"adobe_target/settings.hpp\"")
forbids(plugins/file/destination.cpp "<sluice/http/client.hpp>")
forbids(plugins/file/api/csv_row.cpp "\"file/disk/part_file.hpp\"")
forbids(plugins/file/disk/part_file.cpp "\"file/settings.hpp\"")
forbids(tests/sandbox/router.cpp "\"adobe_target/api/delivery.hpp\"")

set(nine "")
foreach(i RANGE 1 9)
  list(APPEND nine tests/unit/${i}_test.cpp "#include <boost/beast/http.hpp>")
endforeach()
finds(layers "9 files include Beast or SSL" ${nine})

finds(floor_plan "does not name host/attic/" host/attic/dust.hpp "")
finds(floor_plan "names host/cellar/, which is gone" README.md "sdk/include/sluice/ host/cellar/")

finds(one_definition "type Pause is defined in" host/a/pause.hpp "struct Pause {" host/b/pause.hpp "class Pause final : X {")
finds(one_definition "type Pause is defined in" host/a/pause.hpp "struct Pause {" host/b/other.cpp "struct Pause {")
finds(one_definition "function is_blank is defined in" host/a/line.hpp "inline bool is_blank(int c) {"
      host/b/text.hpp "inline bool is_blank(int text) {")

string(REPEAT "\n" 300 long)
string(CONCAT machine "/ho" "me/somebody/notes")
finds(no_machine_words "README.md:1:see ${machine}" README.md "see ${machine}")

finds(file_sizes "has 301 lines" host/run/run.cpp "${long}")
