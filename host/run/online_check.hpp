// `sluice check --online`: each destination proves its credentials, nothing is written there. main
// thread.
#pragma once

#include "host/record/exit_code.hpp"
#include "host/run/plan.hpp"

namespace host {

// Starts an instance per pipeline, asks it, and prints a line for each. exit_configuration if
// credentials or settings are refused, else exit_unreachable if a destination cannot be reached.
ExitCode check_online(const Plan& plan);

}  // namespace host
