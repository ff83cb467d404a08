cmake_minimum_required(VERSION 3.25)
# Installs the SDK of BUILD into an empty prefix and builds tests/abi/installed against it, both in a folder outside of the
# repository: nothing of what is built may come from a path in it.
if(DEFINED ENV{TMPDIR})
  set(temp "$ENV{TMPDIR}")
else()
  set(temp /tmp)
endif()
string(RANDOM LENGTH 8 name)
set(work "${temp}/sluice-installed-${name}")
file(COPY "${CMAKE_CURRENT_LIST_DIR}/installed/" DESTINATION "${work}/source")

function(step what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    file(REMOVE_RECURSE "${work}")
    message(FATAL_ERROR "${what}:\n${output}")
  endif()
endfunction()

# never_names(FILE...): none of the files may hold a path into the repository.
function(never_names)
  foreach(file IN LISTS ARGN)
    file(STRINGS "${file}" named REGEX "${ROOT}/" LIMIT_COUNT 1)
    if(named)
      file(REMOVE_RECURSE "${work}")
      message(FATAL_ERROR "${file} names a path in the repository: ${named}")
    endif()
  endforeach()
endfunction()

step("the SDK cannot be installed" "${CMAKE_COMMAND}" --install "${BUILD}/sdk" --prefix "${work}/prefix")
file(GLOB_RECURSE texts "${work}/prefix/*.cmake" "${work}/prefix/*.h" "${work}/prefix/*.hpp")
never_names(${texts})
step("a project cannot find the installed SDK" "${CMAKE_COMMAND}" -S "${work}/source" -B "${work}/build" -G "${GENERATOR}"
     "-DCMAKE_PREFIX_PATH=${work}/prefix" "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}" "-DCMAKE_C_COMPILER=${C_COMPILER}"
     -DCMAKE_BUILD_TYPE=Debug -DCMAKE_EXPORT_COMPILE_COMMANDS=ON)
step("a plugin cannot be built with the installed SDK" "${CMAKE_COMMAND}" --build "${work}/build")
never_names("${work}/build/compile_commands.json" "${work}/build/CMakeCache.txt")

# The same without CMake: what sluice.pc says is enough to build a plugin in C.
find_program(PKG_CONFIG pkg-config)
if(PKG_CONFIG)
  file(WRITE "${work}/manifest.c" "#include <sluice/destination.h>\nconst char sluice_manifest_v1[] = \"{\\\"id\\\":\\\"org.example.c\\\"}\";\n")
  file(MAKE_DIRECTORY "${work}/build")
  set(ENV{PKG_CONFIG_PATH} "${work}/prefix/lib/pkgconfig")
  foreach(asked "--cflags" "--variable=version_script")
    execute_process(COMMAND "${PKG_CONFIG}" ${asked} sluice OUTPUT_VARIABLE answer OUTPUT_STRIP_TRAILING_WHITESPACE
                    COMMAND_ERROR_IS_FATAL ANY)
    separate_arguments(answer UNIX_COMMAND "${answer}")
    list(APPEND answers "${answer}")
  endforeach()
  list(POP_BACK answers version_script)
  step("a plugin cannot be built with what pkg-config says" "${C_COMPILER}" -std=c99 -fPIC -shared -fvisibility=hidden ${answers}
       "${CMAKE_CURRENT_LIST_DIR}/c_plugin.c" "${work}/manifest.c" -o "${work}/build/by_pkg_config.so" -Wl,-z,now
       "-Wl,--version-script=${version_script}")
else()
  message(STATUS "no pkg-config (Debian: pkgconf): sluice.pc is not tried")
endif()
foreach(plugin plain with_http)
  step("${plugin}.so" "${CMAKE_COMMAND}" "-DNM=${NM}" "-DPLUGIN=${work}/build/${plugin}.so"
       -P "${CMAKE_CURRENT_LIST_DIR}/exports_two_symbols.cmake")
endforeach()
if(PKG_CONFIG)
  step("by_pkg_config.so" "${CMAKE_COMMAND}" "-DNM=${NM}" "-DPLUGIN=${work}/build/by_pkg_config.so"
       -P "${CMAKE_CURRENT_LIST_DIR}/exports_two_symbols.cmake")
endif()
file(REMOVE_RECURSE "${work}")
