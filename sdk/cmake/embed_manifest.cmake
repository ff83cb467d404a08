cmake_minimum_required(VERSION 3.25)
# Writes OUTPUT, a C file that defines sluice_manifest_v1 with the bytes of MANIFEST. Fails if it is not JSON with an id.
file(READ "${MANIFEST}" text)
string(JSON id ERROR_VARIABLE wrong GET "${text}" id)
if(wrong)
  message(FATAL_ERROR "${MANIFEST}: expected a JSON object with an id: ${wrong}")
endif()
file(READ "${MANIFEST}" bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],0x[0-9a-f][0-9a-f],)"
       "\\1\n" bytes "${bytes}")
file(WRITE "${OUTPUT}" "#include <sluice/destination.h>\n\nconst char sluice_manifest_v1[] = {\n${bytes}0x00};\n")
