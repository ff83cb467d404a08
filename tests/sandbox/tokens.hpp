// The access tokens of IMS and the profile token: issuing, checking, revoking; pure, the server's
// thread.
#pragma once

#include "tests/sandbox/moment.hpp"
#include "tests/sandbox/settings.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// All tokens of one sandbox. `salt` makes the tokens of two runs differ, as a restart must
/// invalidate old ones.
class Tokens {
public:
    Tokens(const Settings& settings, std::uint64_t salt, Moment now);

    /// A new IMS access token, valid beside the older ones until it expires.
    std::string issue_ims(Moment now);
    bool is_valid_ims(std::string_view token, Moment now) const;

    /// The current profile token and what is left of its life; has_profile_token() says whether
    /// there is one.
    bool has_profile_token() const { return !profile_.empty(); }
    const std::string& profile_token() const { return profile_; }
    std::chrono::seconds profile_token_life(Moment now) const;
    bool is_valid_profile_token(std::string_view token, Moment now) const;

    /// A new profile token; the old one is refused from now on.
    void renew_profile_token(Moment now);
    /// Its life ends now.
    void expire_profile_token(Moment now) { profile_expires_at_ = now; }
    /// Every IMS token is refused from now on.
    void revoke_ims() { ims_.clear(); }

    /// Somebody read the profile token through the Admin API.
    void handed_out() { ++refreshes_; }
    /// How many tokens were given to clients so far; "401 until refreshed" waits for it to grow.
    std::uint64_t refreshes() const { return refreshes_; }

private:
    struct Issued {
        std::string token;
        Moment expires_at;
    };

    std::string make(std::string_view kind);

    std::chrono::seconds ims_life_;
    std::chrono::seconds profile_life_;
    std::uint64_t salt_;
    std::uint64_t made_ = 0;
    std::uint64_t refreshes_ = 0;
    std::vector<Issued> ims_;
    std::string profile_;
    Moment profile_expires_at_;
};

}  // namespace sandbox
