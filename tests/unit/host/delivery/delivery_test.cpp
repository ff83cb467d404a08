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
TEST_CASE("a delivered record is final, counted, and the checkpoint passes it") {
    Desk desk;
    desk.admit({7});
    CHECK(desk.delivery.counts().pending() == 1);
    const auto batch = desk.delivery.next_batch(desk.now);
    REQUIRE(batch.size() == 1);
    CHECK(batch[0].attempt == 1);
    CHECK(sluice::to_view(batch[0].id) == "p-0-0");
    CHECK(desk.delivery.checkpoint().next.ordinal == 0);
    const Became became = desk.delivery.on_result(batch[0].token, delivered(), desk.now);
    CHECK(became.fate == Fate::delivered);
    CHECK(became.ordinal == 0);
    CHECK(desk.delivery.checkpoint().next.ordinal == 1);
    CHECK(desk.delivery.counts().delivered == 1);
    CHECK(desk.delivery.is_idle());
}

TEST_CASE("the credit is the smaller of the plugin's and the settings'") {
    DeliveryStart of = start();
    of.plugin.max_in_flight = 20;
    SECTION("the plugin's") {
        of.settings.max_in_flight = 100;
    }
    SECTION("the settings'") {
        of.settings.max_in_flight = 5;
    }
    const std::size_t credit = std::min<std::size_t>(20, *of.settings.max_in_flight);
    Desk desk{of};
    desk.admit_many(50);
    CHECK(desk.delivery.credit() == credit);
    CHECK(desk.send().size() == credit);
    CHECK(desk.delivery.in_flight() == credit);
}

TEST_CASE("two updates of one user are never in flight at once, and go in order") {
    Desk desk;
    desk.admit({7});
    desk.admit({7});
    const std::uint64_t first = desk.send_one();
    REQUIRE(first != 0);
    CHECK(desk.answer(first, retry()) == Fate::again);
    desk.pass(1min);
    const std::uint64_t again = desk.send_one();
    REQUIRE(again != 0);
    CHECK(desk.delivery.on_result(again, delivered(), desk.now).ordinal == 0);
    const std::uint64_t second = desk.send_one();
    CHECK(desk.delivery.on_result(second, delivered(), desk.now).ordinal == 1);
}

TEST_CASE("a rejected update keeps payload, place, reason and attempts") {
    DeliveryStart of = start();
    of.plugin.fields = {"id", "profile.*"};
    Desk desk{of};
    desk.admit({7, 8});
    Tokens tokens = desk.send();
    REQUIRE(tokens.size() == 2);
    desk.answer(tokens[0], delivered());
    CHECK(desk.answer(tokens[1], retry()) == Fate::again);
    desk.pass(1min);
    sluice::Outcome why = rejected("bad_tier");
    why.vendor_code = 400;
    why.field = 1;
    why.member = "tier";
    CHECK(desk.answer(desk.send_one(), why) == Fate::rejected);
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].at.ordinal == 0);
    CHECK(rows[0].sub == 1);
    CHECK(rows[0].attempts == 2);
    CHECK(rows[0].payload == "line 0");
    CHECK(rows[0].why.code == "bad_tier");
    CHECK(rows[0].why.field == "profile.tier");
    CHECK(rows[0].why.vendor_code == 400);
    CHECK(desk.delivery.take_rejects().empty());
    CHECK(desk.delivery.is_idle());
}

TEST_CASE("a line that never went out has its fate and its reject too") {
    Desk desk;
    desk.delivery.reject_unsent(desk.record(), {.code = "bad_json", .message = "m", .field = ""});
    desk.delivery.filter(desk.record());
    std::unique_ptr<Record> empty = desk.record();
    desk.delivery.admit(std::move(empty));
    CHECK(desk.delivery.counts().updates == 3);
    CHECK(desk.delivery.counts().records == 3);
    CHECK(desk.delivery.counts().rejected == 2);
    CHECK(desk.delivery.counts().filtered == 1);
    CHECK(desk.delivery.checkpoint().next.ordinal == 3);
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].why.code == "bad_json");
    CHECK(rows[0].payload == "line 0");
    CHECK(rows[0].attempts == 0);
    CHECK(rows[1].why.code == "no_update");
}

TEST_CASE("two pipelines of an account keep a user's order between them") {
    Account shared{QuotaLimit{}};
    DeliveryStart other = start();
    other.seed = 2;
    Desk one{shared, start()};
    Desk two{shared, other};
    one.admit({7});
    two.admit({7});
    const std::uint64_t first = one.send_one();
    CHECK(two.send().empty());
    one.answer(first, delivered());
    const std::uint64_t second = two.send_one();
    CHECK(second != 0);
    SECTION("and a token of one means nothing to the other") {
        one.admit({8});
        one.send();
        CHECK(one.answer(second, delivered()) == Fate::misbehaved);
        CHECK(one.delivery.in_flight() == 1);
    }
}

TEST_CASE("the guard stops the run at the first answers, and nothing more is sent") {
    DeliveryStart of = start();
    of.settings.guard_first = 5;
    Desk desk{of};
    desk.admit_many(100);
    const Tokens tokens = desk.send();
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK_FALSE(desk.delivery.guard_stop().has_value());
        desk.answer(tokens[i], rejected());
    }
    CHECK(desk.delivery.guard_stop().has_value());
    CHECK(desk.send().empty());
    CHECK(desk.answer(tokens[5], delivered()) == Fate::delivered);
}

TEST_CASE("bad lines are not the destination's answers: the guard lets them pass") {
    DeliveryStart of = start();
    of.settings.guard_first = 5;
    Desk desk{of};
    for (int i = 0; i < 100; ++i) {
        desk.delivery.reject_unsent(
            desk.record(), {.code = "bad_json", .message = "", .field = ""}
        );
    }
    CHECK_FALSE(desk.delivery.guard_stop().has_value());
}

TEST_CASE("a stopped delivery sends nothing and still takes verdicts") {
    Desk desk;
    desk.admit_many(70);
    const Tokens tokens = desk.send();
    desk.answer(tokens[0], retry());
    desk.delivery.stop_sending();
    desk.pass(3h);
    CHECK(desk.send().empty());
    CHECK_FALSE(desk.delivery.next_due(desk.now).has_value());
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        REQUIRE(desk.answer(tokens[i], delivered()) == Fate::delivered);
    }
    CHECK(desk.delivery.in_flight() == 0);
    CHECK(desk.delivery.counts().rejected == 0);
    CHECK(desk.delivery.counts().pending() == 7);
    CHECK(desk.delivery.checkpoint().next.ordinal == 0);
}

TEST_CASE("reading pauses when enough is ready, and at the limits of open records") {
    DeliveryStart of = start();
    of.settings.max_open_records = 300;
    Desk desk{of};
    while (desk.delivery.has_room()) {
        desk.admit_many(1);
    }
    CHECK(desk.delivery.open_records() == 256);
    desk.send();
    CHECK(desk.delivery.has_room());
    while (desk.delivery.has_room()) {
        desk.admit_many(1);
    }
    CHECK(desk.delivery.open_records() == 300);
}

TEST_CASE("many updates of one user that wait do not fill memory") {
    DeliveryStart of = start();
    of.settings.max_open_bytes = 1 << 20;
    Desk desk{of};
    while (desk.delivery.has_room()) {
        desk.admit({7});
    }
    CHECK(desk.delivery.open_bytes() < (1 << 20) + 10'000);
    CHECK(desk.send().size() == 1);
}

TEST_CASE(
    "a run goes on from its checkpoint: what is final is skipped, the rest is sent with the same id"
) {
    DeliveryStart second = start();
    {
        Desk desk;
        desk.admit({1});
        desk.admit({2, 3});
        desk.admit({4});
        const Tokens tokens = desk.send();
        desk.answer(tokens[2], delivered());
        desk.answer(tokens[3], delivered());
        second.checkpoint = desk.delivery.checkpoint();
        second.counts = desk.delivery.counts();
    }
    Desk desk{second};
    CHECK(desk.delivery.counts().delivered == 2);
    CHECK(desk.delivery.counts().pending() == 0);
    CHECK_FALSE(desk.delivery.skip_final(Location{.ordinal = 0, .line = 1, .end = 10}));
    desk.admit({1});
    desk.admit({2, 3});
    CHECK(desk.delivery.skip_final(Location{.ordinal = 2, .line = 3, .end = 30}));
    std::vector<std::string> ids;
    Tokens tokens;
    for (const sluice_record& record : desk.delivery.next_batch(desk.now)) {
        ids.emplace_back(sluice::to_view(record.id));
        tokens.push_back(record.token);
    }
    CHECK(ids == std::vector<std::string>{"p-0-0", "p-1-0"});
    for (const std::uint64_t token : tokens) {
        desk.answer(token, delivered());
    }
    CHECK(desk.delivery.checkpoint().next.ordinal == 3);
    CHECK(desk.delivery.counts().records == 3);
    CHECK(desk.delivery.counts().updates == 4);
    CHECK(desk.delivery.counts().delivered == 4);
    CHECK(desk.delivery.run_counts().delivered == 2);
    CHECK_FALSE(desk.delivery.violation().has_value());
}

TEST_CASE("what a stream leaves behind is kept as rejects in the order of the source") {
    Desk desk;
    desk.admit({1, 2});
    desk.admit({1});
    desk.admit({3});
    const Tokens tokens = desk.send();
    REQUIRE(tokens.size() == 3);
    desk.answer(tokens[2], retry());
    desk.delivery.reject_open({.code = "not_sent", .message = "the run ended", .field = ""});
    CHECK(desk.delivery.is_idle());
    CHECK(desk.delivery.in_flight() == 0);
    CHECK(desk.delivery.counts().rejected == 4);
    CHECK_FALSE(desk.delivery.violation().has_value());
    CHECK(desk.delivery.checkpoint().next.ordinal == 3);
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 4);
    const std::vector<bool> maybe{true, true, false, false};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CAPTURE(i);
        CHECK(rows[i].at.ordinal == (i < 2 ? 0 : i - 1));
        CHECK(rows[i].why.code == "not_sent");
        CHECK(rows[i].why.maybe_delivered == maybe[i]);
    }
    desk.pass(1h);
    CHECK(desk.send().empty());
    CHECK(desk.answer(tokens[0], delivered()) == Fate::misbehaved);
}
