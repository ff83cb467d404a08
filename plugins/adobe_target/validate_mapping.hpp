// Everything that is wrong with a configuration and a mapping, said before anything runs. Called by
// Destination::validate, on any thread; offline and without state.
#pragma once

#include <sluice/findings.hpp>
#include <sluice/spec.hpp>

namespace adobe_target {

// Reports, by the names that operators know: mandatory fields that are missing, both or none of
// mbox3rdPartyId and mboxPC, unknown fields, several values where one belongs, constants that break
// a rule, names that Adobe refuses, an update that could change nothing; and all faults of settings
// and options. Paths: /fields/<index>, /fields, /options/..., /config/....
void validate_mapping(sluice::Findings& findings, const sluice::Spec& spec);

}  // namespace adobe_target
