// Newer updates that take the place of older ones, as the whole Delivery does it, case by case.
#include "tests/unit/host/delivery/coalescing_fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using namespace host;
using namespace host::test;

TEST_CASE("without coalescing every update is sent") {
    Desk desk{coalescing(Coalesce::off)};
    admit(desk, 1, "a");
    admit(desk, 1, "b");
    CHECK(desk.answer(send_one(desk).token, delivered()) == Became::Fate::delivered);
    CHECK(send_one(desk).n == "b");
    CHECK(desk.delivery.counts().superseded == 0);
}

TEST_CASE("the newest update of a user stands for those that wait, and one in flight is left alone"
) {
    Desk desk{coalescing(Coalesce::replace)};
    admit(desk, 1, "a");
    const Sent first = send_one(desk);
    admit(desk, 1, "b", R"({"x":1})");
    admit(desk, 2, "other");
    admit(desk, 1, "c");
    admit(desk, 1, "d");
    CHECK(desk.delivery.counts().superseded == 2);
    CHECK(desk.delivery.counts().pending() == 3);
    CHECK(first.n == "a");
    CHECK(desk.answer(first.token, delivered()) == Became::Fate::delivered);
    const std::vector<Sent> rest = send(desk);
    REQUIRE(rest.size() == 2);
    CHECK(rest[0].n == "other");
    CHECK(rest[1].n == "d");
    CHECK(rest[1].profile.empty());
    CHECK(rest[1].id == "p-4-0");
    for (const Sent& sent : rest) {
        desk.answer(sent.token, delivered());
    }
    CHECK(desk.delivery.is_idle());
    CHECK(desk.delivery.open_records() == 0);
    CHECK(desk.delivery.open_bytes() == 0);
    CHECK(desk.delivery.checkpoint().next.ordinal == 5);
    CHECK_FALSE(desk.delivery.violation().has_value());
}

TEST_CASE("a replaced update is final at once, a merged one only with the one it went into") {
    for (const Coalesce how : {Coalesce::replace, Coalesce::merge}) {
        Desk desk{coalescing(how)};
        admit(desk, 1, "a");
        admit(desk, 1, "b");
        const bool is_merge = how == Coalesce::merge;
        CHECK(desk.delivery.counts().superseded == (is_merge ? 0 : 1));
        CHECK(desk.delivery.checkpoint().next.ordinal == (is_merge ? 0 : 1));
        CHECK_FALSE(desk.delivery.violation().has_value());
        desk.answer(send_one(desk).token, delivered());
        CHECK(desk.delivery.counts().superseded == 1);
        CHECK(desk.delivery.counts().delivered == 1);
        CHECK(desk.delivery.checkpoint().next.ordinal == 2);
        CHECK_FALSE(desk.delivery.violation().has_value());
    }
}

TEST_CASE("merged updates are one call with the newest value of each field and member") {
    Desk desk{coalescing(Coalesce::merge)};
    admit(desk, 1, "a", R"({"x":1,"y":1})");
    admit(desk, 1, "", R"({"y":2,"z":2})");
    admit(desk, 1, "c");
    const Sent sent = send_one(desk);
    CHECK(sent.n == "c");
    CHECK(sent.profile == R"({"x":1,"y":2,"z":2})");
    CHECK(sent.id == "p-2-0");
    desk.answer(sent.token, delivered());
    CHECK(desk.delivery.counts().superseded == 2);
    CHECK(desk.delivery.open_bytes() == 0);
}

TEST_CASE("one that waits for a retry gives its place and time to the newer one, which lives anew"
) {
    Desk desk{coalescing(Coalesce::replace)};
    admit(desk, 1, "a");
    desk.answer(send_one(desk).token, retry());
    REQUIRE(desk.delivery.waiting_for_retry() == 1);
    const auto due = desk.delivery.next_due(desk.now);
    admit(desk, 1, "b");
    CHECK(desk.delivery.waiting_for_retry() == 1);
    CHECK(desk.delivery.next_due(desk.now) == due);
    desk.pass(*due - desk.now.time);
    const Sent sent = send_one(desk);
    CHECK(sent.n == "b");
    CHECK(sent.attempt == 1);
    desk.pass(2h);
    CHECK(desk.answer(sent.token, rejected()) == Became::Fate::rejected);
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].attempts == 1);
}

TEST_CASE("an update that nobody can say was delivered is not replaced unless it may be sent twice"
) {
    DeliveryStart of = coalescing(Coalesce::replace);
    of.plugin.is_idempotent = false;
    Desk desk{of};
    admit(desk, 1, "a");
    desk.answer(send_one(desk).token, no_answer());
    admit(desk, 1, "b");
    CHECK(desk.delivery.counts().superseded == 0);
    desk.pass(1min);
    const Sent again = send_one(desk);
    CHECK(again.n == "a");
    desk.answer(again.token, delivered());
    CHECK(send_one(desk).n == "b");
}

TEST_CASE("a newer update does not take the place of one of another pipeline") {
    Account account{QuotaLimit{}};
    Desk first{account, coalescing(Coalesce::replace)};
    Desk second{account, coalescing(Coalesce::replace)};
    admit(first, 1, "a");
    admit(second, 1, "b");
    CHECK(first.delivery.counts().superseded + second.delivery.counts().superseded == 0);
    CHECK(send(second).empty());
    first.answer(send_one(first).token, delivered());
    CHECK(send_one(second).n == "b");
}

TEST_CASE("when a merged update is rejected, all that went into it are kept, in their order") {
    Desk desk{coalescing(Coalesce::merge)};
    admit(desk, 1, "a");
    desk.answer(send_one(desk).token, no_answer());
    admit(desk, 1, "b");
    admit(desk, 1, "c");
    desk.pass(1min);
    CHECK(desk.answer(send_one(desk).token, rejected("too_large")) == Became::Fate::rejected);
    const std::vector<RejectRow> rows = desk.delivery.take_rejects();
    REQUIRE(rows.size() == 3);
    for (std::uint64_t i = 0; i < 3; ++i) {
        CHECK(rows[i].payload == "line " + std::to_string(i));
        CHECK(rows[i].at.ordinal == i);
        CHECK(rows[i].why.code == "too_large");
        CHECK(rows[i].why.maybe_delivered == (i == 0));
        CHECK(rows[i].keys == UserKeys{1, 0});
    }
    CHECK(desk.delivery.counts().rejected == 3);
    CHECK(desk.delivery.counts().superseded == 0);
    CHECK(desk.delivery.is_idle());
    CHECK(desk.delivery.open_bytes() == 0);
    CHECK_FALSE(desk.delivery.violation().has_value());
}

TEST_CASE("the source is read on for newer updates, up to the limits, unless coalescing is off") {
    const auto how = GENERATE(Coalesce::off, Coalesce::replace, Coalesce::merge);
    DeliveryStart of = coalescing(how);
    of.plugin.max_in_flight = 1;
    of.settings.max_open_records = 2000;
    Desk desk{of};
    std::uint64_t read = 0;
    for (; desk.delivery.has_room() && read < 10'000; ++read) {
        admit(desk, 1 + read % 1000, std::to_string(read));
    }
    if (how == Coalesce::off) {
        CHECK(read < 1000);
    } else if (how == Coalesce::replace) {
        CHECK(read == 10'000);
        CHECK(desk.delivery.open_records() == 1000);
    } else {
        CHECK(read == 2000);
    }
    CHECK_FALSE(desk.delivery.violation().has_value());
}
