// Lets coroutines of one io_context wait until another says go on. Used by Inbox and TokenCache,
// on the io_context's thread.
#pragma once

#include <sluice/http/client.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/wait_traits.hpp>

#include <chrono>

namespace sluice::http {

class Signal {
public:
    explicit Signal(boost::asio::io_context& context) : timer_{context, Timer::time_point::max()} {}

    // Until the next notify; may also return without one, so look again at what you wait for. Who
    // notifies has a deadline.
    Task<void> wait() {
        co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{}));
    }

    void notify_one() { timer_.cancel_one(); }
    void notify_all() { timer_.cancel(); }

private:
    // A timer that never ends: asio's own queue of waiting coroutines.
    using Timer = boost::asio::basic_waitable_timer<
        std::chrono::steady_clock,
        boost::asio::wait_traits<std::chrono::steady_clock>,
        Executor>;
    Timer timer_;
};

}  // namespace sluice::http
