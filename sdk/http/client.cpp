#include "sdk/http/dial.hpp"
#include "sdk/http/pool.hpp"

#include <sluice/http/client.hpp>

namespace sluice::http {

namespace {

using Time = std::chrono::steady_clock::time_point;

bool is_open(const Lease& lease) {
    return lease && (*lease).is_open();
}

bool has_to_wait(Step step, const Operation& operation) {
    return (step == Step::want_read || step == Step::want_write) && !operation.is_stopped();
}

// What became of an exchange whose connection went as far as `step`.
std::optional<Failure>
outcome(Step step, const Operation& operation, const Connection& connection, Lease& lease) {
    if (step == Step::done) {
        lease.give_back();
        return std::nullopt;
    }
    Failure failure = connection.failure();
    if (step != Step::failed) {
        failure = operation.failure(connection.doing());
        failure.written = connection.has_written();
    }
    return failure;
}

// A kept connection that ended before a byte of the request went out: nobody has seen the request.
bool is_worth_another(
    bool was_kept, const Operation& operation, const std::optional<Failure>& failure
) {
    return was_kept && failure && !failure->written && !operation.is_stopped();
}

// The slow way to an open connection: a turn in the queue if `lease` is none, and dialling.
Task<std::optional<Failure>> open(Pool& pool, Operation& operation, Lease& lease) {
    if (!lease) {
        co_await pool.turn(operation, lease);
    }
    if (operation.is_stopped()) {
        co_return operation.failure("while waiting for a free connection");
    }
    Connection& connection = *lease;
    if (connection.is_open()) {
        co_return std::nullopt;
    }
    co_return co_await dial(pool, operation, connection);
}

// Most exchanges find a kept connection and wait once: for the reply.
Task<std::optional<Failure>> run_exchange(
    std::shared_ptr<Pool> pool,
    const Endpoint& endpoint,
    std::string_view request,
    Time deadline,
    Reply& reply
) {
    Operation operation{endpoint, deadline};
    if (!pool->watch(operation)) {
        co_return operation.failure("before it began");
    }
    for (;;) {
        Lease lease = pool->take(endpoint);
        if (!is_open(lease)) {
            std::optional<Failure> failure = co_await open(*pool, operation, lease);
            if (failure) {
                co_return failure;
            }
        }
        Connection& connection = *lease;
        const bool was_kept = connection.was_kept();
        operation.waits_for(&connection);
        Step step = connection.begin(request, reply);
        while (has_to_wait(step, operation)) {
            if (step == Step::want_read) {
                auto [error, size] = co_await connection.fill();
                connection.filled(error, size);
            } else {
                co_await connection.drain();
            }
            step = connection.advance();
        }
        operation.waits_for(static_cast<Connection*>(nullptr));
        std::optional<Failure> failure = outcome(step, operation, connection, lease);
        if (!is_worth_another(was_kept, operation, failure)) {
            co_return failure;
        }
    }
}

}  // namespace

Client::Client(boost::asio::io_context& context, Settings settings)
    : pool_{std::make_shared<Pool>(context, std::move(settings))} {}

Client::~Client() {
    pool_->cancel();
}

Task<std::optional<Failure>>
Client::exchange(const Endpoint& endpoint, std::string_view request, Time deadline, Reply& reply) {
    return run_exchange(pool_, endpoint, request, deadline, reply);
}

void Client::cancel() {
    pool_->cancel();
}

std::size_t Client::opened() const {
    return pool_->opened();
}

}  // namespace sluice::http
