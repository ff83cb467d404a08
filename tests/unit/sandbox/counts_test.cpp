#include "bench_state.hpp"
#include "tests/sandbox/counts.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;
using test::has;

namespace {

Received update(std::string_view id, std::string_view value) {
    Received received;
    received.reset(Kind::profile_update, 0);
    received.keys.third_party = id;
    received.attributes.push_back({.name = "tier", .value = value});
    return received;
}

constexpr Verdict good{.status = 200, .fault = Fault::none, .accepted = true, .scripted = false};

}  // namespace

TEST_CASE("answers are counted by kind and status, ids and repeats once each") {
    Counts counts;
    counts.answered(update("a", "1"), good);
    counts.answered(update("a", "1"), good);
    counts.answered(update("a", "2"), good);
    counts.answered(
        update("b", "1"), {.status = 503, .fault = Fault::none, .accepted = false, .scripted = true}
    );
    counts.answered(
        update("c", "1"), {.status = 0, .fault = Fault::hang, .accepted = false, .scripted = true}
    );
    const std::string text = counts.text();
    CHECK(has(text, R"("requests":5,"accepted":3,"scripted":2,"unique_ids":3)"));
    CHECK(has(text, R"("unique_accepted":2,"repeated_accepted":1)"));
    CHECK(has(text, R"("profile_update":{"0":1,"200":3,"503":1})"));
    CHECK(has(text, R"("hang":1)"));
}

TEST_CASE("concurrency is counted over all, per session and per identifier") {
    Counts counts;
    Received one = update("a", "1");
    one.session = "s";
    Received two = update("b", "1");
    two.session = "s";
    const Flight first = counts.begin(one);
    const Flight second = counts.begin(two);
    const Flight third = counts.begin(one);
    CHECK(counts.in_session(first) == 3);
    counts.end(second);
    CHECK(counts.in_session(first) == 2);
    const std::string text = counts.text();
    CHECK(has(
        text,
        R"("running":2,"max_concurrent":3,"max_concurrent_per_session":3,"max_concurrent_per_id":2)"
    ));
    counts.end(first);
    counts.end(third);
    CHECK(counts.in_session(first) == 0);
    CHECK(has(counts.text(), R"("running":0)"));
}

TEST_CASE("a reset keeps what is running and open") {
    Counts counts;
    counts.connected();
    const Received received = update("a", "1");
    const Flight flight = counts.begin(received);
    counts.answered(received, good);
    counts.reset();
    CHECK(has(counts.text(), R"("requests":0)"));
    CHECK(has(counts.text(), R"("connections_open":1)"));
    counts.end(flight);
    counts.disconnected();
    CHECK(has(counts.text(), R"("running":0,"max_concurrent":1)"));
    CHECK(has(counts.text(), R"("connections_open":0)"));
}

TEST_CASE("an update is the same by its impressionId, else by all it says") {
    CHECK(content_digest(update("a", "1")) == content_digest(update("a", "1")));
    CHECK(content_digest(update("a", "1")) != content_digest(update("a", "2")));
    CHECK(content_digest(update("a", "1")) != content_digest(update("b", "1")));
    Received one = update("a", "1");
    Received two = update("b", "2");
    one.impression = two.impression = "i";
    CHECK(content_digest(one) == content_digest(two));
}
