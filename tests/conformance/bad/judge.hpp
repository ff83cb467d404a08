// The default table of verdicts, as sdk/README.md has it. Pure but for the sins; any thread.
#pragma once

#include "tests/conformance/bad/exchange.hpp"
#include "tests/conformance/bad/request.hpp"

#include <sluice/destination.h>

namespace bad {

// A verdict on `token`. Its texts are literals.
sluice_result judge(std::uint64_t token, const Exchanged& exchanged);

sluice_result refused(std::uint64_t token, const Refusal& refusal);
sluice_result cancelled(std::uint64_t token);

}  // namespace bad
