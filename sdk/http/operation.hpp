// An exchange under way: its deadline, what it waits for now, and how it is stopped. Lives in the
// exchange's frame; the pool's sweep and cancel() find it in the pool's list.
#pragma once

#include "sdk/http/connection.hpp"
#include "sdk/http/parked.hpp"

#include <sluice/http/client.hpp>

#include <chrono>
#include <optional>

namespace sluice::http {

class Operation : public QueueHook {
public:
    using Time = std::chrono::steady_clock::time_point;

    Operation(const Endpoint& endpoint, Time deadline) : endpoint_{endpoint}, deadline_{deadline} {}
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;
    ~Operation() = default;

    const Endpoint& endpoint() const { return endpoint_; }
    Time deadline() const { return deadline_; }

    // What stop() interrupts or wakes; nullptr for nothing.
    void waits_for(Connection* connection) { connection_ = connection; }
    void waits_for(Parked* parked) { parked_ = parked; }

    // A connect() to one of several addresses may take until `attempt`, then it is interrupted
    // without stopping the exchange.
    void limit_attempt(Time attempt) { attempt_ = attempt; }
    void lift_attempt_limit() { attempt_.reset(); }

    // Stops the exchange if it is too late, or its attempt.
    void check(Time now);
    void stop(Failure::Kind kind);

    bool is_stopped() const { return stopped_.has_value(); }
    // Of a stopped exchange: "acme.tt.omtrdc.net:443: the deadline passed in the TLS handshake".
    Failure failure(std::string_view doing) const;

private:
    const Endpoint& endpoint_;
    const Time deadline_;
    std::optional<Time> attempt_;
    std::optional<Failure::Kind> stopped_;
    Connection* connection_ = nullptr;
    Parked* parked_ = nullptr;
};

}  // namespace sluice::http
