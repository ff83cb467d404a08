# add_destination_plugin(NAME SOURCES a.cpp ... MANIFEST manifest.json): a loadable module that exports its entry and its
# manifest, and nothing else. The manifest is checked to be JSON and embedded, so that a host reads it without loading.
function(add_destination_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "MANIFEST" "SOURCES")
  if(NOT arg_SOURCES OR NOT arg_MANIFEST)
    message(FATAL_ERROR "add_destination_plugin(${name} SOURCES ... MANIFEST manifest.json): both are mandatory")
  endif()
  get_filename_component(manifest "${arg_MANIFEST}" ABSOLUTE)
  set(here "${CMAKE_CURRENT_FUNCTION_LIST_DIR}")
  set(embedded "${CMAKE_CURRENT_BINARY_DIR}/${name}_manifest.c")
  add_custom_command(OUTPUT "${embedded}" DEPENDS "${manifest}" "${here}/embed_manifest.cmake"
    COMMAND "${CMAKE_COMMAND}" "-DMANIFEST=${manifest}" "-DOUTPUT=${embedded}" -P "${here}/embed_manifest.cmake" VERBATIM)
  add_library(${name} MODULE ${arg_SOURCES} "${embedded}")
  set_target_properties(${name} PROPERTIES PREFIX "" C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON LINK_DEPENDS "${here}/destination_plugin.map")
  target_link_libraries(${name} PRIVATE sluice::sdk)
  target_link_options(${name} PRIVATE "LINKER:--version-script=${here}/destination_plugin.map" "LINKER:-z,now")
endfunction()
