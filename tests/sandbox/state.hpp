// Everything the sandbox holds between requests; made by main, owned by the server's thread.
#pragma once

#include "tests/sandbox/capacity.hpp"
#include "tests/sandbox/counts.hpp"
#include "tests/sandbox/ledger.hpp"
#include "tests/sandbox/profiles.hpp"
#include "tests/sandbox/received.hpp"
#include "tests/sandbox/script.hpp"
#include "tests/sandbox/settings.hpp"
#include "tests/sandbox/tokens.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace sandbox {

/// What the sandbox holds at the start and after a reset.
struct Start {
    std::string seed_prefix;  ///< --seed-ids PREFIX:N
    std::uint64_t seed_count = 0;
    std::string profile_lines;  ///< --profiles FILE, NDJSON that was read once without a fault
    Script script;              ///< --script FILE
};

struct State {
    State(Settings chosen, std::uint64_t salt, Moment now)
        : settings(std::move(chosen)), profiles(settings.detail), tokens(settings, salt, now),
          ledger(settings.detail), capacity(settings.capacity) {}

    Settings settings;
    Start start;
    Profiles profiles;
    Tokens tokens;
    Ledger ledger;
    Counts counts;
    Capacity capacity;
    Script script;
    Received received;            ///< the request in work; its memory is reused
    bool stop_requested = false;  ///< POST /_sandbox/stop
};

/// Brings the profiles to what `start` says; at start-up and by POST /_sandbox/reset. Gives what is
/// wrong with start.profile_lines, or nothing.
std::string restart_profiles(State& state, Moment now);

}  // namespace sandbox
