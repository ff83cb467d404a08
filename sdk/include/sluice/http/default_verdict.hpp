// What a reply means, or its absence, to a destination that knows nothing more of the API it talks
// to. Called by HttpDestination, and by judges for what they have no rule for; pure, any thread.
#pragma once

#include <sluice/http/failure.hpp>
#include <sluice/http/message.hpp>
#include <sluice/outcome.hpp>

#include <chrono>
#include <string_view>

namespace sluice::http {

//     2xx                         DELIVERED
//     429; 503 with Retry-After   RETRY, the whole destination       rate_limited, unavailable
//     408 425, other 5xx          RETRY, this record                 unavailable
//     401 403                     AUTH_FAILED                        auth_refused
//     3xx                         RETRY, the whole destination       misrouted
//     404, other 4xx              REJECTED                           refused
//     all else                    RETRY + MAYBE_DELIVERED            reply_not_understood
//
// Redirects are not followed: they would take the record, and its credentials, to a place that
// nobody configured. A 404 is the record's, since in many APIs the record is part of the path; that
// a path is wrong for all records, the host's guard finds out. Retry-After counts from `now`, up to
// an hour. The message names `host` and the status, never the body.
Outcome default_verdict(
    const Reply& reply, std::string_view host, std::chrono::system_clock::time_point now
);

//     refused, unreachable, TLS failure, reset before a byte went out    RETRY
//     a certificate that does not verify                                 whole destination paused
//     an address that Settings::reach forbids                            whole destination paused
//     reset or time-out after that, a reply that is no HTTP              RETRY + MAYBE_DELIVERED
//     cancelled; after a byte went out                                   CANCELLED; RETRY + MAYBE
Outcome default_verdict(const Failure& failure);

// The same of a call for a token, which delivers nothing: RETRY for the whole destination under
// `code`, or CANCELLED.
Outcome token_verdict(const Failure& failure, std::string_view code);

// Of a reply's Retry-After header, 0 without one: as Outcome::retry_after wants it.
std::chrono::milliseconds
retry_after(const Reply& reply, std::chrono::system_clock::time_point now);

}  // namespace sluice::http
