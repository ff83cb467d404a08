// Everything that is wrong with a configuration and its mapping, found offline. Called by
// Destination::validate; stateless, any thread.
#pragma once

#include <sluice/findings.hpp>
#include <sluice/spec.hpp>

namespace webhook {

void validate_mapping(sluice::Findings& findings, const sluice::Spec& spec);

}  // namespace webhook
