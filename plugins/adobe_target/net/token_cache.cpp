#include "adobe_target/net/token_cache.hpp"

#include "adobe_target/api/outcomes.hpp"
#include "adobe_target/api/token_life.hpp"

#include <chrono>
#include <string>

namespace adobe_target {

namespace {

using sluice::Outcome;
using sluice::http::Task;

Instant now() {
    return std::chrono::steady_clock::now().time_since_epoch();
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
    const sluice::SecretBox& secrets,
    sluice::Host host
)
    : settings_{settings}, secrets_{secrets}, host_{host}, io_{client, settings}, cache_{
                                                                                      context,
                                                                                      *this} {
    life_left_ = host_.metric(
        SLUICE_M_GAUGE,
        "profile_token_left_seconds",
        "s",
        "Remaining life of the profile authentication token"
    );
}

bool TokenCache::is_ready() const {
    return secrets_seen_ == secrets_.version() && now() < next_report_ && cache_.is_ready();
}

Task<std::optional<Outcome>> TokenCache::ready() {
    see_secrets();
    auto refusal = co_await cache_.ready();
    report_life();
    co_return refusal;
}

bool TokenCache::refused(std::uint64_t generation) {
    if (generation != cache_.generation()) {
        return true;
    }
    if (settings_.profile_auth != ProfileAuth::automatic) {
        return false;
    }
    is_proven_needed_ = is_proven_needed_ || cache_.token().empty();
    cache_.refused(generation);
    return true;
}

void TokenCache::gave_up(std::uint64_t generation, const Outcome& outcome) {
    cache_.gave_up(generation, outcome);
}

Task<std::optional<Outcome>> TokenCache::renew() {
    cache_.forget();
    access_token_.drop();
    is_proven_needed_ = false;
    co_return co_await ready();
}

Task<TokenCache::Fetched> TokenCache::fetch() {
    Fetched fetched = co_await ask();
    note(fetched);
    co_return fetched;
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
            auto granted =
                co_await io_.access_token(std::string{secrets_.secrets()[settings_.client_secret]});
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
    Token token;
    token.value = secrets_.secrets()[settings_.profile_token];
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

void TokenCache::note(const Fetched& fetched) {
    if (!fetched) {
        if (fetched.error().verdict != sluice::Verdict::cancelled) {
            host_.log(sluice::LogLevel::warn, "no profile token", {"code", fetched.error().code});
        }
        return;
    }
    auto life = fetched.value().life;
    if (!life && settings_.profile_auth == ProfileAuth::token) {
        // For the operator alone: whether it is still good is Adobe's to say.
        life = token_life(
            fetched.value().value,
            std::chrono::duration_cast<std::chrono::seconds>(host_.unix_time())
        );
    }
    const Instant at = now();
    ends_ = life ? std::optional{at + Instant{*life}} : std::nullopt;
    is_end_said_ = false;
    next_report_ = at;
}

// A configured token that was read again is not the one that is held.
void TokenCache::see_secrets() {
    const std::uint64_t version = secrets_.version();
    if (version != secrets_seen_ && settings_.profile_auth == ProfileAuth::token) {
        cache_.refused(cache_.generation());
    }
    secrets_seen_ = version;
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
    host_.add(life_left_, std::chrono::duration<double>{left}.count());
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
