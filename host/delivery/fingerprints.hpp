// What was last delivered of each user, as hashes, so that an update that would change nothing is
// not sent. Owned by one Delivery, host thread.
#pragma once

#include "host/record/fingerprint.hpp"
#include "host/record/user_key.hpp"

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace host {

// What the state has of them. Asked by Fingerprints, implemented by run; host thread.
class StoredFingerprints {
public:
    StoredFingerprints() = default;
    StoredFingerprints(const StoredFingerprints&) = delete;
    StoredFingerprints& operator=(const StoredFingerprints&) = delete;
    virtual ~StoredFingerprints() = default;

    // 0: not known.
    virtual std::uint64_t of(UserKey user) = 0;
};

// Keeps in memory what no commit has made durable yet; the rest is the state's.
class Fingerprints {
public:
    // `stored` must outlive it; null: it is off, and costs nothing.
    explicit Fingerprints(StoredFingerprints* stored) : stored_{stored} {}

    bool is_on() const { return stored_ != nullptr; }

    // The same was delivered last, by each of the keys that the user goes by.
    bool is_unchanged(const UserKeys& user, std::uint64_t fingerprint) const;

    // It was delivered; or, with 0, something that may have been and cannot be told.
    void delivered(const UserKeys& user, std::uint64_t fingerprint);

    // For the next commit.
    std::vector<Fingerprint> take();
    // Everything that was taken is in the state.
    void durable() { submitted_.clear(); }

private:
    std::uint64_t last(UserKey key) const;

    StoredFingerprints* stored_;
    std::unordered_map<UserKey, std::uint64_t> fresh_;
    std::unordered_map<UserKey, std::uint64_t> submitted_;
};

}  // namespace host
