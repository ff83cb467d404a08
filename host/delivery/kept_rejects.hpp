// Which users of an account have kept rejects, and whose were overtaken: a newer update of theirs
// was delivered, so a replay would set back what it wrote. One per Account, host thread.
#pragma once

#include "host/record/user_key.hpp"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace host {

// Costs a delivery nothing while nobody has a reject. A reject whose user is not known (no
// identifier could be read) is overtaken by any delivery: it may have been anybody's.
class KeptRejects {
public:
    static constexpr UserKey unknown = 0;

    // Whose rejects an earlier run kept and nothing has overtaken; `unknown` is one of them.
    void load(std::span<const UserKey> users);

    // A reject of that user is to be kept. Gives its number among the fates of the account.
    std::uint64_t rejected(const UserKeys& user);

    void delivered(const UserKeys& user) {
        if (!users_.empty()) {
            overtake(user);
        }
    }

    // A reject with that number was overtaken before it was written down.
    bool was_overtaken(const UserKeys& user, std::uint64_t number) const;

    // Whose rejects were overtaken since the last call: all that were written down by now. For the
    // next commit of any pipeline of the account, before its new rejects.
    std::vector<UserKey> take_overtaken() { return std::exchange(overtaken_, {}); }

private:
    struct User {
        bool has_kept = false;           // rejects that nothing has overtaken
        std::uint64_t overtaken_at = 0;  // the last time; 0: never in this run
    };
    void overtake(const UserKeys& user);
    void overtake_one(UserKey key);

    std::unordered_map<UserKey, User> users_;
    std::vector<UserKey> overtaken_;
    std::uint64_t fates_ = 0;
};

}  // namespace host
