// Rejects whose user was delivered something newer.
#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <vector>

using namespace host;
using namespace host::test;

TEST_CASE("a reject that a later delivery of its user has overtaken is known as such") {
    Account account{QuotaLimit{}};
    Desk first{account, start()};
    Desk second{account, start()};
    first.admit({1});
    second.admit({1});
    second.admit({1});
    first.answer(first.send_one(), rejected());
    std::vector<RejectRow> rows = first.delivery.take_rejects();
    REQUIRE(rows.size() == 1);
    CHECK_FALSE(first.delivery.was_overtaken(rows[0]));
    second.answer(second.send_one(), delivered());
    CHECK(first.delivery.was_overtaken(rows[0]));
    // For the commit of whichever pipeline comes first.
    CHECK(first.delivery.take_overtaken() == std::vector<UserKey>{1});
    CHECK(second.delivery.take_overtaken().empty());
    second.answer(second.send_one(), rejected());
    rows = second.delivery.take_rejects();
    CHECK_FALSE(second.delivery.was_overtaken(rows.at(0)));
}

TEST_CASE("where an action knows no users nothing is overtaken") {
    DeliveryStart of = start();
    of.plugin.knows_users = false;
    Desk desk{of};
    desk.admit({0});
    desk.admit({0});
    const std::vector<std::uint64_t> tokens = desk.send();
    REQUIRE(tokens.size() == 2);
    desk.answer(tokens[0], rejected());
    desk.answer(tokens[1], delivered());
    CHECK_FALSE(desk.delivery.was_overtaken(desk.delivery.take_rejects().at(0)));
    CHECK(desk.delivery.take_overtaken().empty());
}
