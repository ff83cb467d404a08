#include "adobe_target/api/judge_status.hpp"

#include "adobe_target/api/adobe_message.hpp"
#include "adobe_target/api/outcomes.hpp"

namespace adobe_target {

namespace {

using sluice::Outcome;
using sluice::Reason;

Outcome with_status(Outcome outcome, const ReplyView& reply) {
    outcome.vendor_code = reply.status;
    return outcome;
}

Outcome overloaded(const ReplyView& reply) {
    return with_status(
        paused(
            {.reason = Reason::rate_limited,
             .code = "rate_limited",
             .message = adobe_message(reply)},
            reply.retry_after.value_or(std::chrono::milliseconds{0})
        ),
        reply
    );
}

// 408, 420, 425 and 5xx without Retry-After: the record alone; the host's breaker sees to the rest.
Outcome later(const ReplyView& reply) {
    Reason reason = Reason::server;
    std::string_view code = "server_error";
    if (reply.status == 420) {
        reason = Reason::rate_limited;
        code = "session_busy";
    } else if (reply.status == 408) {
        reason = Reason::timeout;
    }
    Outcome outcome = retry({.reason = reason, .code = code, .message = adobe_message(reply)});
    outcome.retry_after = reply.retry_after.value_or(std::chrono::milliseconds{0});
    return with_status(std::move(outcome), reply);
}

bool is_one_of(int status, std::initializer_list<int> statuses) {
    for (const int one : statuses) {
        if (status == one) {
            return true;
        }
    }
    return false;
}

}  // namespace

Outcome misrouted(const ReplyView& reply) {
    return with_status(
        paused(
            {.reason = Reason::protocol,
             .code = "misrouted",
             .message = "expected Adobe Target, found something else: " + adobe_message(reply) +
                        "; look at client_code, path_segment, endpoints and proxy"},
            look_again
        ),
        reply
    );
}

Outcome refused(const ReplyView& reply) {
    const bool is_large = is_one_of(reply.status, {413, 414});
    return with_status(
        rejected(
            {.reason = is_large ? Reason::too_large : Reason::invalid_field,
             .code = is_large ? "too_large" : "refused",
             .message = adobe_message(reply)}
        ),
        reply
    );
}

Outcome not_understood(const ReplyView& reply, std::uint32_t in_a_row, std::uint32_t attempt) {
    constexpr std::uint32_t most_in_a_row = 3;
    Fault fault{
        .reason = Reason::protocol,
        .code = "reply_not_understood",
        .message = std::string{reply.host} + " answered " + std::to_string(reply.status) +
                   " and said neither success nor failure; the update may have been applied. If "
                   "that is its way, set "
                   "accept_any_2xx"};
    Outcome outcome;
    if (in_a_row >= most_in_a_row) {
        outcome = paused(std::move(fault), look_again);
    } else {
        outcome = attempt > 1 ? rejected(std::move(fault)) : retry(std::move(fault));
    }
    outcome.maybe_delivered = true;
    return with_status(std::move(outcome), reply);
}

Judgement judge_status(const ReplyView& reply) {
    const int status = reply.status;
    if (is_one_of(status, {400, 413, 414, 422})) {
        return {.outcome = refused(reply)};
    }
    if (status == 429 || (status == 503 && reply.retry_after)) {
        return {.outcome = overloaded(reply)};
    }
    if (is_one_of(status, {408, 420, 425}) || (status >= 500 && status <= 599)) {
        return {.outcome = later(reply)};
    }
    if (status == 404 || (status >= 300 && status <= 399) || is_html(reply)) {
        return {.outcome = misrouted(reply)};
    }
    if (status >= 400 && status <= 499) {
        return {.outcome = refused(reply)};
    }
    return {.next = Judgement::Next::not_understood, .outcome = {}};
}

}  // namespace adobe_target
