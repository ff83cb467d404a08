#include "host/delivery/delivery.hpp"
#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using namespace host;
using namespace host::test;
using Fate = host::Became::Fate;
using Tokens = std::vector<std::uint64_t>;
TEST_CASE("a retry waits for its back-off and holds up nobody else") {
    Desk desk;
    desk.admit_many(2);
    const Tokens tokens = desk.send();
    desk.answer(tokens[0], retry());
    CHECK(desk.answer(tokens[1], delivered()) == Fate::delivered);
    CHECK(desk.delivery.waiting_for_retry() == 1);
    const Time due = desk.delivery.next_due(desk.now).value();
    CHECK(due >= desk.now.time);
    CHECK(due <= desk.now.time + 500ms);
    desk.pass(due - desk.now.time);
    const auto batch = desk.delivery.next_batch(desk.now);
    REQUIRE(batch.size() == 1);
    CHECK(batch[0].attempt == 2);
    CHECK(desk.delivery.checkpoint().next.ordinal == 0);
    CHECK(desk.delivery.checkpoint().runs == std::vector<FinalRun>{{1, 1}});
}

TEST_CASE("a retry comes when the far side asked for it, within an hour") {
    Desk desk;
    desk.admit_many(1);
    sluice::Outcome later = retry();
    later.retry_after = 30s;
    desk.answer(desk.send_one(), later);
    CHECK(desk.delivery.next_due(desk.now) == desk.now.time + 30s);
}

TEST_CASE("an update whose life is over is given up with its history") {
    DeliveryStart of = start();
    of.settings.max_life = 10min;
    Desk desk{of};
    desk.admit_many(1);
    int sends = 0;
    while (!desk.delivery.is_idle()) {
        const std::uint64_t token = desk.send_one();
        REQUIRE(token != 0);
        ++sends;
        if (desk.answer(token, retry()) == Fate::again) {
            const Time due = desk.delivery.next_due(desk.now).value();
            desk.pass(due - desk.now.time);
        }
    }
    CHECK(desk.now.time <= 1000s + 10min);
    CHECK(desk.now.time > 1000s + 8min);
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].why.code == "gave_up");
    CHECK(rows[0].attempts == static_cast<std::uint32_t>(sends));
    CHECK(rows[0].why.message.find("server: HTTP 500") != std::string::npos);
}

TEST_CASE("an update that waited for its turn too long is given up without being sent again") {
    DeliveryStart of = start();
    of.settings.max_life = 1min;
    Desk desk{of};
    desk.admit_many(1);
    sluice::Outcome later = retry();
    later.retry_after = 50s;
    CHECK(desk.answer(desk.send_one(), later) == Fate::again);
    desk.pass(2min);
    CHECK(desk.send().empty());
    CHECK(desk.delivery.take_rejects().at(0).why.code == "gave_up");
}

TEST_CASE("a verdict that is late, twice or invented touches nothing and is counted") {
    Desk desk;
    desk.admit_many(2);
    const Tokens tokens = desk.send();
    desk.answer(tokens[0], delivered());
    const Counts before = desk.delivery.counts();
    for (const std::uint64_t token : {tokens[0], std::uint64_t{0}, UINT64_MAX, tokens[1] + 1}) {
        CHECK(desk.answer(token, rejected()) == Fate::misbehaved);
    }
    CHECK(desk.delivery.misbehaviour().unknown_tokens == 4);
    CHECK(desk.delivery.counts() == before);
    CHECK(desk.delivery.in_flight() == 1);
    desk.answer(tokens[1], retry());
    desk.pass(1min);
    CHECK(desk.send().size() == 1);
    CHECK(desk.answer(tokens[1], delivered()) == Fate::misbehaved);
    CHECK(desk.delivery.in_flight() == 1);
}

TEST_CASE("a verdict that no version of the ABI knows is a retry and misbehaviour") {
    Desk desk;
    desk.admit_many(1);
    sluice::Outcome strange = verdict(static_cast<sluice::Verdict>(99));
    strange.whole_destination = true;
    CHECK(desk.answer(desk.send_one(), strange) == Fate::again);
    CHECK(desk.delivery.misbehaviour().unknown_verdicts == 1);
    CHECK_FALSE(desk.account.pause().is_paused());
}

TEST_CASE("a cancelled update is pending again, with no attempt used") {
    Desk desk;
    desk.admit_many(1);
    CHECK(desk.answer(desk.send_one(), cancelled()) == Fate::again);
    CHECK(desk.delivery.counts().pending() == 1);
    desk.pass(1s);
    const auto batch = desk.delivery.next_batch(desk.now);
    REQUIRE(batch.size() == 1);
    CHECK(batch[0].attempt == 1);
}

TEST_CASE("a refused send loses nothing and uses no attempt") {
    Desk desk;
    desk.admit_many(3);
    const auto batch = desk.delivery.next_batch(desk.now);
    REQUIRE(batch.size() == 3);
    desk.delivery.send_failed(batch, desk.now);
    CHECK(desk.delivery.in_flight() == 0);
    CHECK(desk.delivery.counts().pending() == 3);
    CHECK(desk.send().empty());
    CHECK(desk.delivery.next_due(desk.now).value() > desk.now.time);
    desk.pass(1s);
    const auto again = desk.delivery.next_batch(desk.now);
    REQUIRE_FALSE(again.empty());
    CHECK(again[0].attempt == 1);
}

TEST_CASE("what was sent without an answer is sent again only where that is allowed") {
    struct Row {
        bool is_idempotent;
        OnUnknown on_unknown;
        bool again;
    };
    const Row rows[] = {
        {true, OnUnknown::retry, true},
        {true, OnUnknown::reject, true},
        {false, OnUnknown::retry, true},
        {false, OnUnknown::reject, false},
    };
    std::vector<sluice::Outcome> unknowns{no_answer(), busy(), auth_failed(), cancelled()};
    for (const Row& row : rows) {
        for (sluice::Outcome unknown : unknowns) {
            unknown.maybe_delivered = true;
            CAPTURE(row.is_idempotent, static_cast<int>(row.on_unknown), unknown.code);
            DeliveryStart of = start();
            of.plugin.is_idempotent = row.is_idempotent;
            of.settings.on_unknown = row.on_unknown;
            Desk desk{of};
            desk.admit_many(1);
            const Fate fate = desk.answer(desk.send_one(), unknown);
            CHECK(fate == (row.again ? Fate::again : Fate::rejected));
            if (!row.again) {
                const RejectRow reject = desk.delivery.take_rejects().at(0);
                CHECK(reject.why.code == "unknown_outcome");
                CHECK(reject.why.maybe_delivered);
            }
        }
    }
}

TEST_CASE("that it may have been delivered sticks to an update through its retries") {
    Desk desk;
    desk.admit_many(2);
    for (const std::uint64_t token : desk.send()) {
        desk.answer(token, no_answer());
    }
    desk.pass(1min);
    for (const std::uint64_t token : desk.send()) {
        desk.answer(token, retry());
    }
    desk.pass(1min);
    const Tokens tokens = desk.send();
    REQUIRE(tokens.size() == 2);
    desk.answer(tokens[0], delivered());
    CHECK(desk.delivery.counts().maybe_repeated == 1);
    desk.answer(tokens[1], rejected());
    CHECK(desk.delivery.take_rejects().at(0).why.maybe_delivered);
}
