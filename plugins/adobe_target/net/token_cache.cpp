#include "adobe_target/net/token_cache.hpp"

#include "adobe_target/api/outcomes.hpp"
#include "adobe_target/api/token_life.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <chrono>
#include <exception>
#include <string>

namespace adobe_target {

namespace {

using sluice::Outcome;
using sluice::http::Task;

Instant now() {
    return std::chrono::steady_clock::now().time_since_epoch();
}

// A fetch that failed by itself, for want of memory say, is one more reason to wait.
Outcome internal_error() {
    return paused(
        {.reason = sluice::Reason::internal,
         .code = "internal",
         .message = "the plugin failed to fetch a token"},
        std::chrono::milliseconds{0}
    );
}

Outcome admin_refused() {
    return auth_failed(
        {.reason = sluice::Reason::none,
         .code = "admin_refused",
         .message = "the Admin API of Adobe Target answered 401 to a new access token; in the "
                    "Adobe Developer Console, add "
                    "the Adobe Target API to the project of client_id"}
    );
}

}  // namespace

TokenCache::TokenCache(
    boost::asio::io_context& context,
    sluice::http::Client& client,
    const Settings& settings,
    const SecretBox& secrets,
    sluice::Host host
)
    : context_{context}, settings_{settings}, secrets_{secrets}, host_{host}, io_{client, settings},
      fetched_{context} {
    days_left_ = host_.metric(
        SLUICE_M_GAUGE,
        "profile_token_days_left",
        "d",
        "Remaining life of the profile authentication token"
    );
}

bool TokenCache::is_ready() const {
    if (is_cancelled_ || secrets_seen_ != secrets_.version()) {
        return false;
    }
    const Instant at = now();
    return at < next_report_ && state_.step(at) == TokenState::Step::use;
}

Task<std::optional<Outcome>> TokenCache::ready() {
    while (!is_cancelled_) {
        see_secrets();
        report_life();
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

bool TokenCache::refused(std::uint64_t generation) {
    if (generation != state_.generation()) {
        return true;
    }
    if (settings_.profile_auth != ProfileAuth::automatic) {
        return false;
    }
    is_proven_needed_ = is_proven_needed_ || state_.token().empty();
    state_.refused(generation);
    return true;
}

void TokenCache::gave_up(std::uint64_t generation, const Outcome& outcome) {
    if (generation == state_.generation()) {
        state_.refused(generation);
        state_.failed(outcome, now());
    }
}

Task<std::optional<Outcome>> TokenCache::renew() {
    state_.refused(state_.generation());
    state_.secrets_changed();
    access_token_.drop();
    is_proven_needed_ = false;
    co_return co_await ready();
}

void TokenCache::cancel() {
    is_cancelled_ = true;
    fetched_.notify_all();
}

// However it ends, nobody is left waiting for it.
Task<void> TokenCache::fetch() {
    is_fetching_ = true;
    try {
        auto fetched = co_await ask();
        settle(std::move(fetched));
    } catch (const std::exception&) {
        state_.failed(internal_error(), now());
    }
    is_fetching_ = false;
    fetched_.notify_all();
}

Task<TokenCache::Fetched> TokenCache::ask() {
    if (settings_.profile_auth == ProfileAuth::automatic) {
        co_return co_await ask_adobe();
    }
    co_return configured_token();
}

// IMS, then the settings, then the token if they ask for it.
Task<TokenCache::Fetched> TokenCache::ask_adobe() {
    const auto authentication = co_await ask_settings();
    if (!authentication) {
        co_return authentication.error();
    }
    is_without_settings_ = *authentication == ProfileAuthentication::unreadable;
    if (*authentication != ProfileAuthentication::needed && !is_proven_needed_) {
        say_without_settings();
        co_return Token{};
    }
    co_return co_await io_.profile_token(std::string{access_token_.value()});
}

// With a kept access token first: one that Admin does not take is replaced once.
Task<sluice::Result<ProfileAuthentication, Outcome>> TokenCache::ask_settings() {
    for (int attempt = 0; attempt < 2; ++attempt) {
        const Instant at = now();
        if (!access_token_.is_usable(at) || access_token_.wants_renewal(at)) {
            auto granted = co_await io_.access_token(secrets_.secrets().client_secret);
            if (!granted) {
                co_return granted.error();
            }
            access_token_.hold(*std::move(granted), now());
        }
        auto authentication =
            co_await io_.profile_authentication(std::string{access_token_.value()});
        if (!authentication || *authentication != ProfileAuthentication::stale) {
            co_return authentication;
        }
        access_token_.drop();
    }
    co_return admin_refused();
}

TokenCache::Fetched TokenCache::configured_token() const {
    if (settings_.profile_auth == ProfileAuth::none) {
        return Token{};
    }
    Token token{.value = secrets_.secrets().profile_token, .life = std::nullopt};
    if (!is_header_safe(token.value)) {
        return auth_failed(
            {.reason = sluice::Reason::none,
             .code = "profile_token_missing",
             .message = "profile_token: expected one line of visible ASCII characters, found " +
                        std::string{token.value.empty() ? "nothing" : "others"} +
                        "; copy it from Administration > Implementation > Profile API"}
        );
    }
    return token;
}

void TokenCache::settle(Fetched fetched) {
    const Instant at = now();
    if (!fetched) {
        if (fetched.error().verdict != sluice::Verdict::cancelled) {
            host_.log(sluice::LogLevel::warn, "no profile token", {"code", fetched.error().code});
            state_.failed(std::move(fetched).error(), at);
        }
        return;
    }
    auto life = fetched->life;
    if (!life && settings_.profile_auth == ProfileAuth::token) {
        // For the operator alone: whether it is still good is Adobe's to say.
        life = token_life(
            fetched->value, std::chrono::duration_cast<std::chrono::seconds>(host_.unix_time())
        );
    }
    ends_ = life ? std::optional{at + Instant{*life}} : std::nullopt;
    is_end_said_ = false;
    next_report_ = at;
    state_.granted(*std::move(fetched), at);
}

void TokenCache::see_secrets() {
    const std::uint64_t version = secrets_.version();
    if (version == secrets_seen_) {
        return;
    }
    secrets_seen_ = version;
    state_.secrets_changed();
    if (settings_.profile_auth == ProfileAuth::token) {
        state_.refused(state_.generation());
    }
}

void TokenCache::say_without_settings() {
    if (is_without_settings_) {
        host_.log(
            sluice::LogLevel::warn,
            "Adobe Target's settings cannot be read with this credential; sending without a "
            "profile token. Look at "
            "tenant_id, and at the product profile of client_id in the Admin Console"
        );
    }
}

// Once an hour: the days left as a metric, and a warning in the last seven days.
void TokenCache::report_life() {
    const Instant at = now();
    if (at < next_report_) {
        return;
    }
    next_report_ = at + std::chrono::hours{1};
    if (!ends_) {
        return;
    }
    const std::chrono::duration<double, std::ratio<86400>> left = *ends_ - at;
    host_.add(days_left_, left.count());
    // A token that is made for a day is renewed by Adobe's own schedule; seven days are for those
    // an operator generates.
    if (left.count() < 7 && !is_end_said_) {
        is_end_said_ = true;
        host_.log(
            sluice::LogLevel::warn,
            "the profile token ends soon; generate the next one in Administration > Implementation "
            "> Profile API",
            {"days_left", std::to_string(static_cast<long>(left.count()))}
        );
    }
}

}  // namespace adobe_target
