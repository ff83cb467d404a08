#include "host/mapping/members.hpp"

#include <algorithm>
#include <unordered_set>

namespace host {
namespace {

// Up to here comparing each with each costs less than a set.
constexpr std::size_t few = 32;

bool is_repeated_later(const std::vector<Member>& members, std::size_t at) {
    for (std::size_t later = at + 1; later < members.size(); ++later) {
        if (members[later].name == members[at].name) {
            return true;
        }
    }
    return false;
}

}  // namespace

void keep_last_of_each_name(std::vector<Member>& members) {
    if (members.size() <= few) {
        std::size_t kept = 0;
        for (std::size_t at = 0; at < members.size(); ++at) {
            if (!is_repeated_later(members, at)) {
                members[kept++] = members[at];
            }
        }
        members.resize(kept);
        return;
    }
    std::unordered_set<std::string_view> seen;
    seen.reserve(members.size());
    std::reverse(members.begin(), members.end());
    std::erase_if(members, [&](const Member& member) { return !seen.insert(member.name).second; });
    std::reverse(members.begin(), members.end());
}

}  // namespace host
