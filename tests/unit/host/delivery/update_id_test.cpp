#include "host/delivery/update_id.hpp"

#include <catch2/catch.hpp>

#include <cstdint>

using host::make_update_id;
using host::Record;

TEST_CASE("an update's id names its place behind the prefix") {
    struct Row {
        std::uint64_t ordinal;
        std::uint32_t sub;
        const char* id;
    };
    const Row rows[] = {
        {0, 0, "a1b2-0-0"},
        {41, 7, "a1b2-41-7"},
        {UINT64_MAX, UINT32_MAX, "a1b2-18446744073709551615-4294967295"},
    };
    for (const Row& row : rows) {
        Record record;
        record.at.ordinal = row.ordinal;
        CHECK(make_update_id(record, row.sub, "a1b2") == row.id);
    }
}

TEST_CASE("ids of one record stand beside each other in its arena") {
    Record record;
    const auto first = make_update_id(record, 0, "p");
    const auto second = make_update_id(record, 1, "p");
    CHECK(first == "p-0-0");
    CHECK(second == "p-0-1");
}
