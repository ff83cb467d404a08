// What a pipeline asks the far side beside delivering: is the user known, did the attributes
// arrive? Made by host/config, read by host/verify and run. Values.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace host {

struct VerifySettings {
    std::uint64_t preflight = 0;  // distinct users that are asked about before a run; 0: none
    double min_match = 0.05;      // share of them that must be known, else the run does not begin
    double sample = 0;            // share of delivered updates that are asked about again; 0: none
    // How long after its delivery; else what the plugin says its far side needs.
    std::optional<std::chrono::milliseconds> delay;
    // How long a run that is done waits for what is not due yet; then it asks at once.
    std::chrono::milliseconds wait{120'000};

    bool is_on() const { return preflight != 0 || sample > 0; }
};

}  // namespace host
