#include "file/api/ndjson_row.hpp"
#include "tests/unit/plugins/file/plan.hpp"

#include <catch2/catch.hpp>

namespace {

using Values = std::vector<sluice_value>;

std::string row(const file::RowPlan& plan, const Values& values, file::RowInput input = {}) {
    input.values = values;
    std::string out = "before\n";
    const auto fault = file::append_ndjson_row(out, plan, input);
    return fault ? out + "FAULT " + std::to_string(fault->field) : out.substr(7);
}

}  // namespace

TEST_CASE("a record is one line of JSON, its columns in the mapping's order") {
    const auto plan = test::plan_of({"user", "points", "active", "tier", "n"});
    CHECK(
        row(plan,
            {slots::text("crm \"7\""),
             slots::number("1.10"),
             slots::boolean(true),
             slots::null(),
             slots::integer(SLUICE_T_I64, -5)}) ==
        "{\"user\":\"crm \\\"7\\\"\",\"points\":1.10,\"active\":true,\"tier\":null,\"n\":-5}\n"
    );
}

TEST_CASE("an absent column is left out, so that it is not null") {
    const auto plan = test::plan_of({"a", "b"});
    CHECK(row(plan, {slots::absent(), slots::text("")}) == "{\"b\":\"\"}\n");
    CHECK(row(plan, {slots::absent(), slots::absent()}) == "{}\n");
}

TEST_CASE("operation and idempotency key come first") {
    auto plan = test::plan_of({"a"});
    plan.has_op = true;
    plan.has_id = true;
    CHECK(
        row(plan, {slots::null()}, {.values = {}, .op = SLUICE_OP_DELETE, .id = "key-1"}) ==
        "{\"op\":\"delete\",\"id\":\"key-1\",\"a\":null}\n"
    );
    CHECK(row(plan, {slots::null()}, {.values = {}, .op = 77, .id = "k"}) == "before\nFAULT -1");
    CHECK(
        row(plan, {slots::null()}, {.values = {}, .op = SLUICE_OP_UPSERT, .id = "\xFF"}) ==
        "before\nFAULT -1"
    );
}

TEST_CASE("times and bytes are strings; nested JSON stays JSON, on the same line") {
    const auto plan = test::plan_of({"at", "raw", "tags"});
    CHECK(
        row(plan,
            {slots::integer(SLUICE_T_TIME_US, 0),
             slots::of_type(SLUICE_T_BYTES, "f"),
             slots::json("[1,\n 2]")}) ==
        "{\"at\":\"1970-01-01T00:00:00Z\",\"raw\":\"Zg==\",\"tags\":[1,2]}\n"
    );
}

TEST_CASE("members of column.* follow the named columns, which win") {
    auto plan = test::plan_of({"tier"});
    plan.members = 1;
    plan.taken = {"tier"};
    CHECK(
        row(plan, {slots::text("gold"), slots::json(R"({"tier":"x","city":"Bern"})")}) ==
        "{\"tier\":\"gold\",\"city\":\"Bern\"}\n"
    );
    CHECK(row(plan, {slots::absent(), slots::absent()}) == "{}\n");
    CHECK(row(plan, {slots::absent(), slots::json("[1]")}) == "before\nFAULT 1");
    CHECK(row(plan, {slots::absent(), slots::text("x")}) == "before\nFAULT 1");
}

TEST_CASE("a value that is no JSON is a fault at its slot, and leaves nothing behind") {
    const auto plan = test::plan_of({"a", "b"});
    for (const sluice_value& bad :
         {slots::text("\xC3("),
          slots::number("1."),
          slots::json("{"),
          slots::integer(99, 0),
          slots::integer(SLUICE_T_TIME_US, INT64_MAX)}) {
        CHECK(row(plan, {slots::text("good"), bad}) == "before\nFAULT 1");
    }
}
