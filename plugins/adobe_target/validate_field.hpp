// What is wrong with one mapped field. Called by validate_mapping alone.
#pragma once

#include "adobe_target/fields.hpp"
#include "adobe_target/settings.hpp"

#include <sluice/findings.hpp>
#include <sluice/spec.hpp>

#include <cstddef>

namespace adobe_target {

// Reports under /fields/<index>: an unknown name, a second mapping of the same, several values, a
// name that Adobe refuses, a constant that breaks the field's rule.
void validate_field(
    sluice::Findings& findings,
    const sluice::Spec& spec,
    Action action,
    std::size_t index,
    const Settings& settings
);

}  // namespace adobe_target
