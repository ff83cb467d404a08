// Records on their way from the host's thread to the workers. Filled by a
// destination's send and closed by its cancel, on any thread; emptied on the io_context's thread.
#pragma once

#include <sluice/http/client.hpp>
#include <sluice/http/signal.hpp>
#include <sluice/record.hpp>

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace sluice::http {

class Inbox {
public:
    explicit Inbox(boost::asio::io_context& context) : context_{context}, filled_{context} {}

    // [any thread] Once closed, the record is answered CANCELLED at once. Workers are woken by one
    // post for all that is pushed until they look; busy ones by none.
    void push(Record record);

    // [any thread] Answers what is queued CANCELLED, and ends the workers' waiting.
    void close();

    // [io thread] The oldest record; waits for one. None once closed.
    Task<std::optional<Record>> next();
    // [io thread] Those that are there, at most `most`, oldest first, into `batch`; waits for one.
    // None once closed. `batch` is emptied before.
    Task<void> next(std::vector<Record>& batch, std::size_t most);

private:
    bool take(std::optional<Record>& record);
    bool take(std::vector<Record>& batch, std::size_t most);
    bool waits();
    void rouse();
    void wake_later();
    void wake();

    boost::asio::io_context& context_;
    Signal filled_;
    std::mutex mutex_;  // guards all below
    std::deque<Record> records_;
    std::size_t idle_ = 0;  // workers that found nothing and wait, or are about to
    bool wake_is_posted_ = false;
    bool is_closed_ = false;
};

}  // namespace sluice::http
