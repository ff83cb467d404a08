cmake_minimum_required(VERSION 3.25)
# All rooms of a wing share one namespace, so a type or an inline function may have its name once: two would be merged by
# the linker, silently, and the wrong destructor would run. In anonymous namespaces names are free.

# defined_once(WHAT NAME FILE): remembers who defines NAME, per wing.
function(defined_once what name file)
  get_property(first GLOBAL PROPERTY "first_${wing}_${name}")
  if(first AND NOT first STREQUAL file)
    message(SEND_ERROR "${what} ${name} is defined in ${first} and in ${file}: rename one, or give it an anonymous namespace")
  endif()
  set_property(GLOBAL PROPERTY "first_${wing}_${name}" "${file}")
endfunction()

function(look_at file)
  # What begins at the first column stands in the wing's namespace, or in an anonymous one.
  file(STRINGS "${file}" lines REGEX
    "^(namespace {|}  // namespace$|(struct|class|enum class|enum|union) [A-Z][A-Za-z0-9]*[^;]*$|(inline|constexpr) .*[a-z0-9_]+\\(.*$)")
  set(is_anonymous FALSE)
  foreach(line IN LISTS lines)
    if(line STREQUAL "namespace {")
      set(is_anonymous TRUE)
    elseif(line STREQUAL "}  // namespace")
      set(is_anonymous FALSE)
    elseif(is_anonymous)
      continue()
    elseif(line MATCHES "^(struct|class|enum class|enum|union) ([A-Z][A-Za-z0-9]*)( final)?( :.*)?( {.*)?$")
      defined_once(type "${CMAKE_MATCH_2}" "${file}")
    elseif(line MATCHES "^(inline|constexpr) [^=(]*[ *&]([a-z][a-z0-9_]*)\\(")
      defined_once(function "${CMAKE_MATCH_2}" "${file}")
    endif()
  endforeach()
endfunction()

foreach(wing host plugins/adobe_target plugins/file plugins/webhook sdk sdk/template/cpp sdk/template/http tests/sandbox)
  file(GLOB_RECURSE files "${ROOT}/${wing}/*.hpp" "${ROOT}/${wing}/*.cpp")
  if(wing STREQUAL "sdk")
    list(FILTER files EXCLUDE REGEX "/sdk/template/")  # each is a house of its own
  endif()
  foreach(file IN LISTS files)
    look_at("${file}")
  endforeach()
endforeach()
