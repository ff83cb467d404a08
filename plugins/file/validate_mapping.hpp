// Finds everything that is wrong with configuration, options and mapping, without a look at the
// disk. Called by Destination::validate, on any thread.
#pragma once

#include <sluice/findings.hpp>
#include <sluice/spec.hpp>

namespace file {

void validate_mapping(sluice::Findings& findings, const sluice::Spec& spec);

}  // namespace file
