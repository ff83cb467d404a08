// Points in time as the sandbox hands them around, and the two ways it prints them; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace sandbox {

/// Wall-clock time with the resolution of the ledger. Always an argument, never asked for inside.
using Moment = std::chrono::sys_time<std::chrono::nanoseconds>;

/// Nanoseconds since 1970.
inline std::int64_t unix_ns(Moment moment) {
    return moment.time_since_epoch().count();
}

/// `Fri, 18 Aug 2017 21:17:39 GMT` (RFC 9110 5.6.7), for Retry-After.
std::string http_date(Moment moment);

/// `2017-08-18T21:17:39.003+00:00`, as the profile fetch API prints modifiedAt (always in UTC
/// here).
std::string iso_time(Moment moment);

}  // namespace sandbox
