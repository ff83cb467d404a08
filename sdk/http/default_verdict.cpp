#include <sluice/http/default_verdict.hpp>
#include <sluice/outcomes.hpp>

#include <string>

namespace sluice::http {

namespace {

using Kind = Failure::Kind;

constexpr std::chrono::hours longest_wait{1};  // who asks for more is asked again then

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
    case Kind::forbidden:
        return "private_address";
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

// What an operator must mend, and no record is at fault for.
bool is_configuration(Kind kind) {
    return kind == Kind::certificate || kind == Kind::forbidden;
}

Outcome to_be_mended(const Failure& failure) {
    return paused(
        {.reason = Reason::network, .code = code_of(failure.kind), .message = failure.message},
        look_again
    );
}

Reason reason_of_refusal(int status) {
    switch (status) {
    case 404:
    case 410:
        return Reason::not_found;
    case 409:
    case 412:
        return Reason::conflict;
    case 413:
    case 414:
    case 431:
        return Reason::too_large;
    default:
        return Reason::none;
    }
}

Outcome misrouted(std::string said) {
    return paused(
        {.reason = Reason::protocol,
         .code = "misrouted",
         .message = std::move(said) + ", a redirect, which is not followed; expected the address "
                                      "that answers itself"},
        look_again
    );
}

Outcome not_understood(std::string said) {
    Outcome outcome = retry(
        {.reason = Reason::protocol,
         .code = "reply_not_understood",
         .message = std::move(said) + "; expected a status from 200 to 599"}
    );
    outcome.maybe_delivered = true;
    return outcome;
}

Outcome verdict_of(int status, std::string said) {
    if (status >= 200 && status <= 299) {
        return delivered();
    }
    if (status == 429) {
        return paused(
            {.reason = Reason::rate_limited, .code = "rate_limited", .message = std::move(said)},
            std::chrono::milliseconds{0}
        );
    }
    if (status == 408 || status == 425 || (status >= 500 && status <= 599)) {
        return retry({.reason = Reason::server, .code = "unavailable", .message = std::move(said)});
    }
    if (status == 401 || status == 403) {
        return auth_failed(
            {.reason = Reason::none,
             .code = "auth_refused",
             .message = std::move(said) + "; look at the credentials of this destination"}
        );
    }
    if (status >= 300 && status <= 399) {
        return misrouted(std::move(said));
    }
    if (status >= 400 && status <= 499) {
        return rejected(
            {.reason = reason_of_refusal(status), .code = "refused", .message = std::move(said)}
        );
    }
    return not_understood(std::move(said));
}

}  // namespace

std::chrono::milliseconds
retry_after(const Reply& reply, std::chrono::system_clock::time_point now) {
    return reply.retry_after.empty() ? std::chrono::milliseconds{0}
                                     : retry_delay(reply.retry_after, now, longest_wait)
                                           .value_or(std::chrono::milliseconds{0});
}

Outcome default_verdict(
    const Reply& reply, std::string_view host, std::chrono::system_clock::time_point now
) {
    std::string said;
    if (reply.status < 200 || reply.status > 299) {
        said = std::string{host} + " answered " + std::to_string(reply.status);
    }
    Outcome outcome = verdict_of(reply.status, std::move(said));
    outcome.vendor_code = reply.status;
    if (outcome.verdict == Verdict::retry && outcome.code != "misrouted") {
        outcome.retry_after = retry_after(reply, now);
        outcome.whole_destination =
            outcome.whole_destination || (reply.status == 503 && !reply.retry_after.empty());
    }
    return outcome;
}

Outcome default_verdict(const Failure& failure) {
    if (is_configuration(failure.kind)) {
        return to_be_mended(failure);
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

Outcome token_verdict(const Failure& failure, std::string_view code) {
    if (is_configuration(failure.kind)) {
        return to_be_mended(failure);
    }
    if (failure.kind == Kind::cancelled) {
        return cancelled();
    }
    return paused(
        {.reason = reason_of(failure.kind), .code = code, .message = failure.message},
        std::chrono::milliseconds{0}
    );
}

}  // namespace sluice::http
