// A pipeline's own options of its action. Read by validate_mapping and by the destination at init;
// values.
#pragma once

#include "adobe_target/api/profile_update.hpp"

#include <sluice/config/config_reader.hpp>

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace adobe_target {

struct Options {
    std::optional<Audience> audience;  // send_identifiers
    bool allow_both_ids = false;       // stream_attributes: customer_ids beside mbox3rdPartyId
    // stream_attributes, with event_time: 25 minutes leave 5 of the 30 that a session lives.
    std::chrono::seconds max_session_age{1500};
};

// Reads sluice::Spec::options_json(). What is wrong goes to `faults`, all of it.
Options read_options(std::string_view options_json, std::vector<sluice::ConfigFault>& faults);

}  // namespace adobe_target
