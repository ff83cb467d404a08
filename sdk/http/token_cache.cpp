#include <sluice/http/token_cache.hpp>
#include <sluice/outcomes.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <chrono>
#include <exception>

namespace sluice::http {

namespace {

Instant now() {
    return std::chrono::steady_clock::now().time_since_epoch();
}

// A fetch that failed by itself, for want of memory say, is one more reason to wait.
Outcome internal_error() {
    return paused(
        {.reason = Reason::internal,
         .code = "internal",
         .message = "the plugin failed to fetch a token"},
        std::chrono::milliseconds{0}
    );
}

}  // namespace

TokenCache::TokenCache(boost::asio::io_context& context, TokenSource& source)
    : context_{context}, source_{source}, fetched_{context} {}

bool TokenCache::is_ready() const {
    return !is_cancelled_ && version_seen_ == source_.version() &&
           state_.step(now()) == TokenState::Step::use;
}

Task<std::optional<Outcome>> TokenCache::ready() {
    while (!is_cancelled_) {
        see_version();
        const Instant at = now();
        const TokenState::Step step = state_.step(at);
        if (step == TokenState::Step::refuse) {
            co_return state_.refusal(at);
        }
        if (step == TokenState::Step::fetch) {
            if (is_fetching_) {
                co_await fetched_.wait();
            } else {
                co_await fetch();
            }
            continue;
        }
        if (step == TokenState::Step::renew_behind && !is_fetching_) {
            boost::asio::co_spawn(context_, fetch(), boost::asio::detached);
        }
        co_return std::nullopt;
    }
    co_return cancelled();
}

void TokenCache::gave_up(std::uint64_t generation, const Outcome& outcome) {
    if (generation == state_.generation()) {
        state_.refused(generation);
        state_.failed(outcome, now());
    }
}

void TokenCache::forget() {
    state_.refused(state_.generation());
    state_.secrets_changed();
}

void TokenCache::cancel() {
    is_cancelled_ = true;
    fetched_.notify_all();
}

// However it ends, nobody is left waiting for it.
Task<void> TokenCache::fetch() {
    is_fetching_ = true;
    try {
        auto fetched = co_await source_.fetch();
        settle(std::move(fetched));
    } catch (const std::exception&) {
        state_.failed(internal_error(), now());
    }
    is_fetching_ = false;
    fetched_.notify_all();
}

void TokenCache::settle(TokenSource::Fetched fetched) {
    if (fetched) {
        state_.granted(*std::move(fetched), now());
    } else if (fetched.error().verdict != Verdict::cancelled) {
        state_.failed(std::move(fetched).error(), now());
    }
}

void TokenCache::see_version() {
    const std::uint64_t version = source_.version();
    if (version != version_seen_) {
        version_seen_ = version;
        state_.secrets_changed();
    }
}

}  // namespace sluice::http
