#include "tests/conformance/bad/judge.hpp"

#include "tests/conformance/bad/sin.hpp"

#include <sluice/text.hpp>

#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <ctime>

namespace bad {

namespace {

sluice_result verdict(std::uint64_t token, std::uint32_t status, std::uint32_t reason) {
    sluice_result result{};
    result.token = token;
    result.status = status;
    result.reason = reason;
    result.field = -1;
    return result;
}

// Tue, 24 Nov 2026 15:00:00 GMT (RFC 9110, 5.6.7); -1 if it is not that. Without strptime(), which
// asks the locale.
std::time_t http_date(const std::string& text) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    std::tm time{};
    std::array<char, 4> month{};
    const int read = std::sscanf(
        text.c_str(),
        "%*3s, %2d %3s %4d %2d:%2d:%2d GMT",
        &time.tm_mday,
        month.data(),
        &time.tm_year,
        &time.tm_hour,
        &time.tm_min,
        &time.tm_sec
    );
    const std::size_t at = months.find(month.data());
    if (read != 6 || at == std::string_view::npos) {
        return -1;
    }
    time.tm_mon = static_cast<int>(at / 3);
    time.tm_year -= 1900;
    return ::timegm(&time);
}

std::uint64_t delay_of(const std::string& retry_after) {
    std::uint64_t seconds = 0;
    const char* const end = retry_after.data() + retry_after.size();
    if (std::from_chars(retry_after.data(), end, seconds).ptr == end && !retry_after.empty()) {
        return seconds * 1000;
    }
    const std::time_t then = http_date(retry_after);
    const std::time_t now = std::time(nullptr);
    return then > now ? static_cast<std::uint64_t>(then - now) * 1000 : 0;
}

sluice_result later(std::uint64_t token, const Reply& reply) {
    const bool is_throttled = reply.status == 429;
    sluice_result result =
        verdict(token, SLUICE_RETRY, is_throttled ? SLUICE_WHY_RATE_LIMITED : SLUICE_WHY_SERVER);
    if (is_throttled || reply.status == 503) {
        result.flags = SLUICE_R_WHOLE_DESTINATION;
    }
    result.retry_after_ms = sin == Sin::ignores_retry_after ? 0 : delay_of(reply.retry_after);
    return result;
}

sluice_result judge_reply(std::uint64_t token, const Reply& reply) {
    const int status = reply.status;
    if ((status >= 200 && status <= 299) || (status == 500 && sin == Sin::delivered_on_500)) {
        return verdict(token, SLUICE_DELIVERED, SLUICE_WHY_NONE);
    }
    const bool is_auth = status == 401 || status == 403;
    if (is_auth && !(status == 401 && sin == Sin::rejected_on_401)) {
        return verdict(token, SLUICE_AUTH_FAILED, SLUICE_WHY_NONE);
    }
    const bool is_later = status == 408 || status == 425 || status == 429 || status >= 500;
    if (is_later && !(status == 503 && sin == Sin::rejected_on_503)) {
        return later(token, reply);
    }
    if (status < 400) {  // a redirect: the endpoint is another's
        sluice_result result = verdict(token, SLUICE_RETRY, SLUICE_WHY_PROTOCOL);
        result.flags = SLUICE_R_WHOLE_DESTINATION;
        return result;
    }
    return verdict(token, SLUICE_REJECTED, SLUICE_WHY_NONE);
}

}  // namespace

sluice_result judge(std::uint64_t token, const Exchanged& exchanged) {
    sluice_result result{};
    if (exchanged.broken == Broken::no) {
        result = judge_reply(token, exchanged.reply);
        result.vendor_code = exchanged.reply.status;
    } else if (exchanged.broken == Broken::stopped && !exchanged.is_written) {
        result = cancelled(token);
    } else {
        const bool is_late = exchanged.broken == Broken::out_of_time;
        result = verdict(token, SLUICE_RETRY, is_late ? SLUICE_WHY_TIMEOUT : SLUICE_WHY_NETWORK);
        if (exchanged.is_written) {
            result.flags = SLUICE_R_MAYBE_DELIVERED;
        } else if (exchanged.broken == Broken::refused) {
            result.flags = SLUICE_R_WHOLE_DESTINATION;
        }
    }
    result.requests = exchanged.is_written ? 1 : 0;
    return result;
}

sluice_result refused(std::uint64_t token, const Refusal& refusal) {
    sluice_result result = verdict(token, SLUICE_REJECTED, SLUICE_WHY_INVALID_FIELD);
    result.field = refusal.field;
    result.code = sluice::to_str("bad_value");
    result.message = sluice::to_str(refusal.message);
    return result;
}

sluice_result cancelled(std::uint64_t token) {
    return verdict(token, SLUICE_CANCELLED, SLUICE_WHY_NONE);
}

}  // namespace bad
