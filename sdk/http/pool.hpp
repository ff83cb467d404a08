// The connections of a client: who may use which, which one gives way, and the sweep that enforces
// deadlines. On the io_context's thread.
#pragma once

#include "sdk/http/connection.hpp"
#include "sdk/http/names.hpp"
#include "sdk/http/operation.hpp"
#include "sdk/http/parked.hpp"
#include "sdk/http/setup.hpp"

#include <sluice/http/client.hpp>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/intrusive/list.hpp>

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <utility>

namespace sluice::http {

class Pool;

// A connection that an exchange has to itself. It is closed at the end, unless it was given back.
class Lease {
public:
    using Place = std::list<Connection>::iterator;

    Lease() = default;
    Lease(Pool& pool, Place place) : pool_{&pool}, place_{place} {}
    Lease(Lease&& other) noexcept
        : pool_{std::exchange(other.pool_, nullptr)}, place_{other.place_} {}
    Lease& operator=(Lease&& other) noexcept;  // NOLINT(bugprone-exception-escape): see there
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { close(); }  // NOLINT(bugprone-exception-escape): as above

    explicit operator bool() const { return pool_ != nullptr; }
    Connection& operator*() const { return *place_; }

    // Lets others use the connection if it may be kept, else closes it.
    void give_back();
    void close();

private:
    Pool* pool_ = nullptr;
    Place place_;
};

class Pool : public std::enable_shared_from_this<Pool> {
public:
    Pool(boost::asio::io_context& context, Settings settings);
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    ~Pool() = default;

    // Has the sweep watch over an exchange until the operation ends. False once cancelled.
    bool watch(Operation& operation);

    // A connection for `endpoint`: a kept one, else one to be opened if the bound allows, where the
    // least recently used idle one of another endpoint gives way. None if all are busy.
    Lease take(const Endpoint& endpoint);
    // Waits for a connection as the last in the queue; `lease` stays none if the operation was
    // stopped.
    Task<void> turn(Operation& operation, Lease& lease);

    void cancel();

    const Settings& settings() const { return setup_.settings; }
    Names& names() { return names_; }
    std::size_t opened() const { return opened_; }
    void count_opened() { ++opened_; }

private:
    friend class Lease;
    struct Turn;
    using Connections = std::list<Connection>;
    using Clock = std::chrono::steady_clock;
    using Timer =
        boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor>;

    void keep(Connections::iterator place);
    void drop(Connections::iterator place);
    Lease take_idle(const Endpoint& endpoint);
    void serve();
    Turn& next_turn();
    void start_sweep();
    void sweep();

    boost::asio::io_context& context_;
    const Setup setup_;
    Names names_;
    Timer timer_;
    bool is_sweeping_ = false;
    bool is_cancelled_ = false;
    std::uint64_t tick_ = 0;  // sweeps so far: a clock that costs nothing to read
    std::size_t opened_ = 0;
    Connections busy_;
    Connections idle_;  // the least recently used first
    boost::intrusive::list<Operation, boost::intrusive::constant_time_size<false>> operations_;
    Queue turns_;
};

}  // namespace sluice::http
