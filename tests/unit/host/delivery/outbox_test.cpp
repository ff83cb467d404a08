#include "tests/unit/host/delivery/outbox_fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

using namespace std::chrono_literals;
using host::Account;
using host::Outbox;
using host::OutboxLimits;
using host::QuotaLimit;
using host::Slots;
using host::UnixTime;
using host::Update;
using test::limits;
using test::Post;
using test::tokens_of;

TEST_CASE("a batch stays within the plugin's records and the credit") {
    Post post;
    post.post_many(20);
    CHECK(post.batch_size() == 4);
    CHECK(post.batch_size() == 4);
    CHECK(post.batch_size() == 2);
    CHECK(post.batch_size() == 0);
    CHECK(post.outbox.in_flight() == 10);
    CHECK_FALSE(post.outbox.next_due(post.now).has_value());
}

TEST_CASE("an answer gives its credit back") {
    Post post;
    post.post_many(11);
    std::vector<std::uint64_t> tokens;
    for (auto batch = post.outbox.next_batch(post.now); !batch.empty();
         batch = post.outbox.next_batch(post.now)) {
        for (const sluice_record& record : batch) {
            tokens.push_back(record.token);
        }
    }
    REQUIRE(tokens.size() == 10);
    Update* update = post.outbox.answered(tokens[3]);
    REQUIRE(update != nullptr);
    CHECK(post.outbox.answered(tokens[3]) == nullptr);
    post.outbox.forget(*update);
    CHECK(post.outbox.in_flight() == 9);
    CHECK(post.outbox.live() == 10);
    CHECK(post.batch_size() == 1);
}

TEST_CASE("a batch stays within the plugin's bytes, but one update always goes") {
    OutboxLimits of = limits;
    SECTION("two fit") {
        of.max_batch_bytes = 250;
    }
    SECTION("two fit exactly") {
        of.max_batch_bytes = 200;
    }
    SECTION("not even one fits") {
        of.max_batch_bytes = 50;
    }
    Post post{of};
    post.post_many(3);
    CHECK(post.batch_size() == (of.max_batch_bytes < 200 ? 1 : 2));
}

TEST_CASE("after a refused send nothing goes for a while, twice as long after the next") {
    Post post;
    post.post_many(4);
    const auto batch = post.outbox.next_batch(post.now);
    REQUIRE(batch.size() == 4);
    post.outbox.refused(tokens_of(batch), post.now);
    CHECK(post.outbox.in_flight() == 0);
    CHECK(post.batch_size() == 0);
    CHECK(post.outbox.next_due(post.now) == post.now.time + 1s);
    post.now.time += 1s;
    const auto half = post.outbox.next_batch(post.now);
    REQUIRE(half.size() == 2);
    post.outbox.refused(tokens_of(half), post.now);
    CHECK(post.outbox.next_due(post.now) == post.now.time + 2s);
}

TEST_CASE("a refused batch keeps the order of its updates and their attempts") {
    Post post;
    const std::vector<Update*> updates{&post.post(), &post.post(), &post.post()};
    post.outbox.refused(tokens_of(post.outbox.next_batch(post.now)), post.now);
    post.now.time += 1s;
    std::vector<Update*> sent;
    for (int i = 0; i < 3; ++i) {
        const auto batch = post.outbox.next_batch(post.now);
        REQUIRE(batch.size() == 1);
        CHECK(batch[0].attempt == 1);
        sent.push_back(post.outbox.answered(batch[0].token));
        if (i == 0) {
            post.outbox.schedule(*sent[0], post.now.time + 1h);
            // An answer shows that send() works: batches grow again.
            REQUIRE(post.outbox.next_batch(post.now).size() == 2);
            break;
        }
    }
    CHECK(sent[0] == updates[0]);
}

TEST_CASE("an update that send() cannot take is found and the others go") {
    Post post;
    Update* const poison = &post.post();
    post.post_many(7);
    std::size_t delivered = 0;
    for (int step = 0; step < 200 && delivered < 7; ++step) {
        if (Update* due = post.outbox.pop_due(post.now.time)) {
            post.outbox.requeue_last(*due);
        }
        const auto batch = post.outbox.next_batch(post.now);
        bool is_poisoned = false;
        for (const sluice_record& record : batch) {
            is_poisoned = is_poisoned || (record.token & UINT32_MAX) == poison->slot;
        }
        if (is_poisoned) {
            post.outbox.refused(tokens_of(batch), post.now);
        } else {
            for (const sluice_record& record : batch) {
                post.outbox.forget(*post.outbox.answered(record.token));
                ++delivered;
            }
        }
        post.now.time += 1s;
    }
    CHECK(delivered == 7);
    CHECK(post.outbox.live() == 1);
}

TEST_CASE("a scheduled update is due at its time") {
    Post post;
    post.post();
    Update& update = *post.outbox.answered(post.outbox.next_batch(post.now)[0].token);
    post.outbox.schedule(update, post.now.time + 5s);
    CHECK(post.outbox.next_due(post.now) == post.now.time + 5s);
    CHECK(post.outbox.waiting_for_retry() == 1);
    CHECK(post.outbox.pop_due(post.now.time) == nullptr);
    CHECK(post.outbox.pop_due(post.now.time + 5s) == &update);
}

TEST_CASE("a paused account lets nothing out until the probe is due, then one") {
    Post post;
    post.post_many(5);
    post.account.asked_to_pause(
        Update{}, {host::PauseKind::destination, "busy", 10s}, post.now.time
    );
    CHECK(post.batch_size() == 0);
    CHECK(post.outbox.next_due(post.now) == post.now.time + 10s);
    post.now.time += 10s;
    CHECK(post.batch_size() == 1);
    CHECK(post.batch_size() == 0);
    CHECK_FALSE(post.outbox.next_due(post.now).has_value());
}

TEST_CASE("an outbox that ends with the probe in flight lets another pipeline probe") {
    Account account{QuotaLimit{}};
    const Slots slots;
    Outbox other{account, limits, 5};
    const auto join = [&](Outbox& outbox) {
        Update& update = outbox.make();
        update.slots = &slots;
        outbox.join_lanes(update);
    };
    join(other);
    account.asked_to_pause(Update{}, {host::PauseKind::destination, "busy", 1s}, 0s);
    {
        Outbox ending{account, limits, 6};
        join(ending);
        REQUIRE(ending.next_batch({2s, UnixTime{0}}).size() == 1);
        REQUIRE(other.next_batch({2s, UnixTime{0}}).empty());
    }
    CHECK(other.next_batch({2s, UnixTime{0}}).size() == 1);
}

TEST_CASE("an outbox that ends leaves its lanes to the other pipelines") {
    Account account{QuotaLimit{}};
    const Slots slots;
    Outbox other{account, limits, 5};
    const auto join = [&](Outbox& outbox) {
        Update& update = outbox.make();
        update.slots = &slots;
        update.keys = {42, 0};
        outbox.join_lanes(update);
    };
    {
        Outbox ending{account, limits, 6};
        join(ending);
        join(other);
        join(ending);
        CHECK(other.next_batch({1s, UnixTime{0}}).empty());
    }
    CHECK(other.next_batch({1s, UnixTime{0}}).size() == 1);
}

TEST_CASE("a send waits for reserved quota and asks to be called when a wish can be made") {
    Post post{limits, {100, 24h}};
    post.post_many(3);
    CHECK(post.batch_size() == 0);
    CHECK(post.outbox.next_due(post.now) == post.now.time);
    REQUIRE(post.account.quota().wish(post.now.unix) == 100U);
    CHECK_FALSE(post.outbox.next_due(post.now).has_value());
    post.account.quota().grant({2, post.now.unix + 1min});
    CHECK(post.batch_size() == 2);
    REQUIRE(post.account.quota().wish(post.now.unix).has_value());
    post.account.quota().deny(post.now.unix + 1h);
    CHECK(post.outbox.next_due(post.now) == post.now.time + 1h);
}

TEST_CASE("a refused send gives its units of quota back") {
    Post post{limits, {100, 24h}};
    post.post_many(3);
    CHECK(post.batch_size() == 0);
    post.account.quota().grant({*post.account.quota().wish(post.now.unix), post.now.unix + 1min});
    const auto batch = post.outbox.next_batch(post.now);
    REQUIRE(batch.size() == 3);
    CHECK(post.account.quota().units(post.now.unix) == 97);
    post.outbox.refused(tokens_of(batch), post.now);
    CHECK(post.account.quota().units(post.now.unix) == 100);
}

TEST_CASE("a stopped outbox sends nothing and still takes answers") {
    Post post;
    post.post_many(5);
    const std::uint64_t token = post.outbox.next_batch(post.now)[0].token;
    post.outbox.stop();
    CHECK(post.batch_size() == 0);
    CHECK_FALSE(post.outbox.next_due(post.now).has_value());
    CHECK(post.outbox.answered(token) != nullptr);
}

TEST_CASE("the outbox is stocked when enough is ready to keep the credit busy") {
    Post post;
    post.post_many(255);
    CHECK_FALSE(post.outbox.is_stocked());
    post.post_many(1);
    CHECK(post.outbox.is_stocked());
    CHECK(post.batch_size() == 4);
    CHECK_FALSE(post.outbox.is_stocked());
}

TEST_CASE("what is abandoned is all that is open, with what has no answer marked") {
    Post post;
    Update& waiting = post.post();
    post.outbox.answered(post.outbox.next_batch(post.now)[0].token);
    post.outbox.schedule(waiting, post.now.time);
    Update& sent = post.post();
    const std::uint64_t token = post.outbox.next_batch(post.now)[0].token;
    Update& ready = post.post();
    const std::vector<Update*> abandoned = post.outbox.abandon();
    CHECK(
        std::set<Update*>(abandoned.begin(), abandoned.end()) ==
        std::set<Update*>{&waiting, &sent, &ready}
    );
    CHECK(sent.maybe_delivered);
    CHECK_FALSE(ready.maybe_delivered);
    CHECK_FALSE(waiting.maybe_delivered);
    for (Update* update : abandoned) {
        post.outbox.forget(*update);
    }
    CHECK(post.outbox.pop_due(post.now.time) == nullptr);
    CHECK(post.outbox.answered(token) == nullptr);
    CHECK(post.outbox.live() == 0);
    CHECK(post.outbox.in_flight() == 0);
}
