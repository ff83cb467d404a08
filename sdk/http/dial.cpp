#include "sdk/http/dial.hpp"

#include "sdk/http/endpoint_name.hpp"
#include "sdk/http/may_reach.hpp"

#include <boost/asio/error.hpp>

#include <algorithm>

namespace sluice::http {

namespace {

using Clock = std::chrono::steady_clock;
using Error = boost::system::error_code;

// "acme.tt.omtrdc.net:443", "the proxy 10.0.0.1:3128 for acme.tt.omtrdc.net:443".
std::string hop(const Connection& connection) {
    std::string target = name_of(connection.endpoint());
    if (connection.next_hop() == connection.endpoint()) {
        return target;
    }
    return "the proxy " + name_of(connection.next_hop()) + " for " + target;
}

Failure unknown_name(const Connection& connection, Error error) {
    Failure failure;
    failure.kind = Failure::Kind::resolve;
    failure.message = "cannot find an address of " + hop(connection) + ": " + error.message();
    return failure;
}

Failure forbidden(const Connection& connection, const boost::asio::ip::address& address) {
    Failure failure;
    failure.kind = Failure::Kind::forbidden;
    failure.message = "expected a public address of " + name_of(connection.endpoint()) +
                      ", found " + address.to_string() + ", which is not one";
    return failure;
}

// None: there are addresses of `lookup` left to connect to. The endpoint of a proxied connection is
// judged if it is an address itself.
std::optional<Failure> keep_reachable(Reach reach, const Connection& connection, Lookup& lookup) {
    const Endpoint& endpoint = connection.endpoint();
    if (!(connection.next_hop() == endpoint)) {
        Error not_literal;
        const auto address = boost::asio::ip::make_address(endpoint.host, not_literal);
        const bool is_fine = not_literal || may_reach(reach, endpoint, address);
        return is_fine ? std::nullopt : std::optional{forbidden(connection, address)};
    }
    const auto first =
        lookup.addresses.empty() ? boost::asio::ip::address{} : lookup.addresses.front().address();
    std::erase_if(lookup.addresses, [&](const auto& address) {
        return !may_reach(reach, endpoint, address.address());
    });
    return lookup.addresses.empty() ? std::optional{forbidden(connection, first)} : std::nullopt;
}

Failure unreachable(const Connection& connection, const Lookup& lookup, Error error) {
    Failure failure;
    failure.kind = Failure::Kind::connect;
    failure.message = "cannot connect to " + hop(connection) + ": " + error.message();
    if (lookup.addresses.size() > 1) {
        failure.message += " (the last of " + std::to_string(lookup.addresses.size()) +
                           " addresses that were tried)";
    }
    return failure;
}

Clock::time_point share_of(const Operation& operation, std::size_t addresses) {
    const auto now = Clock::now();
    return now + (operation.deadline() - now) / static_cast<int>(addresses);
}

// An attempt that the sweep interrupted took too long.
Error told(Error error) {
    return error == boost::asio::error::operation_aborted ? boost::asio::error::timed_out : error;
}

}  // namespace

Task<Error> connect_to_one(Operation& operation, Connection& connection, const Lookup& lookup) {
    Error error = boost::asio::error::host_not_found;
    std::size_t left = lookup.addresses.size();
    for (const auto& address : lookup.addresses) {
        error = connection.prepare(address);
        if (!error) {
            operation.limit_attempt(share_of(operation, left));
            auto [result] = co_await connection.connect(address);
            operation.lift_attempt_limit();
            error = told(result);
        }
        --left;
        if (!error || operation.is_stopped()) {
            break;
        }
    }
    co_return error;
}

Task<std::optional<Failure>> dial(Pool& pool, Operation& operation, Connection& connection) {
    const Endpoint& next = connection.next_hop();
    const auto lookup = co_await pool.names().find(operation, next.host, next.port);
    if (operation.is_stopped()) {
        co_return operation.failure("while its address was looked up");
    }
    if (lookup->error) {
        co_return unknown_name(connection, lookup->error);
    }
    Lookup reachable;
    reachable.addresses = lookup->addresses;
    auto refusal = keep_reachable(pool.settings().reach, connection, reachable);
    if (refusal) {
        co_return refusal;
    }
    operation.waits_for(&connection);
    const Error error = co_await connect_to_one(operation, connection, reachable);
    if (operation.is_stopped()) {
        co_return operation.failure(connection.doing());
    }
    if (error) {
        co_return unreachable(connection, reachable, error);
    }
    pool.count_opened();
    connection.connected();
    co_return std::nullopt;
}

}  // namespace sluice::http
