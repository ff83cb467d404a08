// From one request to its answer: decode, ask the script, act, write down; the server calls it once
// per request.
#pragma once

#include "tests/sandbox/counts.hpp"
#include "tests/sandbox/message.hpp"
#include "tests/sandbox/moment.hpp"
#include "tests/sandbox/script.hpp"
#include "tests/sandbox/state.hpp"

#include <chrono>
#include <cstdint>

namespace sandbox {

/// What the server does next.
struct Answer {
    Response response;
    std::chrono::milliseconds delay{0};
    Fault fault = Fault::none;
    Flight flight;
    bool has_place = false;      ///< of the capacity, until finish()
    std::uint64_t sequence = 0;  ///< of the ledger; 0: a control call, which nobody counts
};

/// Answers one request at `now`. All changes of state happen here, before any delay. Whoever calls
/// it calls finish() once, when the reply is out or lost.
Answer respond(const Request& request, State& state, Moment now);

/// How the reply ended.
enum class Reply : bool { lost, sent };
void finish(const Answer& answer, State& state, Reply reply);

}  // namespace sandbox
