// Notices a session id that is used for two visitors, or a visitor with two sessions, within half
// an hour: Adobe calls what follows unpredictable (Delivery API description, sessionId). Asked for
// each streamed record, on the plugin's thread. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

namespace adobe_target {

// A table of fixed size (3 MiB): two that fall into one place forget each other, so a clash may be
// missed, never made up.
class SessionWatch {
public:
    SessionWatch();

    // True if `session` was seen with another visitor, or `visitor` with another session, less than
    // 30 minutes before `now`.
    bool clashes(std::string_view session, std::string_view visitor, std::chrono::seconds now);

private:
    struct Seen {
        std::uint64_t key = 0;
        std::uint64_t partner = 0;
        std::chrono::seconds at{0};
    };
    static bool differs(
        std::vector<Seen>& table, std::uint64_t key, std::uint64_t partner, std::chrono::seconds now
    );

    std::vector<Seen> by_session_;
    std::vector<Seen> by_visitor_;
};

}  // namespace adobe_target
