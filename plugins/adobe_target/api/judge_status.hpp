// The verdict table as far as it is the same for every call to Adobe Target. Called by judge_update
// and judge_delivery; pure, any thread.
#pragma once

#include "adobe_target/api/reply_view.hpp"

#include <sluice/outcome.hpp>

#include <cstdint>

namespace adobe_target {

// What the conductor does next with a judged reply.
struct Judgement {
    enum class Next : std::uint8_t {
        finish,          // answer `outcome`
        renew_token,     // the profile token was refused: repeat once with a new one, else answer
                         // `outcome`
        not_understood,  // see not_understood(): the conductor knows what came before
    };
    Next next = Next::finish;
    sluice::Outcome outcome;
};

// For a status that is not 2xx and has no row of the call's own:
//
//     400 413 414 422                    REJECTED, Adobe's message
//     404, 3xx, an HTML page             whole destination paused, misrouted; nothing is rejected
//     420                                RETRY of that session only
//     429; 503 with Retry-After          RETRY for the whole destination
//     408 425, other 5xx                 RETRY
//     other 4xx                          REJECTED, Adobe's message
Judgement judge_status(const ReplyView& reply);

// Paused as misrouted: `reply` came from something that is not Adobe Target.
sluice::Outcome misrouted(const ReplyView& reply);

// REJECTED with Adobe's message.
sluice::Outcome refused(const ReplyView& reply);

// A reply that says neither yes nor no, the `in_a_row`-th of this destination, to the record's
// `attempt`-th request: sent once more, then rejected; from the third in a row the whole
// destination pauses. It may have been applied.
sluice::Outcome
not_understood(const ReplyView& reply, std::uint32_t in_a_row, std::uint32_t attempt);

}  // namespace adobe_target
