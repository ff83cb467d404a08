#include "sdk/http/operation.hpp"

#include <boost/asio/co_spawn.hpp>
#include <catch2/catch.hpp>

namespace {

using namespace std::chrono_literals;
using sluice::http::Failure;
using sluice::http::Operation;
using sluice::http::Parked;

const sluice::http::Endpoint endpoint{"acme.tt.omtrdc.net", 443, true};
const Operation::Time start{};

}  // namespace

TEST_CASE("an exchange is stopped from its deadline on") {
    Operation operation{endpoint, start + 1s};
    operation.check(start + 999ms);
    CHECK_FALSE(operation.is_stopped());
    operation.check(start + 1s);
    REQUIRE(operation.is_stopped());
    const Failure failure = operation.failure("in the TLS handshake");
    CHECK(failure.kind == Failure::Kind::timeout);
    CHECK(failure.message == "acme.tt.omtrdc.net:443: the deadline passed in the TLS handshake");
    CHECK_FALSE(failure.written);
}

TEST_CASE("the first reason for which an exchange is stopped stays") {
    Operation operation{endpoint, start + 1s};
    operation.stop(Failure::Kind::cancelled);
    operation.check(start + 2s);
    const Failure failure = operation.failure("while connecting");
    CHECK(failure.kind == Failure::Kind::cancelled);
    CHECK(failure.message == "acme.tt.omtrdc.net:443: cancelled while connecting");
}

TEST_CASE("stopping wakes an exchange that sleeps, once") {
    boost::asio::io_context context{1};
    Operation operation{endpoint, start + 1s};
    Parked parked;
    int woken = 0;
    boost::asio::co_spawn(context, parked.sleep(), [&woken](const std::exception_ptr&) {
        ++woken;
    });
    operation.waits_for(&parked);
    context.poll();
    REQUIRE(woken == 0);
    operation.stop(Failure::Kind::cancelled);
    operation.stop(Failure::Kind::cancelled);
    context.restart();
    context.run();
    CHECK(woken == 1);
}
