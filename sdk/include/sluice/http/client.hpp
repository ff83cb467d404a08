// A pool of kept HTTP/1.1 connections on one io_context, made by a plugin at init. All of it runs
// on the one thread that runs the io_context, whose concurrency hint may be 1 but not
// BOOST_ASIO_CONCURRENCY_HINT_UNSAFE: names are looked up on a thread of asio's, which posts the
// addresses back.
#pragma once

#include <sluice/http/endpoint.hpp>
#include <sluice/http/failure.hpp>
#include <sluice/http/message.hpp>
#include <sluice/http/settings.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace sluice::http {

class Pool;

// The concrete executor: a type-erased one costs about 1 us an exchange.
using Executor = boost::asio::io_context::executor_type;
template <class T>
using Task = boost::asio::awaitable<T, Executor>;

class Client {
public:
    // `context` must outlive the client. Throws std::runtime_error if the CA file or the proxy
    // cannot be used; the message says what was expected and what was found.
    Client(boost::asio::io_context& context, Settings settings);
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    // As cancel(): exchanges under way end with Failure::cancelled as soon as the io_context runs,
    // or with it.
    ~Client();

    // Sends `request` (the whole message) over a kept or a new connection and reads the reply into
    // `reply`, whose strings are reused. Gives none on success. A kept connection that turns out to
    // be closed is replaced only if no byte of the request was written. Redirects are not followed,
    // replies 1xx are skipped. When all connections are busy the call waits for one, first come
    // first served. `deadline` bounds it all, from the wait to the last byte; it is looked at every
    // 50 ms. `request`, `endpoint` and `reply` must outlive the call; `reply` is worth reading on
    // success only.
    Task<std::optional<Failure>> exchange(
        const Endpoint& endpoint,
        std::string_view request,
        std::chrono::steady_clock::time_point deadline,
        Reply& reply
    );

    // Ends every exchange under way with Failure::cancelled (`written` as it is), closes what is
    // kept and refuses new exchanges. A name that is being looked up keeps the io_context busy
    // until the system's resolver gives up.
    void cancel();

    // Connections opened since construction; for metrics and tests.
    std::size_t opened() const;

private:
    std::shared_ptr<Pool> pool_;  // shared with the exchanges under way
};

}  // namespace sluice::http
