#include "adobe_target/api/session_watch.hpp"

#include <cstddef>
#include <functional>

namespace adobe_target {

namespace {

constexpr std::size_t places = std::size_t{1} << 16U;
// 30 minutes without a request end a session (Delivery API description, sessionId).
constexpr std::chrono::minutes session_life{30};

std::uint64_t hash(std::string_view text) {
    return std::hash<std::string_view>{}(text) | 1U;  // 0 marks a free place
}

}  // namespace

SessionWatch::SessionWatch() : by_session_(places), by_visitor_(places) {}

bool SessionWatch::clashes(
    std::string_view session, std::string_view visitor, std::chrono::seconds now
) {
    const std::uint64_t session_key = hash(session);
    const std::uint64_t visitor_key = hash(visitor);
    const bool other_visitor = differs(by_session_, session_key, visitor_key, now);
    const bool other_session = differs(by_visitor_, visitor_key, session_key, now);
    return other_visitor || other_session;
}

bool SessionWatch::differs(
    std::vector<Seen>& table, std::uint64_t key, std::uint64_t partner, std::chrono::seconds now
) {
    Seen& seen = table[(key >> 1U) % places];
    const bool is_clash =
        seen.key == key && seen.partner != partner && now - seen.at < session_life;
    seen = {.key = key, .partner = partner, .at = now};
    return is_clash;
}

}  // namespace adobe_target
