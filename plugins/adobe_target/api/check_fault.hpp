// An outcome as a finding of the online check: where in the configuration it points. Pure, any
// thread.
#pragma once

#include <sluice/destination.h>
#include <sluice/outcome.hpp>

#include <string_view>

namespace adobe_target {

// "/config/client_secret" of ims_refused and so on; "" when no setting is at fault.
std::string_view config_path(const sluice::Outcome& outcome);

// SLUICE_E_AUTH, SLUICE_E_INVALID or SLUICE_E_UNAVAILABLE.
sluice_rc check_code(const sluice::Outcome& outcome);

}  // namespace adobe_target
