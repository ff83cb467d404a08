// The mock's ledger against the plugin's verdicts, for one attempt at each record. Pure.
#pragma once

#include "host/conform/harness/harness.hpp"
#include "host/conform/mock/mock_ledger.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace host {

// A sentence for each record of which the plugin said what the ledger does not bear out: delivered
// and not accepted, rejected and not refused for good, sent twice, written without an answer and
// not "maybe". `expect`: the profile's.
std::vector<std::string> contradictions(
    std::span<const Judged> judged,
    const MockLedger& ledger,
    const std::map<std::string, std::vector<std::string>>& expect
);

}  // namespace host
