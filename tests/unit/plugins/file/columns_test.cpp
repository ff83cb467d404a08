#include "file/columns.hpp"
#include "tests/support/test_spec.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a column is named by what follows column.") {
    CHECK(file::column_name("column.tier") == "tier");
    CHECK(file::column_name("column.a.b") == "a.b");
    CHECK(file::column_name("column.*") == "*");
    CHECK_FALSE(file::column_name("column."));
    CHECK_FALSE(file::column_name("tier"));
}

TEST_CASE("columns keep the mapping's order, and their names are taken") {
    test::TestSpec spec{"write", "{}"};
    spec.field("column.z").field("column.*").field("column.a");
    const auto plan = file::row_plan(spec.cpp(), {.has_op = true, .has_id = true});
    CHECK(plan.names == std::vector<std::string>{"z", "a"});
    CHECK(plan.slots == std::vector<std::size_t>{0, 2});
    CHECK(plan.members == 1U);
    CHECK(plan.taken == std::vector<std::string>{"z", "a", "op", "id"});
    CHECK(file::row_plan(spec.cpp(), {.has_op = false}).taken.size() == 2);
}
