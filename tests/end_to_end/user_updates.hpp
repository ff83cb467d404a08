// A load in which each user has several updates with a growing counter, and what its ledger must
// fulfil however often the run was stopped. Used by the tests of kills and stops.
#pragma once

#include "tests/end_to_end/scene.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace end_to_end {

struct UserUpdates {
    static constexpr std::size_t users = 600;
    static constexpr std::size_t each = 10;
    static constexpr std::size_t all = users * each;
    static constexpr std::uint64_t connections = 16;
    // The plugin holds four updates for each connection.
    static constexpr std::uint64_t most_in_flight = connections * 4;
    // What a kill may undo of what was final already (host.md 2).
    static constexpr std::uint64_t commit_group = 1024;

    // Sandbox arguments that make the users known.
    static std::vector<std::string> sandbox(const std::string& delay_ms = "0");
    // Update number i is the (i / users)-th of the user i % users.
    static std::string line(std::size_t i);
};

// One record for each update, or one for three of them by ID extension.
enum class Records : std::uint8_t { one_update, three_updates };

// Writes the records and a pipeline with further lines.
void prepare_user_updates(
    Scene& scene, std::string_view more = {}, Records records = Records::one_update
);

// All updates were accepted, and each user's last one is the last that was.
void require_nothing_lost(const std::vector<Arrival>& accepted);

// Within one run a user's counters only grow; the same one comes again only after it got no answer.
// A run after a kill may begin again with what was not known to be final, but goes on in order from
// there. `opened_before`: connections that were opened before each run.
void require_order_per_user(
    const std::vector<Arrival>& accepted, const std::vector<std::uint64_t>& opened_before
);

}  // namespace end_to_end
