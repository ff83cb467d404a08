// The profile token: sluice::http::TokenCache holds it, this says how it is had from Adobe's IMS
// and Admin API, and when it is wanted. Asked by the conductor for each request that needs one, on
// the io_context's thread.
#pragma once

#include "adobe_target/net/adobe_io.hpp"
#include "adobe_target/settings.hpp"

#include <sluice/host.hpp>
#include <sluice/http/client.hpp>
#include <sluice/http/token_cache.hpp>
#include <sluice/http/token_state.hpp>
#include <sluice/outcome.hpp>
#include <sluice/result.hpp>
#include <sluice/secret_box.hpp>

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace adobe_target {

using sluice::http::HeldToken;
using sluice::http::Instant;

class TokenCache : private sluice::http::TokenSource {
public:
    // All must outlive it.
    TokenCache(
        boost::asio::io_context& context,
        sluice::http::Client& client,
        const Settings& settings,
        const sluice::SecretBox& secrets,
        sluice::Host host
    );

    // token() may be used as it is: the quick way past ready().
    bool is_ready() const;
    // Waits for a token if need be. None: token() may be used. Else why there is none.
    sluice::http::Task<std::optional<sluice::Outcome>> ready();

    // "" when profile calls need none. Valid until the next co_await.
    std::string_view token() const { return cache_.token(); }
    std::uint64_t generation() const { return cache_.generation(); }

    // Adobe answered 401 or 403 to the token of that generation. True if it is worth repeating the
    // request after ready(): there is a newer token, or one can be fetched.
    bool refused(std::uint64_t generation);
    // It did so again. Who asks gets `outcome` until the secrets are read again.
    void gave_up(std::uint64_t generation, const sluice::Outcome& outcome);

    // Forgets the token and asks Adobe anew; for the online check.
    sluice::http::Task<std::optional<sluice::Outcome>> renew();
    // Adobe's settings could not be read, so that sending goes without a token until it is refused.
    bool is_without_settings() const { return is_without_settings_; }

    // Whoever waits, and whoever asks from now on, gets CANCELLED.
    void cancel() { cache_.cancel(); }

private:
    sluice::http::Task<Fetched> fetch() override;
    std::uint64_t version() const override { return secrets_.version(); }

    sluice::http::Task<Fetched> ask();
    sluice::http::Task<Fetched> ask_adobe();
    sluice::http::Task<sluice::Result<ProfileAuthentication, sluice::Outcome>> ask_settings();
    Fetched configured_token() const;
    void note(const Fetched& fetched);
    void see_secrets();
    void say_without_settings();
    void report_life();

    const Settings& settings_;
    const sluice::SecretBox& secrets_;
    sluice::Host host_;
    AdobeIo io_;
    sluice::http::TokenCache cache_;
    HeldToken access_token_;
    std::uint64_t secrets_seen_ = 0;
    bool is_proven_needed_ =
        false;  // a request without a token was refused, whatever the settings say
    bool is_without_settings_ = false;
    std::optional<Instant> ends_;  // of the profile token, if it says; for the operator
    Instant next_report_ = Instant::min();
    std::uint32_t life_left_ = 0;  // metric
    bool is_end_said_ = false;
};

}  // namespace adobe_target
