#include "sdk/http/pool.hpp"

#include <algorithm>

namespace sluice::http {

namespace {

// Deadlines are late by so much at most. Also the age from which a kept connection is asked whether
// it is still open, which costs a system call: a busy one is used again sooner.
constexpr std::chrono::milliseconds sweep_interval{50};

}  // namespace

// An exchange that waits for a connection.
struct Pool::Turn : Parked {
    Turn(const Endpoint& for_endpoint, std::uint64_t tick) : endpoint{for_endpoint}, since{tick} {}

    const Endpoint& endpoint;
    const std::uint64_t since;
    Lease lease;
};

// NOLINTNEXTLINE(bugprone-exception-escape): for want of memory alone, which ends the process.
Lease& Lease::operator=(Lease&& other) noexcept {
    if (this != &other) {
        close();
        pool_ = std::exchange(other.pool_, nullptr);
        place_ = other.place_;
    }
    return *this;
}

void Lease::give_back() {
    if (place_->may_keep()) {
        std::exchange(pool_, nullptr)->keep(place_);
    } else {
        close();
    }
}

void Lease::close() {
    if (pool_ != nullptr) {
        std::exchange(pool_, nullptr)->drop(place_);
    }
}

Pool::Pool(boost::asio::io_context& context, Settings settings)
    : context_{context}, setup_{std::move(settings)}, names_{context.get_executor()},
      timer_{context.get_executor()} {}

bool Pool::watch(Operation& operation) {
    if (is_cancelled_) {
        return false;
    }
    operations_.push_back(operation);
    if (!is_sweeping_) {
        start_sweep();
    }
    return true;
}

Lease Pool::take(const Endpoint& endpoint) {
    if (Lease lease = take_idle(endpoint)) {
        return lease;
    }
    if (busy_.size() + idle_.size() >= setup_.settings.connections) {
        if (idle_.empty()) {
            return {};
        }
        idle_.pop_front();
    }
    busy_.emplace_front(context_.get_executor(), setup_, endpoint);
    return {*this, busy_.begin()};
}

Lease Pool::take_idle(const Endpoint& endpoint) {
    for (auto kept = idle_.end(); kept != idle_.begin();) {
        --kept;
        if (!(kept->endpoint() == endpoint)) {
            continue;
        }
        if (kept->kept_since() == tick_ || kept->is_alive()) {
            busy_.splice(busy_.begin(), idle_, kept);
            return {*this, kept};
        }
        kept = idle_.erase(kept);
    }
    return {};
}

Task<void> Pool::turn(Operation& operation, Lease& lease) {
    Turn turn{operation.endpoint(), tick_};
    turns_.push_back(turn);
    operation.waits_for(&turn);
    co_await turn.sleep();
    operation.waits_for(static_cast<Parked*>(nullptr));
    lease = std::move(turn.lease);
}

void Pool::keep(Connections::iterator place) {
    if (is_cancelled_) {
        drop(place);
        return;
    }
    place->keep_since(tick_);
    idle_.splice(idle_.end(), busy_, place);
    serve();
}

void Pool::drop(Connections::iterator place) {
    busy_.erase(place);
    serve();
}

// A connection or a place for one has become free: whose turn is it?
void Pool::serve() {
    if (turns_.empty()) {
        return;
    }
    Turn& turn = next_turn();
    turn.lease = take(turn.endpoint);
    turn.wake();
}

// The first in the queue. For one tick a later one goes first that wants the very connection that
// became free: else two busy endpoints would take each other's connections with every exchange.
Pool::Turn& Pool::next_turn() {
    auto& first = static_cast<Turn&>(turns_.front());
    if (idle_.empty() || tick_ > first.since + 1) {
        return first;
    }
    const Endpoint& free = idle_.back().endpoint();
    const auto same = std::find_if(turns_.begin(), turns_.end(), [&](const Parked& parked) {
        return static_cast<const Turn&>(parked).endpoint == free;
    });
    return same == turns_.end() ? first : static_cast<Turn&>(*same);
}

void Pool::cancel() {
    is_cancelled_ = true;
    for (Operation& operation : operations_) {
        operation.stop(Failure::Kind::cancelled);
    }
    names_.cancel();
    idle_.clear();
    timer_.cancel();  // every exchange is stopped: there is no deadline left to watch
}

void Pool::start_sweep() {
    is_sweeping_ = true;
    ++tick_;
    timer_.expires_after(sweep_interval);
    timer_.async_wait([weak = weak_from_this()](boost::system::error_code error) {
        const auto self = weak.lock();
        if (self && !error) {
            self->sweep();
        }
    });
}

void Pool::sweep() {
    const auto now = std::chrono::steady_clock::now();
    for (Operation& operation : operations_) {
        operation.check(now);
    }
    is_sweeping_ = false;
    if (!operations_.empty()) {
        start_sweep();
    }
}

}  // namespace sluice::http
