// One identifier of a record: its slot, the name that operators know, and Adobe's rule for it.
// Called by profile_update and delivery for each record; pure, any thread.
#pragma once

#include "adobe_target/api/identifiers.hpp"

#include <sluice/destination.h>
#include <sluice/outcome.hpp>
#include <sluice/result.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace adobe_target {

struct IdentifierSlot {
    std::size_t slot = 0;
    std::string_view title;                          // "ECID"
    Problem (*problem)(std::string_view) = nullptr;  // the rule
};

// The identifier's text, into `out`, byte for byte. False if the record does not have it (absent,
// null or ""). Or the rejection: identifier_lost_digits, or bad_identifier with what the rule
// found.
sluice::Result<bool, sluice::Outcome> read_identifier(
    const IdentifierSlot& identifier, std::span<const sluice_value> values, std::string& out
);

// The rejection of a record that lacks it.
sluice::Outcome missing_identifier(const IdentifierSlot& identifier);

}  // namespace adobe_target
