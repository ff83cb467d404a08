// The profile token, had by one fetch for all who wait, renewed before it ends, kept in memory
// only. Asked by the conductor for each request that needs one, on the io_context's thread. It
// never sleeps to retry: while Adobe's IMS or Admin API is down, who asks gets RETRY for the whole
// destination with the delay that remains.
#pragma once

#include "adobe_target/api/token_state.hpp"
#include "adobe_target/net/adobe_io.hpp"
#include "adobe_target/net/secret_box.hpp"
#include "adobe_target/net/signal.hpp"
#include "adobe_target/settings.hpp"

#include <sluice/host.hpp>
#include <sluice/http/client.hpp>
#include <sluice/outcome.hpp>
#include <sluice/result.hpp>

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace adobe_target {

class TokenCache {
public:
    // All must outlive it.
    TokenCache(
        boost::asio::io_context& context,
        sluice::http::Client& client,
        const Settings& settings,
        const SecretBox& secrets,
        sluice::Host host
    );

    // token() may be used as it is: the quick way past ready().
    bool is_ready() const;
    // Waits for a token if need be. None: token() may be used. Else why there is none.
    sluice::http::Task<std::optional<sluice::Outcome>> ready();

    // "" when profile calls need none. Valid until the next co_await.
    std::string_view token() const { return state_.token(); }
    std::uint64_t generation() const { return state_.generation(); }

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
    void cancel();

private:
    using Fetched = sluice::Result<Token, sluice::Outcome>;

    sluice::http::Task<void> fetch();
    sluice::http::Task<Fetched> ask();
    sluice::http::Task<Fetched> ask_adobe();
    sluice::http::Task<sluice::Result<ProfileAuthentication, sluice::Outcome>> ask_settings();
    Fetched configured_token() const;
    void settle(Fetched fetched);
    void see_secrets();
    void say_without_settings();
    void report_life();

    boost::asio::io_context& context_;
    const Settings& settings_;
    const SecretBox& secrets_;
    sluice::Host host_;
    AdobeIo io_;
    Signal fetched_;
    TokenState state_;
    HeldToken access_token_;
    std::uint64_t secrets_seen_ = 0;
    bool is_fetching_ = false;
    bool is_cancelled_ = false;
    bool is_proven_needed_ =
        false;  // a request without a token was refused, whatever the settings say
    bool is_without_settings_ = false;
    std::optional<Instant> ends_;  // of the profile token, if it says; for the operator
    Instant next_report_ = Instant::min();
    std::uint32_t days_left_ = 0;  // metric
    bool is_end_said_ = false;
};

}  // namespace adobe_target
