#include <sluice/http/token_state.hpp>

#include <algorithm>

namespace sluice::http {

namespace {

constexpr std::chrono::seconds longest_backoff{300};

std::chrono::milliseconds backoff(std::uint32_t failures) {
    const std::uint32_t doublings = std::min(failures - 1, 9U);
    return std::min<std::chrono::milliseconds>(
        std::chrono::seconds{1} * (1U << doublings), longest_backoff
    );
}

}  // namespace

void HeldToken::hold(Token token, Instant now) {
    held_ = true;
    value_ = std::move(token.value);
    renew_ = Instant::max();
    ends_ = Instant::max();
    // A life of centuries says as much as none, and would not fit.
    constexpr std::chrono::hours longest{24 * 365 * 100};
    if (token.life && *token.life < longest) {
        const Instant life = *token.life;
        ends_ = now + life;
        renew_ = ends_ - std::min<Instant>(renewal_margin, life / 10);
    }
}

TokenState::Step TokenState::step(Instant now) const {
    const bool may_fetch = !stuck_ && now >= retry_at_;
    if (token_.is_usable(now)) {
        return token_.wants_renewal(now) && may_fetch ? Step::renew_behind : Step::use;
    }
    return may_fetch ? Step::fetch : Step::refuse;
}

Outcome TokenState::refusal(Instant now) const {
    Outcome outcome = failure_;
    if (!stuck_) {
        const Instant remaining = std::max(retry_at_ - now, Instant{0});
        outcome.retry_after = std::chrono::ceil<std::chrono::milliseconds>(remaining);
    }
    return outcome;
}

void TokenState::granted(Token token, Instant now) {
    token_.hold(std::move(token), now);
    ++generation_;
    failures_ = 0;
    stuck_ = false;
    retry_at_ = Instant::min();
}

void TokenState::failed(Outcome outcome, Instant now) {
    ++failures_;
    const auto delay = outcome.retry_after.count() > 0 ? outcome.retry_after : backoff(failures_);
    retry_at_ = now + delay;
    stuck_ = outcome.verdict == Verdict::auth_failed && !token_.is_usable(now);
    failure_ = std::move(outcome);
}

void TokenState::refused(std::uint64_t generation) {
    if (generation == generation_) {
        token_.drop();
    }
}

void TokenState::secrets_changed() {
    stuck_ = false;
    retry_at_ = Instant::min();
}

}  // namespace sluice::http
