// A destination that nothing reaches: the account pauses, no record is given up, and all goes on
// when it is back.
#include "host/delivery/delivery.hpp"
#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <vector>

using namespace std::chrono_literals;
using namespace host;
using namespace host::test;
using Fate = host::Became::Fate;

namespace {

DeliveryStart with_life(std::chrono::seconds life) {
    DeliveryStart of = start();
    of.settings.max_life = life;
    return of;
}

bool is_out(const Desk& desk) {
    return desk.account.pause().is_paused() && desk.account.pause().kind() == PauseKind::breaker;
}

// Lets so much time pass, as run does, while every request is answered like that; gives their
// number.
std::uint64_t answer_all(Desk& desk, Time duration, const sluice::Outcome& outcome) {
    const Time end = desk.now.time + duration;
    std::uint64_t requests = 0;
    while (desk.now.time < end) {
        for (const std::uint64_t token : desk.send()) {
            desk.answer(token, outcome);
            ++requests;
        }
        const Time due = desk.delivery.next_due(desk.now).value_or(end);
        desk.pass(std::max<Time>(std::min(due, end) - desk.now.time, 1ms));
    }
    return requests;
}

}  // namespace

TEST_CASE("a destination that nothing reaches pauses, and nothing is given up") {
    const std::uint64_t records = GENERATE(1U, 2U, 5U, 19U, 300U);
    const auto life = GENERATE(1s, 10s, 600s, 3600s);
    const sluice::Outcome failure = GENERATE(unreachable(), broken());
    CAPTURE(records, life.count(), failure.code);
    Desk desk{with_life(life)};
    desk.admit_many(records);

    answer_all(desk, 6h, failure);

    CHECK(is_out(desk));
    CHECK(desk.delivery.take_rejects().empty());
    CHECK(desk.delivery.counts().pending() == records);
    CHECK(desk.account.pause().lasted(desk.now.time) > 3h);
    CHECK_THAT(
        desk.account.pause().text(),
        Catch::StartsWith("unreachable: ") && Catch::EndsWith("last: " + failure.message)
    );

    SECTION("and when it is back, all is delivered") {
        answer_all(desk, 10min, delivered());
        CHECK_FALSE(desk.account.pause().is_paused());
        CHECK(desk.delivery.counts().delivered == records);
        CHECK(desk.delivery.is_idle());
    }
}

TEST_CASE("the first twenty failures open the breaker, whose probes come ever more rarely") {
    Desk desk;
    desk.admit_many(40);
    const std::vector<std::uint64_t> tokens = desk.send();
    for (std::size_t i = 0; i < 19; ++i) {
        desk.answer(tokens[i], unreachable());
    }
    CHECK_FALSE(desk.account.pause().is_paused());
    desk.answer(tokens[19], unreachable());
    CHECK(is_out(desk));
    CHECK(
        desk.account.pause().text() ==
        "unreachable: 20 of the last 20 requests failed; last: connection refused"
    );
    for (std::size_t i = 20; i < tokens.size(); ++i) {
        CHECK(desk.answer(tokens[i], unreachable()) == Fate::again);
    }
    for (const Time wait : {1s, 2s, 4s, 8s}) {
        CHECK(desk.account.pause().until() == desk.now.time + wait);
        desk.pass(wait);
        const std::uint64_t probe = desk.send_one();
        REQUIRE(probe != 0);
        CHECK(desk.answer(probe, unreachable()) == Fate::again);
        CHECK(is_out(desk));
    }
}

TEST_CASE("any plain RETRY of a probe keeps the breaker open, a final answer closes it") {
    struct Row {
        sluice::Outcome outcome;
        bool is_out;
    };
    const Row rows[] = {
        {unreachable(), true},
        {broken(), true},
        {retry(), true},
        {verdict(static_cast<sluice::Verdict>(99)), true},
        {cancelled(), true},
        {rejected(), false},
        {delivered(), false},
    };
    for (const Row& row : rows) {
        CAPTURE(static_cast<int>(row.outcome.verdict), row.outcome.code);
        Desk desk;
        desk.admit_many(20);
        for (const std::uint64_t token : desk.send()) {
            desk.answer(token, unreachable());
        }
        desk.pass(1s);
        desk.answer(desk.send_one(), row.outcome);
        CHECK(is_out(desk) == row.is_out);
    }
}

TEST_CASE("a probe of the breaker uses no attempt, and the next one is another record") {
    Desk desk;
    desk.admit_many(20);
    for (const std::uint64_t token : desk.send()) {
        desk.answer(token, unreachable());
    }
    desk.pass(1min);
    const auto first = desk.delivery.next_batch(desk.now);
    REQUIRE(first.size() == 1);
    CHECK(first[0].attempt == 2);
    const Became failed = desk.delivery.on_result(first[0].token, unreachable(), desk.now);
    desk.pass(1min);
    const auto second = desk.delivery.next_batch(desk.now);
    REQUIRE(second.size() == 1);
    CHECK(second[0].attempt == 2);
    CHECK(
        desk.delivery.on_result(second[0].token, delivered(), desk.now).ordinal != failed.ordinal
    );
    for (const sluice_record& record : desk.delivery.next_batch(desk.now)) {
        CHECK(record.attempt == 2);
    }
}

TEST_CASE("one record that always fails, while the others arrive, is given up and pauses nobody") {
    Desk desk{with_life(1h)};
    desk.admit_many(5);
    const std::vector<std::uint64_t> tokens = desk.send();
    desk.answer(tokens[0], broken());
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        desk.answer(tokens[i], delivered());
    }

    answer_all(desk, 2h, broken());

    CHECK_FALSE(desk.account.pause().is_paused());
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].why.code == "gave_up");
    CHECK(rows[0].attempts > 20);
}

TEST_CASE("a record whose life was over in an outage has one attempt more when others arrive") {
    Desk desk{with_life(10s)};
    desk.admit_many(1);
    answer_all(desk, 10min, broken());
    REQUIRE(is_out(desk));
    desk.admit_many(3);
    // The bad one is asked first or the others are: the channel works from the first answer on.
    int steps = 0;
    for (; !desk.delivery.is_idle() && steps < 1000; ++steps) {
        for (const sluice_record& record : desk.delivery.next_batch(desk.now)) {
            const bool is_bad = sluice::to_view(record.id) == "p-0-0";
            desk.answer(record.token, is_bad ? broken() : delivered());
        }
        desk.pass(30s);
    }
    CHECK(steps < 1000);
    CHECK(desk.delivery.counts().delivered == 3);
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].why.code == "gave_up");
}

TEST_CASE("one failure with a time beyond the life is no outage") {
    Desk desk{with_life(10s)};
    desk.admit_many(1);
    sluice::Outcome much_later = broken();
    much_later.retry_after = 1h;
    CHECK(desk.answer(desk.send_one(), much_later) == Fate::rejected);
    CHECK_FALSE(desk.account.pause().is_paused());
}

TEST_CASE("failures of all pipelines of an account open its breaker") {
    Account shared{QuotaLimit{}};
    DeliveryStart other = start();
    other.seed = 2;
    Desk one{shared, start()};
    Desk two{shared, other};
    one.admit_many(10);
    for (int i = 0; i < 10; ++i) {
        two.admit({static_cast<UserKey>(i + 1)});
    }
    for (const std::uint64_t token : one.send()) {
        one.answer(token, unreachable());
    }
    CHECK_FALSE(is_out(one));
    for (const std::uint64_t token : two.send()) {
        two.answer(token, unreachable());
    }
    CHECK(is_out(one));
}

TEST_CASE("what may not be sent twice is not burnt in an outage") {
    DeliveryStart of = start();
    of.plugin.max_in_flight = 4;
    of.settings.on_unknown = OnUnknown::reject;
    Desk desk{of};
    desk.admit_many(200);
    sluice::Outcome hung = no_answer();
    hung.reason = sluice::Reason::timeout;

    answer_all(desk, 1min, hung);

    CHECK(is_out(desk));
    CHECK(desk.delivery.counts().rejected < 40);
}

TEST_CASE("a pause that the far side asked for ends as before by a probe that fails alone") {
    Desk desk;
    desk.admit_many(30);
    for (const std::uint64_t token : desk.send()) {
        desk.answer(token, busy(1s));
    }
    desk.pass(1s);
    desk.answer(desk.send_one(), unreachable());
    CHECK_FALSE(desk.account.pause().is_paused());
    SECTION("and what then fails like it opens the breaker; the outage is one") {
        answer_all(desk, 10s, unreachable());
        CHECK(is_out(desk));
        CHECK(desk.account.pause().lasted(desk.now.time) > 10s);
    }
}

TEST_CASE("who waits for another pipeline's updates alone stands behind others") {
    Account shared{QuotaLimit{}};
    DeliveryStart other = start();
    other.seed = 2;
    Desk one{shared, start()};
    Desk two{shared, other};
    one.admit({7});
    two.admit({7});
    CHECK_FALSE(one.delivery.is_behind_others());
    CHECK(two.delivery.is_behind_others());
    two.admit({8});
    CHECK_FALSE(two.delivery.is_behind_others());
    const std::uint64_t free = two.send_one();
    CHECK_FALSE(two.delivery.is_behind_others());
    two.answer(free, retry());
    CHECK_FALSE(two.delivery.is_behind_others());
    two.pass(1min);
    two.answer(two.send_one(), delivered());
    CHECK(two.delivery.is_behind_others());
    one.answer(one.send_one(), delivered());
    CHECK_FALSE(two.delivery.is_behind_others());
}
