#include "host/delivery/fingerprints.hpp"

#include <algorithm>

namespace host {

std::uint64_t Fingerprints::last(UserKey key) const {
    for (const auto* map : {&fresh_, &submitted_}) {
        if (const auto found = map->find(key); found != map->end()) {
            return found->second;
        }
    }
    return stored_->of(key);
}

bool Fingerprints::is_unchanged(const UserKeys& user, std::uint64_t fingerprint) const {
    return fingerprint != 0 && user != UserKeys{} &&
           std::all_of(user.begin(), user.end(), [&](UserKey key) {
               return key == 0 || last(key) == fingerprint;
           });
}

void Fingerprints::delivered(const UserKeys& user, std::uint64_t fingerprint) {
    for (const UserKey key : user) {
        if (key != 0) {
            fresh_[key] = fingerprint;
        }
    }
}

std::vector<Fingerprint> Fingerprints::take() {
    std::vector<Fingerprint> taken;
    taken.reserve(fresh_.size());
    for (const auto& [user, fingerprint] : fresh_) {
        taken.push_back({user, fingerprint});
        submitted_[user] = fingerprint;
    }
    fresh_.clear();
    return taken;
}

}  // namespace host
