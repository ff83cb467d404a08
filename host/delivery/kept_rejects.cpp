#include "host/delivery/kept_rejects.hpp"

namespace host {

void KeptRejects::load(std::span<const UserKey> users) {
    for (const UserKey user : users) {
        users_[user].has_kept = true;
    }
}

std::uint64_t KeptRejects::rejected(const UserKeys& user) {
    if (user == UserKeys{}) {
        users_[unknown].has_kept = true;
    }
    for (const UserKey key : user) {
        if (key != 0) {
            users_[key].has_kept = true;
        }
    }
    return ++fates_;
}

void KeptRejects::overtake(const UserKeys& user) {
    ++fates_;
    overtake_one(unknown);
    for (const UserKey key : user) {
        if (key != 0) {
            overtake_one(key);
        }
    }
}

void KeptRejects::overtake_one(UserKey key) {
    const auto found = users_.find(key);
    if (found != users_.end() && found->second.has_kept) {
        found->second = {.has_kept = false, .overtaken_at = fates_};
        overtaken_.push_back(key);
    }
}

bool KeptRejects::was_overtaken(const UserKeys& user, std::uint64_t number) const {
    const auto is_later = [&](UserKey key) {
        const auto found = users_.find(key);
        return found != users_.end() && found->second.overtaken_at > number;
    };
    if (user == UserKeys{}) {
        return is_later(unknown);
    }
    return (user[0] != 0 && is_later(user[0])) || (user[1] != 0 && is_later(user[1]));
}

}  // namespace host
