// Lets coroutines of one io_context wait until another says go on. Used by inbox and token_cache,
// on the io_context's thread.
#pragma once

#include <sluice/http/client.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/wait_traits.hpp>

#include <chrono>

namespace adobe_target {

class Signal {
public:
    explicit Signal(boost::asio::io_context& context) : timer_{context, Timer::time_point::max()} {}

    // Until the next notify; may also return without one, so look again at what you wait for. Who
    // notifies has a deadline.
    sluice::http::Task<void> wait() {
        co_await timer_.async_wait(
            boost::asio::as_tuple(boost::asio::use_awaitable_t<sluice::http::Executor>{})
        );
    }

    void notify_one() { timer_.cancel_one(); }
    void notify_all() { timer_.cancel(); }

private:
    // A timer that never ends: asio's own queue of waiting coroutines.
    using Timer = boost::asio::basic_waitable_timer<
        std::chrono::steady_clock,
        boost::asio::wait_traits<std::chrono::steady_clock>,
        sluice::http::Executor>;
    Timer timer_;
};

}  // namespace adobe_target
