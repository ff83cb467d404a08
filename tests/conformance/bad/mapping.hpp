// Which slot is the identifier and which the note. Read at validation and at init.
#pragma once

#include "tests/conformance/bad/config.hpp"

#include <sluice/spec.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace bad {

struct Mapping {
    std::optional<std::size_t> id;
    std::optional<std::size_t> note;
};

// What is wrong goes to `faults`, all of it; action and options are looked at too.
Mapping read_mapping(const sluice::Spec& spec, std::vector<Fault>& faults);

}  // namespace bad
