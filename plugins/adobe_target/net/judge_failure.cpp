#include "adobe_target/net/judge_failure.hpp"

#include "adobe_target/api/outcomes.hpp"

namespace adobe_target {

namespace {

using Kind = sluice::http::Failure::Kind;
using sluice::Outcome;
using sluice::Reason;

Reason reason_of(Kind kind) {
    switch (kind) {
    case Kind::timeout:
        return Reason::timeout;
    case Kind::protocol:
    case Kind::too_large:
        return Reason::protocol;
    default:
        return Reason::network;
    }
}

std::string_view code_of(Kind kind) {
    switch (kind) {
    case Kind::resolve:
    case Kind::connect:
        return "unreachable";
    case Kind::tls:
        return "tls_failure";
    case Kind::reset:
        return "connection_lost";
    case Kind::timeout:
        return "timeout";
    case Kind::certificate:
        return "certificate";
    case Kind::protocol:
    case Kind::too_large:
        return "reply_not_understood";
    case Kind::cancelled:
        return "cancelled";
    }
    return "connection_lost";
}

Outcome bad_certificate(const sluice::http::Failure& failure) {
    return paused(
        {.reason = Reason::network,
         .code = "certificate",
         .message = failure.message + "; look at tls.ca_file, endpoints and proxy"},
        look_again
    );
}

}  // namespace

Outcome judge_failure(const sluice::http::Failure& failure) {
    if (failure.kind == Kind::certificate) {
        return bad_certificate(failure);
    }
    if (failure.kind == Kind::cancelled && !failure.written) {
        return cancelled();
    }
    Outcome outcome = retry(
        {.reason = reason_of(failure.kind),
         .code = code_of(failure.kind),
         .message = failure.message}
    );
    outcome.maybe_delivered = failure.written;
    return outcome;
}

Outcome judge_token_failure(const sluice::http::Failure& failure, std::string_view code) {
    if (failure.kind == Kind::certificate) {
        return bad_certificate(failure);
    }
    if (failure.kind == Kind::cancelled) {
        return cancelled();
    }
    return paused(
        {.reason = reason_of(failure.kind), .code = code, .message = failure.message},
        std::chrono::milliseconds{0}
    );
}

}  // namespace adobe_target
