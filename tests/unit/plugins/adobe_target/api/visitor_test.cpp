#include "adobe_target/api/visitor.hpp"
#include "tests/support/slots.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)

namespace {

// ecid 0, session_id 1, edge_number 2, tntId 3, mbox3rdPartyId 4, customer_ids.crm 5,
// customer_ids.* 6.
VisitorPlan plan_of() {
    VisitorPlan plan;
    plan.ecid = {.slot = 0, .title = "ECID", .problem = ecid_problem};
    plan.session_id = {
        .slot = 1, .title = "Adobe Target Session ID", .problem = session_id_problem};
    plan.edge_number =
        IdentifierSlot{.slot = 2, .title = "Mbox Edge Number", .problem = edge_number_problem};
    plan.tnt_id =
        IdentifierSlot{.slot = 3, .title = "Target ID (tntId)", .problem = tnt_id_problem};
    plan.third_party_id =
        IdentifierSlot{.slot = 4, .title = "Mbox 3rd Party ID", .problem = third_party_id_problem};
    plan.customer_ids.push_back(
        {.integration_code = "crm",
         .id = {.slot = 5, .title = "Customer ID", .problem = customer_id_problem}}
    );
    plan.customer_id_members = 6;
    return plan;
}

std::vector<sluice_value> values_of() {
    return {
        slots::text("12345678901234567890123456789012345678"),
        slots::text("session-1"),
        slots::text("35"),
        slots::absent(),
        slots::absent(),
        slots::absent(),
        slots::absent()};
}

std::string code_of(const std::vector<sluice_value>& values) {
    Visitor visitor;
    const auto rejection = read_visitor(plan_of(), values, visitor);
    return rejection ? rejection->code : "";
}

}  // namespace

TEST_CASE("ECID, session and edge are enough") {
    Visitor visitor;
    REQUIRE_FALSE(read_visitor(plan_of(), values_of(), visitor));
    CHECK(visitor.ecid == "12345678901234567890123456789012345678");
    CHECK(visitor.session_id == "session-1");
    CHECK(visitor.edge == "35");
    CHECK(visitor.tnt_id.empty());
    CHECK(visitor.customer_ids.empty());
}

TEST_CASE("each mandatory identifier is missed by its own name") {
    for (const auto& [slot, name] : std::vector<std::pair<std::size_t, std::string>>{
             {0, "ECID"}, {1, "Adobe Target Session ID"}, {2, "Mbox Edge Number"}}) {
        auto values = values_of();
        values[slot] = slots::absent();
        Visitor visitor;
        const auto rejection = read_visitor(plan_of(), values, visitor);
        REQUIRE(rejection);
        CHECK(rejection->code == "missing_identifier");
        CHECK(rejection->message.starts_with(name));
        CHECK(rejection->field == static_cast<std::int32_t>(slot));
    }
}

TEST_CASE("the tntId's edge stands in for the edge number, and wins over another") {
    auto values = values_of();
    values[3] = slots::text("abc.28_20");
    Visitor visitor;
    REQUIRE_FALSE(read_visitor(plan_of(), values, visitor));
    CHECK(visitor.edge == "28");
    CHECK(visitor.edges_differ);
    values[2] = slots::absent();
    REQUIRE_FALSE(read_visitor(plan_of(), values, visitor));
    CHECK(visitor.edge == "28");
    CHECK_FALSE(visitor.edges_differ);
    values[2] = slots::text("28");
    REQUIRE_FALSE(read_visitor(plan_of(), values, visitor));
    CHECK_FALSE(visitor.edges_differ);
    values[3] = slots::text("abc");  // names no edge
    values[2] = slots::absent();
    CHECK(code_of(values) == "missing_identifier");
}

TEST_CASE("every identifier is held to its rule") {
    const std::vector<std::pair<std::size_t, sluice_value>> bad{
        {0, slots::text("12x")},
        {0, slots::number("1.05e37")},
        {1, slots::text("a b")},
        {2, slots::text("035")},
        {2, slots::text("35.evil.example")},
        {3, slots::text("a.b.c")},
        {4, slots::text("a+b")},
        {5, slots::json("[]")},
        {6, slots::json(R"({"crm":[1]})")},
        {6, slots::json(R"({"crm":1.5})")},
        {6, slots::json(R"({"crm":true})")},
        {6, slots::json(R"({"":"x"})")},
        {6, slots::text("x")}};
    for (const auto& [slot, value] : bad) {
        auto values = values_of();
        values[slot] = value;
        CAPTURE(slot);
        CHECK_FALSE(code_of(values).empty());
    }
}

TEST_CASE("customer ids come by name and from an object, numbers by their literal text, at most 50"
) {
    auto values = values_of();
    values[5] = slots::number("0042");
    values[6] =
        slots::json(R"({"loyalty":"L-1","shop":12345678901234567890123,"gone":null,"empty":""})");
    Visitor visitor;
    REQUIRE_FALSE(read_visitor(plan_of(), values, visitor));
    REQUIRE(visitor.customer_ids.size() == 3);
    CHECK(visitor.customer_ids[0].id == "0042");
    CHECK(visitor.customer_ids[2].integration_code == "shop");
    CHECK(visitor.customer_ids[2].id == "12345678901234567890123");

    std::string many = "{";
    for (int i = 0; i < 50; ++i) {
        many += "\"c" + std::to_string(i) + "\":\"x\",";
    }
    many.back() = '}';
    values[6] = slots::json(many);
    values[5] = slots::absent();
    CHECK(code_of(values).empty());
    values[5] = slots::text("one more");
    CHECK(code_of(values) == "too_large");
}
