// What load-exports wants to know of a shared library, from its bytes. Pure.
#pragma once

#include "host/record/problem.hpp"

#include <sluice/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace host {

struct ElfFacts {
    std::vector<std::string> exports;  // defined dynamic symbols that others can bind to, sorted
    std::vector<std::string>
        unique;  // those of them that are GNU-unique: one for the whole process
    std::vector<std::string> undefined;  // what it asks others for, without the weak ones, sorted
    std::vector<std::string> needed;     // libraries it names
    bool has_executable_stack = false;
    bool has_text_relocations = false;

    // Made with a sanitizer, which puts symbols of its own into every library.
    bool is_sanitized() const;
};

// Of a 64-bit little-endian ELF library. Any bytes are safe; the error says what was expected.
sluice::Result<ElfFacts, Problem> elf_facts(std::string_view file);

}  // namespace host
