// The outbox and the rate of its account.
#include "tests/unit/host/delivery/outbox_fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace std::chrono_literals;
using host::Outbox;
using host::OutboxLimits;
using host::Update;
using test::limits;
using test::Post;
using test::tokens_of;

TEST_CASE("no more goes than the account's rate lets through, and it is due when some more may") {
    Post post{limits, {}, {100, 1s, 3}};
    post.post_many(9);
    CHECK_FALSE(post.outbox.is_held_to_rate(post.now.time));
    CHECK(post.batch_size() == 3);
    CHECK(post.batch_size() == 0);
    CHECK(post.outbox.is_held_to_rate(post.now.time));
    CHECK(post.outbox.next_due(post.now) == post.now.time + 20ms);
    post.now.time += 20ms;
    CHECK(post.batch_size() == 2);
}

TEST_CASE("outboxes of one account share its rate, but for those that keep none") {
    Post post{limits, {}, {100, 1s, 3}};
    Outbox other{post.account, limits, 78};
    OutboxLimits unpaced = limits;
    unpaced.is_paced = false;
    Outbox free{post.account, unpaced, 79};
    for (Outbox* outbox : {&other, &free}) {
        for (int i = 0; i < 4; ++i) {
            Update& update = outbox->make();
            update.slots = &post.slots;
            outbox->join_lanes(update);
        }
    }
    post.post_many(2);
    CHECK(post.batch_size() == 2);
    CHECK(other.next_batch(post.now).size() == 1);
    CHECK(other.is_held_to_rate(post.now.time));
    CHECK(free.next_batch(post.now).size() == 4);
    CHECK_FALSE(free.is_held_to_rate(post.now.time));
}

TEST_CASE("a try counts against the rate, whatever becomes of it") {
    Post post{limits, {}, {100, 1s, 1}};
    post.post();
    const auto tokens = tokens_of(post.outbox.next_batch(post.now));
    REQUIRE(tokens.size() == 1);
    SECTION("it is to be tried again") {
        Update* update = post.outbox.answered(tokens.front());
        REQUIRE(update != nullptr);
        post.outbox.requeue_first(*update);
    }
    SECTION("the plugin never got it") {
        post.outbox.never_given(tokens, post.now);
    }
    CHECK(post.batch_size() == 0);
    CHECK(post.outbox.next_due(post.now) == post.now.time + 10ms);
    post.now.time += 10ms;
    CHECK(post.batch_size() == 1);
}

TEST_CASE("what full credit holds back is not held to the rate") {
    OutboxLimits one_at_a_time = limits;
    one_at_a_time.max_in_flight = 1;
    Post post{one_at_a_time, {}, {100, 1s, 1}};
    post.post_many(2);
    CHECK(post.batch_size() == 1);
    CHECK_FALSE(post.outbox.is_held_to_rate(post.now.time));
    CHECK_FALSE(post.outbox.next_due(post.now).has_value());
}
