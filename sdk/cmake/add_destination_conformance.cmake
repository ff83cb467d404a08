# add_destination_conformance(NAME PROFILE conformance.yaml [TIERS quick full]): a CTest case for each tier (quick alone
# unless said otherwise), conform_NAME_TIER, that puts the plugin NAME through the kit: sluice conform NAME.so --profile
# conformance.yaml. The program is the one that this package was installed with, or SLUICE_PROGRAM.
function(add_destination_conformance name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PROFILE" "TIERS")
  if(NOT TARGET "${name}" OR NOT arg_PROFILE)
    message(FATAL_ERROR "add_destination_conformance(${name} PROFILE conformance.yaml): expected a plugin target and a profile")
  endif()
  if(NOT arg_TIERS)
    set(arg_TIERS quick)
  endif()
  get_filename_component(profile "${arg_PROFILE}" ABSOLUTE)
  if(NOT EXISTS "${profile}")
    message(FATAL_ERROR "add_destination_conformance(${name}): expected a profile at ${profile}, found none")
  endif()
  find_program(SLUICE_PROGRAM sluice HINTS "${SLUICE_PROGRAM_HINT}" REQUIRED)
  foreach(tier IN LISTS arg_TIERS)
    add_test(NAME conform_${name}_${tier}
      COMMAND "${SLUICE_PROGRAM}" conform "$<TARGET_FILE:${name}>" --profile "${profile}" --tier ${tier})
    set_tests_properties(conform_${name}_${tier} PROPERTIES TIMEOUT 600 LABELS conformance)
  endforeach()
endfunction()
