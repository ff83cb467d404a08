// The value behind a secret reference. Called by run at start-up and whenever a plugin asks again;
// any thread.
#pragma once

#include "host/config/config.hpp"
#include "host/record/problem.hpp"

#include <sluice/result.hpp>

#include <string>

namespace host {

// Reads the variable or the file (at most 64 KiB) now, without one newline at its end. The error
// names the member and the variable or file, never a value.
sluice::Result<std::string, Problem> resolve_secret(const SecretRef& secret);

}  // namespace host
