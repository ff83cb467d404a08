// One request over plain HTTP/1.1 and the head of its reply, on a connection of its own. Blocks:
// for worker threads. Here stands what a client library would do.
#pragma once

#include "reply.hpp"
#include "settings.hpp"

#include <sluice/result.hpp>

#include <chrono>
#include <functional>
#include <string_view>

struct Failure {
    enum class Kind { unreachable, lost, timeout, garbled, cancelled };
    Kind kind = Kind::unreachable;
    bool is_written = false;  // the endpoint may have seen something of the request
};

// What ends a wait: the time, and the host's wish, asked for again and again.
struct Limits {
    std::chrono::steady_clock::time_point deadline;
    std::function<bool()> is_cancelled;
};

// The body of the reply is not waited for: the status says everything, and nothing else is sent on
// this connection.
sluice::Result<Reply, Failure>
exchange(const Endpoint& endpoint, std::string_view request, const Limits& limits);
