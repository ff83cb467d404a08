// Records on their way from the host's thread to the workers. Filled by Destination::send and
// closed by cancel, on any thread; emptied on the io_context's thread.
#pragma once

#include "adobe_target/net/signal.hpp"

#include <sluice/http/client.hpp>
#include <sluice/record.hpp>

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>

namespace adobe_target {

class Inbox {
public:
    explicit Inbox(boost::asio::io_context& context) : context_{context}, filled_{context} {}

    // [any thread] Once closed, the record is answered CANCELLED at once. Workers are woken by one
    // post for all that is pushed until they look; busy ones by none.
    void push(sluice::Record record);

    // [any thread] Answers what is queued CANCELLED, and ends the workers' waiting.
    void close();

    // [io thread] The oldest record; waits for one. None once closed.
    sluice::http::Task<std::optional<sluice::Record>> next();

private:
    bool take(std::optional<sluice::Record>& record);
    void rouse();
    void wake_later();
    void wake();

    boost::asio::io_context& context_;
    Signal filled_;
    std::mutex mutex_;  // guards all below
    std::deque<sluice::Record> records_;
    std::size_t idle_ = 0;  // workers that found nothing and wait, or are about to
    bool wake_is_posted_ = false;
    bool is_closed_ = false;
};

}  // namespace adobe_target
