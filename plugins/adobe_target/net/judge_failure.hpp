// What an exchange without a reply means: the default verdict, with advice in this plugin's words.
// Called by the conductor and adobe_io; pure.
#pragma once

#include <sluice/http/failure.hpp>
#include <sluice/outcome.hpp>

#include <string_view>

namespace adobe_target {

//     refused, unreachable, TLS failure, reset before a byte went out    RETRY
//     a certificate that does not verify                                 whole destination paused
//     reset or time-out after that, a reply that is no HTTP              RETRY + MAYBE_DELIVERED
//     cancelled; after a byte went out                                   CANCELLED; RETRY + MAYBE
sluice::Outcome judge_failure(const sluice::http::Failure& failure);

// The same of a call for a token, which delivers nothing: RETRY for the whole destination under
// `code`, or CANCELLED.
sluice::Outcome judge_token_failure(const sluice::http::Failure& failure, std::string_view code);

}  // namespace adobe_target
