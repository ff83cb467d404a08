// One kept reject, as the state keeps it and as `sluice rejects` shows it.
#pragma once

#include "host/record/location.hpp"
#include "host/record/rejection.hpp"
#include "host/record/user_key.hpp"

#include <cstdint>
#include <string>

namespace host {

struct RejectRow {
    std::int64_t id = 0;  // the state's row number; 0 before it is written
    std::string pipeline;
    std::string generation;  // the source generation it came from
    Location at;
    std::uint32_t sub = 0;       // which update of the record
    std::int64_t unix_ms = 0;    // when it was given up
    std::uint32_t attempts = 0;  // sends that used one
    std::string source;          // path of the source, for people
    std::string payload;         // the record's line as it stood
    Rejection why;
    UserKeys keys{};                // whose it was; 0 where that is not known
    std::string account;            // whose users `keys` are; "" if the action knows none
    std::uint64_t fate = 0;         // its number among the account's, until it is written down
    std::int64_t overtaken_ms = 0;  // when a newer update of the user was delivered; 0: none was
};

}  // namespace host
