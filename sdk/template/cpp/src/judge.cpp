#include "judge.hpp"

#include <sluice/outcomes.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <string>
#include <system_error>

namespace {

using sluice::Outcome;
using sluice::Reason;
using sluice::Verdict;

constexpr std::chrono::seconds longest_delay{3600};

// "Wed, 21 Oct 2015 07:28:00 GMT"
std::chrono::seconds until(const std::string& date, std::chrono::system_clock::time_point now) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    std::array<char, 4> name{};
    int day = 0;
    int year = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    const int found = std::sscanf(
        date.c_str(),
        "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT",
        &day,
        name.data(),
        &year,
        &hour,
        &minute,
        &second
    );
    const std::size_t month = months.find(name.data());
    if (found != 6 || month % 3 != 0) {
        return {};
    }
    const std::chrono::year_month_day on{
        std::chrono::year{year},
        std::chrono::month{static_cast<unsigned>(month / 3 + 1)},
        std::chrono::day{static_cast<unsigned>(day)}};
    const auto at = std::chrono::sys_days{on} + std::chrono::hours{hour} +
                    std::chrono::minutes{minute} + std::chrono::seconds{second};
    return std::chrono::duration_cast<std::chrono::seconds>(at - now);
}

// 3xx: the endpoint is another than it should be; no record is to blame.
Outcome judge_status(int status, std::chrono::milliseconds delay) {
    if (status < 300) {
        return sluice::delivered();
    }
    if (status < 400) {
        return sluice::paused({.reason = Reason::protocol, .code = "misrouted"}, delay);
    }
    if (status == 401 || status == 403) {
        return sluice::auth_failed({.code = "auth_refused"});
    }
    if (status == 429 || (status == 503 && delay > delay.zero())) {
        return sluice::paused({.reason = Reason::rate_limited, .code = "rate_limited"}, delay);
    }
    if (status == 408 || status == 425 || status >= 500) {
        Outcome later = sluice::retry(
            {.reason = status == 408 ? Reason::timeout : Reason::server, .code = "unavailable"}
        );
        later.retry_after = delay;
        return later;
    }
    return sluice::rejected(
        {.reason = status == 413 ? Reason::too_large : Reason::invalid_field, .code = "refused"}
    );
}

Outcome judge_kind(Failure::Kind kind) {
    switch (kind) {
    case Failure::Kind::unreachable:
        return sluice::retry({.reason = Reason::network, .code = "unreachable"});
    case Failure::Kind::timeout:
        return sluice::retry({.reason = Reason::timeout, .code = "timeout"});
    case Failure::Kind::garbled:
        return sluice::retry({.reason = Reason::protocol, .code = "reply_not_understood"});
    case Failure::Kind::cancelled:
        return sluice::cancelled();
    case Failure::Kind::lost:
        break;
    }
    return sluice::retry({.reason = Reason::network, .code = "connection_lost"});
}

}  // namespace

std::chrono::milliseconds
retry_delay(std::string_view retry_after, std::chrono::system_clock::time_point now) {
    long seconds = 0;
    const char* end = retry_after.data() + retry_after.size();
    const auto [behind, error] = std::from_chars(retry_after.data(), end, seconds);
    const auto delay = error == std::errc{} && behind == end ? std::chrono::seconds{seconds}
                                                             : until(std::string{retry_after}, now);
    return std::clamp(delay, std::chrono::seconds{0}, longest_delay);
}

Outcome judge(const Reply& reply, std::string_view by, std::chrono::system_clock::time_point now) {
    const auto delay = retry_delay(reply.retry_after, now);
    Outcome made = judge_status(reply.status, delay);
    made.requests = 1;
    made.vendor_code = reply.status;
    if (made.verdict != Verdict::delivered) {
        made.message = std::string{by} + " answered " + std::to_string(reply.status);
    }
    return made;
}

Outcome judge(const Failure& failure, std::string_view by) {
    Outcome made = judge_kind(failure.kind);
    if (failure.is_written) {
        made.requests = 1;
        made.maybe_delivered = true;
        made.verdict = Verdict::retry;
    }
    made.message = std::string{by} + " gave no answer";
    return made;
}
