// One request as the sandbox wrote it down, read back. A value.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace support {

// Text that was not given is "".
struct Arrival {
    std::uint64_t sequence = 0;
    std::int64_t unix_ns = 0;
    std::uint64_t connection = 0;
    std::string kind;  // "profile_update", "delivery", "ims_token", ...
    std::string host;
    std::string id;  // the third-party id, else the ECID, else the tntId
    std::string session;
    std::string impression;
    std::map<std::string, std::string> attributes;
    int status = 0;            // 0: nothing was answered
    bool is_accepted = false;  // the profile changed
    bool is_replied = false;   // the whole reply went out
    bool is_scripted = false;
    std::uint64_t ended_after = 0;  // the last that had arrived when this one ended; 0: it runs
};

}  // namespace support
