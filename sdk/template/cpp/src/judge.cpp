#include "judge.hpp"

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

Outcome outcome(Verdict verdict, Reason reason, std::string code) {
    Outcome made;
    made.verdict = verdict;
    made.reason = reason;
    made.code = std::move(code);
    return made;
}

// Pauses everything that goes there: no record is to blame.
Outcome paused(Reason reason, std::string code) {
    Outcome made = outcome(Verdict::retry, reason, std::move(code));
    made.whole_destination = true;
    return made;
}

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

Outcome judge_status(int status, std::chrono::milliseconds delay) {
    if (status < 300) {
        return outcome(Verdict::delivered, Reason::none, "");
    }
    if (status < 400) {
        return paused(Reason::protocol, "misrouted");
    }
    if (status == 401 || status == 403) {
        return outcome(Verdict::auth_failed, Reason::none, "auth_refused");
    }
    if (status == 429 || (status == 503 && delay > delay.zero())) {
        return paused(Reason::rate_limited, "rate_limited");
    }
    if (status == 408 || status == 425 || status >= 500) {
        return outcome(
            Verdict::retry, status == 408 ? Reason::timeout : Reason::server, "unavailable"
        );
    }
    return outcome(
        Verdict::rejected, status == 413 ? Reason::too_large : Reason::invalid_field, "refused"
    );
}

Outcome judge_kind(Failure::Kind kind) {
    switch (kind) {
    case Failure::Kind::unreachable:
        return outcome(Verdict::retry, Reason::network, "unreachable");
    case Failure::Kind::timeout:
        return outcome(Verdict::retry, Reason::timeout, "timeout");
    case Failure::Kind::garbled:
        return outcome(Verdict::retry, Reason::protocol, "reply_not_understood");
    case Failure::Kind::cancelled:
        return outcome(Verdict::cancelled, Reason::none, "cancelled");
    case Failure::Kind::lost:
        break;
    }
    return outcome(Verdict::retry, Reason::network, "connection_lost");
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
    if (made.verdict == Verdict::retry) {
        made.retry_after = delay;
    }
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
