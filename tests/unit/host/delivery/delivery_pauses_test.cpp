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
TEST_CASE("life stands still during a pause") {
    DeliveryStart of = start();
    of.settings.max_life = 10min;
    Desk desk{of};
    desk.admit_many(1);
    CHECK(desk.answer(desk.send_one(), busy()) == Fate::again);
    for (int i = 0; i < 30; ++i) {
        desk.pass(5min);
        REQUIRE(desk.answer(desk.send_one(), busy()) == Fate::again);
    }
    desk.pass(5min);
    CHECK(desk.answer(desk.send_one(), delivered()) == Fate::delivered);
}

TEST_CASE("a pause stops everything, uses no attempt, and one delivered probe ends it") {
    Desk desk;
    desk.admit_many(30);
    const Tokens tokens = desk.send();
    REQUIRE(tokens.size() == 30);
    for (const std::uint64_t token : tokens) {
        REQUIRE(desk.answer(token, busy(20s)) == Fate::again);
    }
    CHECK(desk.send().empty());
    CHECK(desk.account.pause().text() == "rate_limited: HTTP 429");
    CHECK(desk.delivery.next_due(desk.now) == desk.now.time + 20s);
    desk.pass(20s);
    const auto probe = desk.delivery.next_batch(desk.now);
    REQUIRE(probe.size() == 1);
    CHECK(probe[0].attempt == 1);
    CHECK(desk.send().empty());
    CHECK(desk.answer(probe[0].token, delivered()) == Fate::delivered);
    CHECK(desk.send().size() == 29);
}

TEST_CASE("a failed probe makes the next one another record") {
    Desk desk;
    desk.admit_many(2);
    for (const std::uint64_t token : desk.send()) {
        desk.answer(token, busy());
    }
    desk.pass(1s);
    const Became first = desk.delivery.on_result(desk.send_one(), busy(), desk.now);
    CHECK(desk.send().empty());
    desk.pass(2s);
    const Became second = desk.delivery.on_result(desk.send_one(), delivered(), desk.now);
    CHECK(second.fate == Fate::delivered);
    CHECK(second.ordinal != first.ordinal);
}

TEST_CASE("refused credentials pause, drop nothing, use no attempt and are probed again") {
    Desk desk;
    desk.admit_many(3);
    for (const std::uint64_t token : desk.send()) {
        CHECK(desk.answer(token, auth_failed()) == Fate::again);
    }
    CHECK(desk.account.pause().kind() == PauseKind::authentication);
    CHECK(desk.delivery.counts().rejected == 0);
    desk.pass(29s);
    CHECK(desk.send().empty());
    desk.pass(1s);
    const auto probe = desk.delivery.next_batch(desk.now);
    REQUIRE(probe.size() == 1);
    CHECK(probe[0].attempt == 1);
    desk.answer(probe[0].token, delivered());
    CHECK(desk.send().size() == 2);
}

TEST_CASE("a pause of one pipeline holds its account's other pipelines, not other accounts") {
    Account shared{QuotaLimit{}};
    Desk one{shared, start()};
    Desk two{shared, start()};
    Desk elsewhere;
    one.admit_many(1);
    two.admit({7});
    elsewhere.admit_many(1);
    one.answer(one.send_one(), busy(10s));
    CHECK(two.send().empty());
    CHECK(elsewhere.send().size() == 1);
    two.pass(10s);
    CHECK(two.answer(two.send_one(), delivered()) == Fate::delivered);
    one.pass(10s);
    CHECK(one.send().size() == 1);
}

TEST_CASE("a quota that is used up pauses the life of records and says when it goes on") {
    DeliveryStart of = start();
    of.settings.max_life = 10min;
    Desk desk{of, QuotaLimit{2, 1h}};
    desk.admit_many(3);
    CHECK(desk.send().empty());
    Quota& quota = desk.account.quota();
    quota.grant({*quota.wish(desk.now.unix), desk.now.unix + 2min});
    const Tokens tokens = desk.send();
    REQUIRE(tokens.size() == 2);
    desk.answer(tokens[0], delivered());
    desk.answer(tokens[1], retry());
    desk.pass(1min);
    CHECK(desk.send().empty());
    const Time due = desk.delivery.next_due(desk.now).value();
    CHECK(due >= desk.now.time + 59min);
    CHECK(due <= desk.now.time + 1h);
    desk.pass(due - desk.now.time);
    CHECK(desk.send().empty());
    quota.grant({*quota.wish(desk.now.unix), desk.now.unix + 2min});
    CHECK(desk.send().size() == 2);
    CHECK(desk.delivery.take_rejects().empty());
}

TEST_CASE("a cancelled update that cost no request gives its unit of quota back") {
    Desk desk{start(), QuotaLimit{1, 1h}};
    desk.admit_many(1);
    CHECK(desk.send().empty());
    Quota& quota = desk.account.quota();
    quota.grant({*quota.wish(desk.now.unix), desk.now.unix + 2min});
    desk.answer(desk.send_one(), cancelled());
    desk.pass(1s);
    CHECK(desk.send().size() == 1);
}

TEST_CASE("updates without a quota go while the account's quota is used up") {
    Account shared{QuotaLimit{1, 1h}};
    DeliveryStart of = start();
    of.is_metered = false;
    of.seed = 2;
    Desk metered{shared, start()};
    Desk free{shared, of};
    metered.admit({7});
    metered.admit({8});
    free.admit({9});
    metered.send();
    Quota& quota = shared.quota();
    quota.grant({*quota.wish(metered.now.unix), metered.now.unix + 2min});
    CHECK(metered.send().size() == 1);
    CHECK(metered.send().empty());
    CHECK(metered.delivery.is_out_of_quota(metered.now));
    CHECK_FALSE(free.delivery.is_out_of_quota(free.now));
    CHECK(free.delivery.next_due(free.now) == free.now.time);
    free.answer(free.send_one(), cancelled());
    free.pass(1s);
    CHECK(free.answer(free.send_one(), delivered()) == Fate::delivered);
    CHECK(metered.send().empty());
}
