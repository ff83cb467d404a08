// A token, had by one fetch for all who wait, renewed before it ends, kept in memory only. Asked
// for each request that needs one, on the io_context's thread. It never sleeps to retry: while no
// token can be had, who asks gets RETRY for the whole destination with the delay that remains.
#pragma once

#include <sluice/http/client.hpp>
#include <sluice/http/signal.hpp>
#include <sluice/http/token_state.hpp>
#include <sluice/outcome.hpp>
#include <sluice/result.hpp>
#include <sluice/token.hpp>

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::http {

// Where tokens come from. On the io_context's thread.
class TokenSource {
public:
    using Fetched = Result<Token, Outcome>;

    TokenSource() = default;
    TokenSource(const TokenSource&) = delete;
    TokenSource& operator=(const TokenSource&) = delete;
    virtual ~TokenSource() = default;

    // One fetch; never two at a time. AUTH_FAILED: asked again only after version() has grown.
    // RETRY: asked again after the outcome's delay, else after 1 s, 2 s, 4 s ... 5 min. CANCELLED
    // counts as nothing.
    virtual Task<Fetched> fetch() = 0;
    // Grows when fetch() would ask with other secrets than before.
    virtual std::uint64_t version() const = 0;
};

class TokenCache {
public:
    // Both must outlive it.
    TokenCache(boost::asio::io_context& context, TokenSource& source);

    // token() may be used as it is: the quick way past ready().
    bool is_ready() const;
    // Waits for a token if need be. None: token() may be used. Else why there is none.
    Task<std::optional<Outcome>> ready();

    // Valid until the next co_await.
    std::string_view token() const { return state_.token(); }
    std::uint64_t generation() const { return state_.generation(); }

    // The far side did not take the token of that generation: it is used no more. An older one than
    // the present changes nothing.
    void refused(std::uint64_t generation) { state_.refused(generation); }
    // It did not take the next one either. Who asks gets `outcome` until version() grows.
    void gave_up(std::uint64_t generation, const Outcome& outcome);
    // Forgets the token and every failure.
    void forget();

    // Whoever waits, and whoever asks from now on, gets CANCELLED.
    void cancel();

private:
    Task<void> fetch();
    void see_version();
    void settle(TokenSource::Fetched fetched);

    boost::asio::io_context& context_;
    TokenSource& source_;
    Signal fetched_;
    TokenState state_;
    std::uint64_t version_seen_ = 0;
    bool is_fetching_ = false;
    bool is_cancelled_ = false;
};

}  // namespace sluice::http
