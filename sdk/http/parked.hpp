// A coroutine that sleeps until somebody wakes it; it may stand in one queue meanwhile. Lives in
// the sleeper's frame. On the io_context's thread.
#pragma once

#include <sluice/http/client.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/intrusive/list_hook.hpp>

#include <optional>

namespace sluice::http {

using QueueHook =
    boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

class Parked : public QueueHook {
public:
    Parked() = default;
    Parked(const Parked&) = delete;
    Parked& operator=(const Parked&) = delete;
    ~Parked() = default;

    // Sleeps until wake().
    Task<void> sleep();

    // Leaves the queue and goes on, once this returns and the io_context runs. Nothing happens if
    // it was woken already.
    void wake();

private:
    using Token = boost::asio::use_awaitable_t<Executor>;
    using Handler = boost::asio::async_result<Token, void()>::handler_type;

    struct FallAsleep {
        Parked& parked;
        void operator()(Handler handler) const { parked.handler_.emplace(std::move(handler)); }
    };

    std::optional<Handler> handler_;
};

}  // namespace sluice::http
