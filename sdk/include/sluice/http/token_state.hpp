// What to do about a token, now: use it, renew it, fetch it, or refuse the record. Kept by
// TokenCache, on the io_context's thread. Pure: the time is an argument.
#pragma once

#include <sluice/outcome.hpp>
#include <sluice/token.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::http {

// Of a clock that never goes back, from any origin.
using Instant = std::chrono::nanoseconds;

// A token is renewed this long before it ends, or a tenth of its life if that is less: a fetch
// takes a second, and an hour's token must not be fetched all the time.
inline constexpr std::chrono::seconds renewal_margin{300};

// A token with its end.
class HeldToken {
public:
    void hold(Token token, Instant now);
    void drop() { held_ = false; }

    bool is_usable(Instant now) const { return held_ && now < ends_; }
    bool wants_renewal(Instant now) const { return held_ && now >= renew_; }
    std::string_view value() const { return value_; }

private:
    bool held_ = false;
    std::string value_;
    Instant renew_ = Instant::max();
    Instant ends_ = Instant::max();
};

class TokenState {
public:
    enum class Step : std::uint8_t {
        use,           // token() is good
        renew_behind,  // token() is good, and near its end: fetch the next one while it is used
        fetch,         // there is none: wait for one
        refuse,        // there is none, and it is too early to ask again: refusal()
    };
    Step step(Instant now) const;

    // "" when requests need none. Valid until the next event.
    std::string_view token() const { return token_.value(); }
    // Grows with every grant: tells a refusal of this token from one of an older one.
    std::uint64_t generation() const { return generation_; }
    // Why there is none: as the fetch said, with the delay that remains.
    Outcome refusal(Instant now) const;

    void granted(Token token, Instant now);
    // RETRY: the next fetch waits for the delay that the outcome asks for, else 1 s, 2 s, 4 s ... 5
    // min. AUTH_FAILED: no fetch until secrets_changed(), unless the present token still lives.
    void failed(Outcome outcome, Instant now);
    // The far side refused the token of that generation; an older one than the present changes
    // nothing.
    void refused(std::uint64_t generation);
    void secrets_changed();

private:
    HeldToken token_;
    std::uint64_t generation_ = 0;
    std::uint32_t failures_ = 0;
    bool stuck_ = false;  // AUTH_FAILED: an operator must act
    Instant retry_at_ = Instant::min();
    Outcome failure_;
};

}  // namespace sluice::http
