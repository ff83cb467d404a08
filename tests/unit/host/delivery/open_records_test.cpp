#include "host/delivery/open_records.hpp"

#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

using host::Checkpoint;
using host::OpenRecords;
using host::Record;

namespace {

std::unique_ptr<Record> read(OpenRecords& open, std::uint64_t ordinal, std::size_t bytes = 10) {
    std::unique_ptr<Record> record = open.take_record();
    record->at = {.ordinal = ordinal, .line = ordinal + 1, .end = ordinal + 1};
    record->payload = record->arena.copy(std::string(bytes, 'x'));
    return record;
}

}  // namespace

TEST_CASE("there is room until so many records are open") {
    OpenRecords open{Checkpoint{}, 2, 1 << 20};
    const auto first = open.open(read(open, 0), 1).value();
    CHECK(open.has_room());
    open.open(read(open, 1), 1);
    CHECK_FALSE(open.has_room());
    open.settle(first, 0);
    CHECK(open.has_room());
}

TEST_CASE("there is room until the open records hold so many bytes") {
    OpenRecords open{Checkpoint{}, 1000, 50'000};
    const auto large = open.open(read(open, 0, 60'000), 1).value();
    CHECK(open.bytes() >= 60'000);
    CHECK_FALSE(open.has_room());
    open.settle(large, 0);
    CHECK(open.bytes() == 0);
    CHECK(open.has_room());
}

TEST_CASE("a record lives until its last update is settled, then its memory is reused, blank") {
    OpenRecords open{Checkpoint{}, 10, 1 << 20};
    const auto ticket = open.open(read(open, 0), 2).value();
    const Record* address = &open.record(ticket);
    open.settle(ticket, 1);
    CHECK(open.record(ticket).payload == "xxxxxxxxxx");
    open.settle(ticket, 0);
    const std::unique_ptr<Record> reused = open.take_record();
    CHECK(reused.get() == address);
    CHECK(reused->payload.empty());
    CHECK(reused->updates.empty());
    CHECK(reused->at.ordinal == 0);
}

TEST_CASE("a record whose updates an earlier run settled takes no memory") {
    Checkpoint earlier;
    earlier.updates = {{0, 0}, {0, 1}};
    OpenRecords open{earlier, 10, 1 << 20};
    CHECK_FALSE(open.open(read(open, 0), 2).has_value());
    CHECK(open.bytes() == 0);
    CHECK(open.fates().open_records() == 0);
}
