#include "tests/sandbox/tokens.hpp"

#include "tests/sandbox/tally.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace sandbox {

Tokens::Tokens(const Settings& settings, std::uint64_t salt, Moment now)
    : ims_life_(settings.ims_expires_in), profile_life_(settings.profile_token_expires_in),
      salt_(salt) {
    if (settings.has_profile_token) {
        renew_profile_token(now);
    }
}

std::string Tokens::make(std::string_view kind) {
    std::array<char, 40> tail{};
    const auto number = static_cast<unsigned long long>(mix(salt_ + ++made_));
    std::snprintf(tail.data(), tail.size(), "%016llx", number);
    return "sandbox-" + std::string(kind) + "-token-" + std::to_string(made_) + "-" + tail.data();
}

std::string Tokens::issue_ims(Moment now) {
    std::erase_if(ims_, [now](const Issued& issued) { return issued.expires_at <= now; });
    ims_.push_back({.token = make("ims"), .expires_at = now + ims_life_});
    ++refreshes_;
    return ims_.back().token;
}

bool Tokens::is_valid_ims(std::string_view token, Moment now) const {
    return std::any_of(ims_.begin(), ims_.end(), [token, now](const Issued& issued) {
        return issued.token == token && issued.expires_at > now;
    });
}

std::chrono::seconds Tokens::profile_token_life(Moment now) const {
    const auto left = std::chrono::floor<std::chrono::seconds>(profile_expires_at_ - now);
    return std::max(left, std::chrono::seconds{0});
}

bool Tokens::is_valid_profile_token(std::string_view token, Moment now) const {
    return has_profile_token() && token == profile_ && profile_expires_at_ > now;
}

void Tokens::renew_profile_token(Moment now) {
    profile_ = make("profile");
    profile_expires_at_ = now + profile_life_;
}

}  // namespace sandbox
